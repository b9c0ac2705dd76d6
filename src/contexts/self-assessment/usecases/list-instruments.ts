import { database } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Instrument } from '../domain/instrument.ts';
import { findInstrument, listCurrentInstruments } from '../store/instruments.ts';

/** The newest version of every instrument. */
export async function listInstruments(): Promise<Instrument[]> {
	const current = await listCurrentInstruments(database());
	return Promise.all(current.map(({ id, version }) => findInstrument(database(), id, version)));
}

/** The newest version of one instrument. Throws `instrument.not_found`. */
export async function currentInstrument(id: string): Promise<Instrument> {
	const found = (await listCurrentInstruments(database())).find((instrument) => instrument.id === id);
	if (found === undefined) throw new DomainError('instrument.not_found', { instrument: id });
	return findInstrument(database(), found.id, found.version);
}

/** One version of an instrument, also an older one: what earlier answers were given to. Throws `instrument.not_found`. */
export async function findInstrumentVersion(id: string, version: string): Promise<Instrument> {
	return findInstrument(database(), id, version);
}
