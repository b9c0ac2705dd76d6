import { hasRight, requireRight } from '#contexts/people/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { completionOf, type Completion } from '../domain/completion.ts';
import type { Wave } from '../domain/wave.ts';
import {
	type CodedNode,
	findNode,
	findWave,
	listChildren,
	type ListedWave,
	listNodes,
	listScope,
	listViewpoints,
	listWaves,
	readCompletion,
	type WaveNode
} from '../store/waves.ts';

export const wavesPerPage = 30;

/** Waves of an organisation, and those of others in which it takes part. */
export interface WavesPage {
	readonly waves: readonly ListedWave[];
	readonly total: number;
	readonly page: number;
	readonly pages: number;
	/** Waves from above, in which this organisation takes part; the latest. */
	readonly joined: readonly ListedWave[];
}

/** Throws `account.required`, `right.missing`. */
export async function viewWaves(actor: Actor, organisationId: string, page = 1): Promise<WavesPage> {
	await requireRight(actor, 'wave.view', { organisationId });
	return inTransaction(actingAs(actor), async (transaction) => {
		const limit = wavesPerPage;
		const find = (number: number) => listWaves(transaction, organisationId, 'own', { offset: (number - 1) * limit, limit });
		const wanted = Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
		let found = await find(wanted);
		const isBehind = found.waves.length === 0 && wanted > 1;
		if (isBehind) found = await find(1);
		const joined = await listWaves(transaction, organisationId, 'joined', { offset: 0, limit });
		return { ...found, page: isBehind ? 1 : wanted, pages: Math.max(1, Math.ceil(found.total / limit)), joined: joined.waves };
	});
}

/** A wave as whoever leads sees it, from a place in its tree. */
export interface WaveView {
	readonly wave: Wave;
	readonly mayManage: boolean;
	/** Where one looks from; undefined for a draft, which has no tree yet. */
	readonly node: CodedNode | undefined;
	/** From the root of the wave down to the node. */
	readonly path: readonly WaveNode[];
	/** Organisations chosen for a draft. */
	readonly scope: readonly string[];
	/** Undefined for a draft. */
	readonly completion: Completion | undefined;
}

/**
 * A wave with its completion, at a node and below; without a node from the highest place that the actor may look from. Throws `account.required`,
 * `wave.not_found` (also for somebody who may not see it), `right.missing` (a node that the actor may not look at).
 */
export async function viewWave(actor: Actor, waveId: string, nodeId?: string): Promise<WaveView> {
	if (actor.kind !== 'person') throw new DomainError('account.required');
	const { wave, ...rest } = await inTransaction(actingAs(actor), async (transaction) => {
		const found = await findWave(transaction, waveId);
		if (found === undefined) throw new DomainError('wave.not_found');
		if (found.state === 'draft')
			return { wave: found, node: undefined, path: [], scope: await listScope(transaction, waveId), completion: undefined, mayLook: true };
		const viewpoints = await listViewpoints(transaction, found);
		const node = await findNode(transaction, waveId, nodeId ?? viewpoints[0] ?? found.organisationId);
		if (node === undefined) throw new DomainError('wave.node_unknown');
		if (!node.path.some((id) => viewpoints.includes(id))) throw new DomainError(nodeId === undefined ? 'wave.not_found' : 'right.missing');
		const [above, children, rows] = await Promise.all([
			listNodes(transaction, waveId, node.path),
			listChildren(transaction, waveId, node.id),
			readCompletion(transaction, waveId, node.id)
		]);
		const paths = rows.length === 0 ? [] : await listNodes(transaction, waveId, [...new Set(rows.map(({ organisationId }) => organisationId))]);
		const path = above.toSorted((a, b) => a.path.length - b.path.length);
		return { wave: found, node, path, scope: [], completion: completionOf({ node, children, rows, paths, wave: found, today: new Date() }) };
	});
	return { wave, ...rest, mayManage: await hasRight(actor, 'wave.manage', { organisationId: wave.organisationId }) };
}
