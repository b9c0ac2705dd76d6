import { giveConsentIn, hasConsent, newGuest, parseTypedCode, recordEvent, welcomeGuest } from '#contexts/people/index.ts';
import { findInstrumentVersion, findSubmitted, type Instrument, listOwnAttempts, startAttemptIn } from '#contexts/self-assessment/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { database, type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import {
	deleteParticipation,
	findOffer,
	findPlaces,
	insertParticipation,
	lockParticipation,
	type OfferedWave,
	type Place,
	updateAttempt
} from '../store/joining.ts';
import { listOwnWaves, type OwnWave } from '../store/joining.ts';
import { joinCodeLength } from './run-wave.ts';

/** More places than this are found by searching. */
export const mostPlaces = 30;

/** What somebody who has a code is told before joining. */
export interface Offer {
	readonly code: string;
	readonly wave: OfferedWave;
	readonly instrument: Instrument;
	/** Places to choose from, and how many there are in all. */
	readonly places: readonly Place[];
	readonly total: number;
	/** How far the actor is already; undefined: not joined. */
	readonly own: OwnWave | undefined;
	/** A submitted attempt of the actor's with this version of the instrument, the latest: it may be taken instead of a new one. */
	readonly reusable: { readonly id: string; readonly submittedAt: Date } | undefined;
	/** An attempt with this version that is under way. */
	readonly underWay: { readonly id: string; readonly startedAt: Date } | undefined;
}

/** The wave of a typed code. Throws `wave.code_malformed`, `wave.code_unknown`. */
async function offerOf(typed: string): Promise<{ code: string; wave: OfferedWave }> {
	const code = parseTypedCode(typed, joinCodeLength);
	if (code === undefined) throw new DomainError('wave.code_malformed');
	const wave = await findOffer(database(), code);
	if (wave === undefined) throw new DomainError('wave.code_unknown');
	return { code, wave };
}

/** The code in the form in which it is printed, when a wave has it. Throws `wave.code_malformed`, `wave.code_unknown`. */
export async function findWaveByCode(typed: string): Promise<string> {
	return (await offerOf(typed)).code;
}

/**
 * What a code is for: who asks, until when, at which organisations; and how far the actor is. `query`: words of the organisation's name.
 * Throws `wave.code_malformed`, `wave.code_unknown`.
 */
export async function viewOffer(actor: Actor, typed: string, query = ''): Promise<Offer> {
	const { code, wave } = await offerOf(typed);
	const [instrument, found, attempts, own] = await Promise.all([
		findInstrumentVersion(wave.instrumentId, wave.instrumentVersion),
		findPlaces(database(), code, query.slice(0, 200).replaceAll(/\p{Cc}/gu, ' '), mostPlaces),
		listOwnAttempts(actor),
		actor.kind === 'person' ? inTransaction(actingAs(actor), (transaction) => listOwnWaves(transaction, actor.personId)) : []
	]);
	const fitting = attempts.filter(({ instrument: { id, version } }) => id === instrument.id && version === instrument.version);
	const submitted = fitting.find(({ attempt }) => attempt.submittedAt !== null)?.attempt;
	const open = fitting.find(({ attempt }) => attempt.submittedAt === null)?.attempt;
	const submittedAt = submitted?.submittedAt ?? null;
	return {
		code,
		wave,
		instrument,
		...found,
		own: own.find(({ waveId }) => waveId === wave.id),
		reusable: submitted === undefined || submittedAt === null ? undefined : { id: submitted.id, submittedAt },
		underWay: open && { id: open.id, startedAt: open.startedAt }
	};
}

export interface JoinRequest {
	readonly code: string;
	/** Where one works; needed when the code covers several organisations. */
	readonly organisationId?: string | undefined;
	/** A submitted attempt of one's own to take part with, or one under way; a new one when absent. */
	readonly attemptId?: string | undefined;
	/** The person agrees now that results are kept. */
	readonly consent?: boolean | undefined;
	readonly locale: Locale;
}

export interface Joined {
	readonly waveId: string;
	readonly attemptId: string;
	/** Whether the attempt is submitted, so that sharing is the next step. */
	readonly isFinished: boolean;
	/** Only for a new guest, and only this once. */
	readonly resumeCode: string | undefined;
}

