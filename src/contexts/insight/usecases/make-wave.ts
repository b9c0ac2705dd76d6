import { v7 as uuidv7 } from 'uuid';
import { listSubtree, recordEvent, requireRightIn } from '#contexts/people/index.ts';
import { currentInstrument, findInstrumentVersion } from '#contexts/self-assessment/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { isDimension } from '../domain/bands.ts';
import { roundDays } from '../domain/rounds.ts';
import { addDays, dayOf, daysBetween, readOpenChange, readWaveFields, type Wave, type WaveFields } from '../domain/wave.ts';
import { deleteWave, findWave, insertWave, listScope, updateOpenWave, updateWave } from '../store/waves.ts';
import { onWave } from './on-wave.ts';

/** Everything in the scope lies in the organisation of the wave. Throws `organisation.not_found`, `organisation.closed`, `wave.node_outside`. */
async function requireWithin(transaction: DatabaseTransaction, organisationId: string, scope: readonly string[]): Promise<readonly string[]> {
	const within = await listSubtree(transaction, organisationId);
	const root = within[0];
	if (root === undefined) throw new DomainError('organisation.not_found');
	if (root.closedAt !== null) throw new DomainError('organisation.closed');
	const known = new Set(within.map(({ id }) => id));
	if (scope.some((id) => !known.has(id))) throw new DomainError('wave.node_outside');
	return root.ancestors;
}

/** What a new wave is: of which organisation, with which instrument, after which round. */
export interface WaveRequest extends WaveFields {
	readonly organisationId: string;
	readonly instrumentId: string;
	/** The round before this one; it has to be of the same organisation. */
	readonly previousId?: string | undefined;
}

/**
 * Makes a draft of a wave with the newest version of the instrument, which it keeps. Returns its id.
 * Throws `account.required`, `right.missing`, `organisation.not_found`, `organisation.closed`, `wave.node_outside`, `wave.not_found` (the round
 * before), `instrument.not_found`, and the codes of `readWaveFields`.
 */
export async function createWave(actor: Actor, request: WaveRequest): Promise<string> {
	const { organisationId, instrumentId, previousId } = request;
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'wave.manage', { organisationId });
		const instrument = await currentInstrument(instrumentId);
		const known = instrument.context.filter(isDimension).map(({ id }) => id);
		const fields = readWaveFields(request, { today: dayOf(new Date()), known });
		const organisationPath = await requireWithin(transaction, organisationId, fields.scope);
		if (previousId !== undefined) {
			const previous = await findWave(transaction, previousId);
			if (previous?.organisationId !== organisationId) throw new DomainError('wave.not_found');
		}
		const id = uuidv7();
		await insertWave(transaction, {
			id,
			organisationId,
			organisationPath,
			instrumentId: instrument.id,
			instrumentVersion: instrument.version,
			previousId: previousId ?? null,
			fields
		});
		await recordEvent(transaction, actor, { action: 'wave.made', subjectId: id, details: { organisation: organisationId } });
		return id;
	});
}

/** Changes a draft as a whole. Throws the codes of `onWave`, `createWave`, and `wave.opened_already`. */
export async function changeWave(actor: Actor, waveId: string, typed: WaveFields): Promise<void> {
	await onWave(actor, waveId, async (transaction, wave) => {
		if (wave.state !== 'draft') throw new DomainError('wave.opened_already');
		const instrument = await findInstrumentVersion(wave.instrumentId, wave.instrumentVersion);
		const known = instrument.context.filter(isDimension).map(({ id }) => id);
		const fields = readWaveFields(typed, { today: dayOf(new Date()), known });
		await requireWithin(transaction, wave.organisationId, fields.scope);
		await updateWave(transaction, waveId, fields);
		await recordEvent(transaction, actor, { action: 'wave.changed', subjectId: waveId });
	});
}

/** Changes what may still change of an open wave. Throws the codes of `onWave`, `readOpenChange`, and `wave.not_open`. */
export async function changeOpenWave(
	actor: Actor,
	waveId: string,
	typed: { readonly message?: string | undefined; readonly closesOn?: string | undefined }
): Promise<void> {
	await onWave(actor, waveId, async (transaction, wave) => {
		if (wave.state !== 'open') throw new DomainError('wave.not_open');
		const change = readOpenChange(wave, { message: typed.message ?? wave.message, closesOn: typed.closesOn ?? wave.closesOn });
		await updateOpenWave(transaction, waveId, change);
		await recordEvent(transaction, actor, { action: 'wave.changed', subjectId: waveId, details: { closes: change.closesOn } });
	});
}

/** Deletes a draft; a wave that was open stays. Throws the codes of `onWave`, and `wave.opened_already`. */
export async function deleteDraft(actor: Actor, waveId: string): Promise<void> {
	await onWave(actor, waveId, async (transaction, wave) => {
		if (wave.state !== 'draft') throw new DomainError('wave.opened_already');
		await deleteWave(transaction, waveId);
		await recordEvent(transaction, actor, { action: 'wave.deleted', subjectId: waveId, details: { organisation: wave.organisationId } });
	});
}

/** What a draft has, for changing it. Throws the codes of `onWave`, and `wave.opened_already`. */
export async function viewDraft(actor: Actor, waveId: string): Promise<{ wave: Wave; fields: WaveFields }> {
	return onWave(actor, waveId, async (transaction, wave) => {
		if (wave.state !== 'draft') throw new DomainError('wave.opened_already');
		return { wave, fields: { ...wave, scope: await listScope(transaction, waveId) } };
	});
}

/**
 * The fields of a next round of a wave: the same questions, dimensions and organisations, half a year after the last day and as long as before. A
 * suggestion that is looked at before it is stored. Throws the codes of `onWave`.
 */
export async function suggestNextRound(actor: Actor, waveId: string): Promise<{ previous: Wave; fields: WaveFields }> {
	return onWave(actor, waveId, async (transaction, wave) => {
		const today = dayOf(new Date());
		const planned = addDays(wave.closesOn, roundDays);
		const opensOn = planned < today ? today : planned;
		const closesOn = addDays(opensOn, daysBetween(wave.opensOn, wave.closesOn));
		return { previous: wave, fields: { ...wave, opensOn, closesOn, scope: await listScope(transaction, waveId) } };
	});
}
