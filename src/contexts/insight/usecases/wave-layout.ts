import { areaOf, findInstrumentVersion, type Instrument, scoringRule } from '#contexts/self-assessment/index.ts';
import { layoutOf, type MeasureLayout } from '../domain/measures.ts';
import type { WaveHead } from '../domain/results.ts';

/** What the numbers of a wave's cells stand for: follows from its instrument and its local questions. */
export function layoutWith(instrument: Instrument, questions: WaveHead['questions']): MeasureLayout {
	return layoutOf(
		instrument.items.map(({ code, competence }) => ({ code, competence, area: areaOf(competence) })),
		scoringRule.leastShareAnswered,
		questions.map(({ options }) => options.length)
	);
}

/** The same of a stored wave. */
export async function layoutOfWave(wave: Pick<WaveHead, 'instrumentId' | 'instrumentVersion' | 'questions'>): Promise<MeasureLayout> {
	return layoutWith(await findInstrumentVersion(wave.instrumentId, wave.instrumentVersion), wave.questions);
}
