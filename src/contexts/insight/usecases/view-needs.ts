import type { Instrument } from '#contexts/self-assessment/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Locale } from '#platform/locale.ts';
import { type Need, planNeeds } from '../domain/report/needs.ts';
import type { Themes } from '../domain/report/themes.ts';
import type { WaveResults } from '../domain/results.ts';
import { viewWaveReport } from './view-wave-report.ts';

/** What a place needs to learn, by the results of a wave. */
export interface NeedsPlan {
	readonly results: WaveResults;
	readonly instrument: Instrument;
	readonly themes: Themes;
	/** Where most teachers begin first; empty where nothing may be told. */
	readonly needs: readonly Need[];
}

/** The needs for training of a place. Throws as `viewWaveReport`. */
export async function viewNeeds(actor: Actor, waveId: string, nodeId?: string): Promise<NeedsPlan> {
	const { results, instrument, themes } = await viewWaveReport(actor, waveId, nodeId);
	const { whole, wave } = results;
	return { results, instrument, themes, needs: whole === null ? [] : planNeeds(whole, themes, wave.minimumSize) };
}

/** The needs as a tagged PDF. */
export async function printNeeds(plan: NeedsPlan, locale: Locale): Promise<Uint8Array> {
	// The typesetter is loaded when the first file is asked for: the server starts without it.
	return (await import('../needs-pdf.ts')).renderNeedsPdf(plan, locale);
}
