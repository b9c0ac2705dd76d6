import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type DatabaseTransaction, type Queryable, tablesOf } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { type Instrument, instrumentName, instrumentSchema } from '../domain/instrument.ts';
import type { DB } from './tables.ts';

const tables = tablesOf<DB>;

/** Versions never change once stored, so each is read and parsed once per process. */
const parsed = new Map<string, Instrument>();

/** The instrument of an attempt. Throws `instrument.not_found`. */
export async function findInstrument(db: Queryable, id: string, version: string): Promise<Instrument> {
	const name = instrumentName({ id, version });
	const cached = parsed.get(name);
	if (cached !== undefined) return cached;
	const row = await tables(db)
		.selectFrom('self_assessment.instrument')
		.select('body')
		.where('id', '=', id)
		.where('version', '=', version)
		.executeTakeFirst();
	if (row === undefined) throw new DomainError('instrument.not_found', { instrument: name });
	const instrument = instrumentSchema.parse(row.body);
	parsed.set(name, instrument);
	return instrument;
}

/** The newest version of each instrument, by id. */
export async function listCurrentInstruments(db: Queryable): Promise<{ id: string; version: string }[]> {
	return tables(db)
		.selectFrom('self_assessment.instrument')
		.distinctOn('id')
		.select(['id', 'version'])
		.orderBy('id')
		.orderBy(sql`string_to_array(version, '.')::int[]`, 'desc')
		.execute();
}

/**
 * Stores an instrument version. Storing the same again changes nothing; other content under a version that exists is taken only while no
 * attempt was made with it. Returns what happened. Throws `instrument.version_in_use`.
 */
export async function storeInstrument(transaction: DatabaseTransaction, instrument: Instrument): Promise<'new' | 'unchanged' | 'replaced'> {
	const body = JSON.stringify(instrument);
	const checksum = createHash('sha256').update(body).digest('hex');
	const { id, version } = instrument;
	const existing = await tables(transaction)
		.selectFrom('self_assessment.instrument')
		.select('checksum')
		.where('id', '=', id)
		.where('version', '=', version)
		.executeTakeFirst();
	if (existing?.checksum === checksum) return 'unchanged';
	if (existing !== undefined) {
		const { rows } = await sql<{ used: boolean }>`select self_assessment.is_answered(${id}, ${version}) as used`.execute(transaction);
		if (rows[0]?.used) throw new DomainError('instrument.version_in_use', { instrument: instrumentName(instrument) });
		await tables(transaction).deleteFrom('self_assessment.instrument').where('id', '=', id).where('version', '=', version).execute();
		parsed.delete(instrumentName(instrument));
	}
	await tables(transaction).insertInto('self_assessment.instrument').values({ id, version, body, checksum }).execute();
	await tables(transaction)
		.insertInto('self_assessment.instrument_item')
		.values(instrument.items.map((item) => ({ instrument_id: id, instrument_version: version, item: item.code })))
		.execute();
	return existing === undefined ? 'new' : 'replaced';
}
