import { type ConsentText, consentToAsk, giveConsentIn, hasConsent, recordEvent } from '#contexts/people/index.ts';
import { findInstrumentVersion, type Instrument, readSubmitted } from '#contexts/self-assessment/index.ts';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { bandOf, notTold } from '../domain/bands.ts';
import { encodeAnswers } from '../domain/measures.ts';
import type { Wave } from '../domain/wave.ts';
import { declineSharing, finishWith, listOwnWaves, lockParticipation, type OwnWave, shareSnapshot } from '../store/joining.ts';
import type { Participation } from '../store/participations.ts';
import { findWave } from '../store/waves.ts';

export type { OwnWave } from '../store/joining.ts';

function requireKnown(actor: Actor): Person {
	if (actor.kind !== 'person') throw new DomainError('person.required');
	return actor;
}

/** What goes along with the answers when they are shared. */
export interface OwnBand {
	/** The context question. */
	readonly dimension: string;
	readonly band: string;
}

/** Everything that one decides by. */
export interface Choice {
	readonly wave: Wave;
	readonly own: OwnWave;
	readonly instrument: Instrument;
	/** Empty before the attempt is finished. */
	readonly bands: readonly OwnBand[];
	/** Items answered, of how many. */
	readonly answered: number;
	/** What the person has to agree to for sharing; undefined: has agreed. */
	readonly consent: ConsentText | undefined;
}

/** Waves that the actor takes part in, of one attempt alone where it is named. None for somebody who is not known. */
export async function listMyWaves(actor: Actor, attemptId?: string): Promise<OwnWave[]> {
	if (actor.kind !== 'person') return [];
	return inTransaction(actingAs(actor), (transaction) => listOwnWaves(transaction, actor.personId, attemptId));
}

async function ownPart(transaction: DatabaseTransaction, person: Person, waveId: string): Promise<{ wave: Wave; part: Participation }> {
	const part = await lockParticipation(transaction, waveId, person.personId);
	const wave = part && (await findWave(transaction, waveId));
	if (part === undefined || wave === undefined) throw new DomainError('wave.not_joined');
	return { wave, part };
}

function bandsOfAnswers(wave: Wave, instrument: Instrument, context: Readonly<Record<string, unknown>>): OwnBand[] {
	return wave.dimensions.map((dimension) => {
		const question = instrument.context.find(({ id }) => id === dimension);
		return { dimension, band: question === undefined ? notTold : bandOf(question, context[dimension]) };
	});
}

/** What the actor would share and with whom. Throws `person.required`, `wave.not_joined`. */
export async function viewChoice(actor: Actor, waveId: string): Promise<Choice> {
	const person = requireKnown(actor);
	const [seen, asked] = await Promise.all([
		inTransaction(actingAs(person), async (transaction) => {
			const { wave, part } = await ownPart(transaction, person, waveId);
			const own = (await listOwnWaves(transaction, person.personId)).find((candidate) => candidate.waveId === waveId);
			if (own === undefined) throw new DomainError('wave.not_joined');
			const given = part.attemptId === null ? undefined : await readSubmitted(transaction, person.personId, part.attemptId);
			const agreed = await hasConsent(transaction, person.personId, 'organisation-aggregates');
			return { wave, own, given, agreed };
		}),
		consentToAsk({ kind: 'anonymous', requestId: person.requestId }, 'organisation-aggregates')
	]);
	const { wave, own, given, agreed } = seen;
	const instrument = await findInstrumentVersion(wave.instrumentId, wave.instrumentVersion);
	return {
		wave,
		own,
		instrument,
		bands: given === undefined ? [] : bandsOfAnswers(wave, instrument, given.context),
		answered: given?.answers.size ?? 0,
		consent: agreed ? undefined : asked
	};
}

