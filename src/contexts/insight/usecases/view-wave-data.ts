import { validate as isUuid } from 'uuid';
import { hasRight } from '#contexts/people/index.ts';
import { findInstrumentVersion, type Instrument } from '#contexts/self-assessment/index.ts';
import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import type { WaveResults } from '../domain/results.ts';
import { timesTheMinimum } from '../domain/export/person-rows.ts';
import { areEnoughForRows, listRowExports, type RowExport } from './export-rows.ts';
import { viewResults } from './view-results.ts';

/** What somebody may take of a wave's data. */
export interface WaveData {
	readonly results: WaveResults;
	readonly instrument: Instrument;
	/** Whether the right to rows of single persons is there, and enough of them. */
	readonly rows: { readonly isAllowed: boolean; readonly areEnough: boolean; readonly leastPersons: number };
	readonly exports: readonly RowExport[];
}

/** Throws as `viewResults`. */
export async function viewWaveData(actor: Actor, waveId: string, nodeId?: string): Promise<WaveData> {
	if (nodeId !== undefined && !isUuid(nodeId)) throw new DomainError('wave.node_unknown');
	const results = await viewResults(actor, waveId, nodeId);
	const { wave, node, whole } = results;
	const [instrument, isAllowed, exports] = await Promise.all([
		findInstrumentVersion(wave.instrumentId, wave.instrumentVersion),
		hasRight(actor, 'wave.rows', { organisationId: node.id }),
		listRowExports(actor, waveId)
	]);
	const areEnough = areEnoughForRows(whole?.persons ?? null, wave.minimumSize);
	return { results, instrument, rows: { isAllowed, areEnough, leastPersons: timesTheMinimum * wave.minimumSize }, exports };
}