/** Throws `wave.school_missing`, `wave.school_outside`. */
async function placeOf(wave: OfferedWave, code: string, organisationId: string | undefined): Promise<string> {
	const { places, total } = await findPlaces(database(), code, '', 100_000);
	const [only] = places;
	if (organisationId === undefined || organisationId === '') {
		if (total === 1 && only !== undefined) return only.id;
		throw new DomainError('wave.school_missing');
	}
	if (!places.some(({ id }) => id === organisationId)) throw new DomainError('wave.school_outside');
	return organisationId;
}

/** The attempt to take part with. Throws `wave.attempt_other` (of another version, or not one's own). */
async function attemptFor(
	transaction: DatabaseTransaction,
	person: Extract<Actor, { kind: 'person' }>,
	wave: OfferedWave,
	attemptId: string | undefined
): Promise<{ id: string; isFinished: boolean }> {
	if (attemptId === undefined || attemptId === '') {
		const instrument = await findInstrumentVersion(wave.instrumentId, wave.instrumentVersion);
		return { id: (await startAttemptIn(transaction, person, instrument)).id, isFinished: false };
	}
	const found = await findSubmitted(transaction, person.personId, attemptId);
	if (found?.instrumentId !== wave.instrumentId || found.instrumentVersion !== wave.instrumentVersion) throw new DomainError('wave.attempt_other');
	return { id: found.id, isFinished: found.submittedAt !== null };
}

/**
 * Joins an open wave by its code, with a new attempt, one under way, or a submitted one. Nobody known becomes a guest with a resume code. Joining
 * again leads back to where one was, unless another attempt is named. Throws `wave.code_malformed`, `wave.code_unknown`, `wave.not_open`,
 * `wave.school_missing`, `wave.school_outside`, `wave.attempt_other`, `wave.shared_already` (a new attempt after sharing), `consent.required`.
 */
export async function joinWave(actor: Actor, request: JoinRequest): Promise<Joined> {
	const { code, wave } = await offerOf(request.code);
	if (wave.state !== 'open') throw new DomainError('wave.not_open');
	const person = actor.kind === 'person' ? actor : newGuest(actor.requestId);
	if (actor.kind !== 'person' && request.consent !== true) throw new DomainError('consent.required');
	return inTransaction(actingAs(person), async (transaction) => {
		const known = actor.kind === 'person' ? await lockParticipation(transaction, wave.id, person.personId) : undefined;
		if (known !== undefined && known.attemptId !== null && (request.attemptId ?? known.attemptId) === known.attemptId) {
			return { waveId: wave.id, attemptId: known.attemptId, isFinished: known.finishedAt !== null, resumeCode: undefined };
		}
		if (known?.decision === 'shared') throw new DomainError('wave.shared_already');
		const organisationId = known === undefined ? await placeOf(wave, code, request.organisationId) : known.organisationId;
		const guest = actor.kind === 'person' ? undefined : await welcomeGuest(transaction, person, request.locale);
		if (actor.kind === 'person') {
			if (request.consent === true) await giveConsentIn(transaction, person, 'keep-results', request.locale);
			else if (!(await hasConsent(transaction, person.personId, 'keep-results'))) throw new DomainError('consent.required');
		}
		const attempt = await attemptFor(transaction, person, wave, request.attemptId);
		const row = { waveId: wave.id, personId: person.personId, organisationId, attemptId: attempt.id, isFinished: attempt.isFinished };
		if (known !== undefined) await updateAttempt(transaction, row);
		else if (!(await insertParticipation(transaction, row))) throw new DomainError('wave.shared_already');
		if (known === undefined) await recordEvent(transaction, person, { action: 'wave.joined', subjectId: wave.id });
		return { waveId: wave.id, attemptId: attempt.id, isFinished: attempt.isFinished, resumeCode: guest?.resumeCode };
	});
}

/** Takes part no more; the attempt stays the person's. Throws `person.required`, `wave.not_joined`, `wave.shared_already`. */
export async function leaveWave(actor: Actor, waveId: string): Promise<void> {
	if (actor.kind !== 'person') throw new DomainError('person.required');
	await inTransaction(actingAs(actor), async (transaction) => {
		const own = await lockParticipation(transaction, waveId, actor.personId);
		if (own === undefined) throw new DomainError('wave.not_joined');
		if (!(await deleteParticipation(transaction, waveId, actor.personId))) throw new DomainError('wave.shared_already');
		await recordEvent(transaction, actor, { action: 'wave.left', subjectId: waveId });
	});
}