export interface ShareRequest {
	/** Dimensions whose band is not to go along. */
	readonly withheld: readonly string[];
	/** By the position of a local question the number of the chosen choice, from 1; left out: not answered. */
	readonly localAnswers: Readonly<Record<string, number>>;
	/** The person agrees now to be counted; who agreed before need not say it again. */
	readonly consent?: boolean | undefined;
	readonly locale: Locale;
}

/** Choices as bytes, one for each question. Throws `wave.local_answer`. */
function encodeLocal({ questions }: Wave, given: Readonly<Record<string, number>>): Uint8Array {
	if (Object.keys(given).some((position) => !questions.some((question) => String(question.position) === position)))
		throw new DomainError('wave.local_answer');
	return Uint8Array.from(questions, ({ position, options }) => {
		const choice = given[position] ?? 0;
		if (!Number.isInteger(choice) || choice < 0 || choice > options.length) throw new DomainError('wave.local_answer');
		return choice;
	});
}

const refusals = {
	unknown: 'wave.not_joined',
	not_open: 'wave.not_open',
	not_finished: 'wave.not_finished',
	again: 'wave.shared_already',
	attempt_used: 'wave.attempt_used'
} as const;

/**
 * Shares the answers without a name: answers, bands and choices of now are frozen under a random id, and that it was shared is noted with the person;
 * nothing tells which is whose. The consent that this needs is recorded with it. Throws `person.required`, `wave.not_joined`, `wave.not_open`,
 * `wave.not_finished`, `wave.shared_already`, `wave.attempt_used`, `wave.local_answer`, `consent.required`.
 */
export async function shareAnswers(actor: Actor, waveId: string, request: ShareRequest): Promise<void> {
	const person = requireKnown(actor);
	await inTransaction(actingAs(person), async (transaction) => {
		const { wave, part } = await ownPart(transaction, person, waveId);
		if (part.decision === 'shared') throw new DomainError('wave.shared_already');
		if (wave.state !== 'open') throw new DomainError('wave.not_open');
		const given = part.attemptId === null ? undefined : await readSubmitted(transaction, person.personId, part.attemptId);
		if (given === undefined || part.finishedAt === null) throw new DomainError('wave.not_finished');
		const localAnswers = encodeLocal(wave, request.localAnswers);
		if (request.consent === true) await giveConsentIn(transaction, person, 'organisation-aggregates', request.locale);
		else if (!(await hasConsent(transaction, person.personId, 'organisation-aggregates'))) throw new DomainError('consent.required');
		const instrument = await findInstrumentVersion(wave.instrumentId, wave.instrumentVersion);
		const outcome = await shareSnapshot(transaction, {
			waveId,
			personId: person.personId,
			bands: bandsOfAnswers(wave, instrument, given.context).map(({ dimension, band }) => (request.withheld.includes(dimension) ? notTold : band)),
			answers: encodeAnswers({ items: instrument.items.map(({ code }) => code) }, given.answers),
			localAnswers
		});
		if (outcome !== 'shared') throw new DomainError(refusals[outcome]);
		await recordEvent(transaction, person, { action: 'wave.shared', subjectId: waveId });
	});
}

/**
 * Decides against sharing; while the wave is open that can still be changed. Throws `person.required`, `wave.not_joined`, `wave.not_finished`,
 * `wave.shared_already`.
 */
export async function declineToShare(actor: Actor, waveId: string): Promise<void> {
	const person = requireKnown(actor);
	await inTransaction(actingAs(person), async (transaction) => {
		const { part } = await ownPart(transaction, person, waveId);
		if (part.decision === 'shared') throw new DomainError('wave.shared_already');
		if (!(await declineSharing(transaction, waveId, person.personId))) throw new DomainError('wave.not_finished');
		if (part.decision === null) await recordEvent(transaction, person, { action: 'wave.declined', subjectId: waveId });
	});
}

/** For the submission of an attempt, in its transaction: whoever takes part in a wave with it has finished. */
export async function finishParticipation(transaction: DatabaseTransaction, personId: string, attemptId: string): Promise<void> {
	await finishWith(transaction, personId, attemptId);
}

