import { listSubtree, newTypedCode, type Organisation, recordEvent } from '#contexts/people/index.ts';
import { type Actor, nobody } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { sendJob } from '#platform/jobs.ts';
import { dayOf, stateAfter } from '../domain/wave.ts';
import { publishQueue } from '../publish-queue.ts';
import { closeDueWave, insertCodes, insertNodes, listDueWaves, listScope, updateState, type WaveNode } from '../store/waves.ts';
import { onWave } from './on-wave.ts';

/** A code for joining is eight signs in two groups, "K7QF-9XRT": it opens nothing but a question whether to take part. */
export const joinCodeLength = 8;

/**
 * The tree of a wave: what was chosen with everything below, and what lies between that and the organisation of the wave. Throws `wave.no_nodes`, and
 * `wave.node_moved` when something that was chosen has moved out of the organisation or was closed since.
 */
function freeze(organisations: readonly Organisation[], scope: readonly string[]): WaveNode[] {
	const root = organisations[0];
	if (root?.closedAt !== null || scope.length === 0) throw new DomainError('wave.no_nodes');
	const known = new Map(organisations.map((organisation) => [organisation.id, organisation]));
	const gone = scope.filter((id) => !known.has(id));
	if (gone.length > 0) throw new DomainError('wave.node_moved', { count: gone.length });
	const chosen = new Set(scope);
	const members = organisations.filter(({ ancestors }) => ancestors.some((id) => chosen.has(id)));
	const needed = new Set(members.flatMap(({ ancestors }) => ancestors));
	return organisations
		.filter(({ id }) => id === root.id || needed.has(id))
		.map(({ id, parentId, ancestors, kind, code, name }) => ({
			id,
			parentId: id === root.id ? null : parentId,
			path: ancestors.slice(root.ancestors.length - 1),
			kind,
			code,
			name
		}));
}

/** One code for each organisation, so that a school has its own poster in the wave of its district. */
async function giveCodes(transaction: DatabaseTransaction, waveId: string, nodes: readonly WaveNode[]): Promise<void> {
	let without = nodes.map(({ id }) => id);
	while (without.length > 0) {
		const codes = new Map(without.map((organisationId) => [newTypedCode(joinCodeLength), organisationId]));
		const stored = [...codes].map(([code, organisationId]) => ({ code, organisationId }));
		const given = new Set(stored.map(({ organisationId }) => organisationId));
		const refused = await insertCodes(transaction, waveId, stored);
		without = [...refused, ...without.filter((id) => !given.has(id))];
	}
}

/**
 * Opens a wave: its tree is frozen as it is now, every organisation in it gets a code, and people may join. A wave that is opened before its first
 * day begins today. Throws the codes of `onWave`, `wave.opened_already`, `wave.dates_past`, `wave.no_nodes`, `wave.node_moved`.
 */
export async function openWave(actor: Actor, waveId: string): Promise<void> {
	await onWave(actor, waveId, async (transaction, wave) => {
		const state = stateAfter(wave.state, 'open');
		const today = dayOf(new Date());
		if (wave.closesOn < today) throw new DomainError('wave.dates_past');
		const organisations = await listSubtree(transaction, wave.organisationId);
		const nodes = freeze(organisations, await listScope(transaction, waveId));
		const opensOn = wave.opensOn > today ? today : wave.opensOn;
		await updateState(transaction, waveId, state, { organisationPath: organisations[0]?.ancestors ?? [], opensOn });
		await insertNodes(transaction, waveId, nodes);
		await giveCodes(transaction, waveId, nodes);
		await recordEvent(transaction, actor, { action: 'wave.opened', subjectId: waveId, details: { places: nodes.length } });
	});
}

/**
 * Closes a wave: nobody shares any more, and a job finds what may be told. Throws the codes of `onWave`, `wave.not_open`, `wave.closed_already`.
 */
export async function closeWave(actor: Actor, waveId: string): Promise<void> {
	await onWave(actor, waveId, async (transaction, wave) => {
		await updateState(transaction, waveId, stateAfter(wave.state, 'close'));
		await recordEvent(transaction, actor, { action: 'wave.closed', subjectId: waveId });
		await sendJob(transaction, publishQueue, { waveId }, { actor });
	});
}

/** Closes every wave whose last day is over, each in a transaction of its own. Returns how many. */
export async function closeDueWaves(requestId: string): Promise<number> {
	let closed = 0;
	for (const waveId of await listDueWaves()) {
		closed += await inTransaction(nobody, async (transaction) => {
			if (!(await closeDueWave(transaction, waveId))) return 0;
			await recordEvent(transaction, { kind: 'anonymous', requestId }, { action: 'wave.closed', subjectId: waveId, details: { by: 'date' } });
			await sendJob(transaction, publishQueue, { waveId });
			return 1;
		});
	}
	return closed;
}

/** Puts a closed wave away; its results stay. Throws the codes of `onWave`, `wave.not_closed`, `wave.archived_already`. */
export async function archiveWave(actor: Actor, waveId: string): Promise<void> {
	await onWave(actor, waveId, async (transaction, wave) => {
		await updateState(transaction, waveId, stateAfter(wave.state, 'archive'));
		await recordEvent(transaction, actor, { action: 'wave.archived', subjectId: waveId });
	});
}
