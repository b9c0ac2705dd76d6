import { v7 as uuidv7 } from 'uuid';
import { analyseStudy, type StudyAnswers, type StudySide } from '../src/contexts/insight/domain/study-analysis.ts';
import { believableAnswers, type PublishedWave, randomNumbers, waveLayout } from './published-wave.ts';

/** Rows as the owner of the database writes them. */
type Run = (statement: string, values?: unknown[]) => Promise<unknown>;

const share = (side: StudySide, people: number, lift: number): StudyAnswers[] =>
	Array.from({ length: people }, (_, index) => {
		const answers = believableAnswers(randomNumbers(index + (side === 'trained' ? 0 : 900)), lift);
		return { side, pseudonym: index % 5 === 0 ? null : `${side} ${index}`, answers };
	});

/** An analysed study over two published waves, with a control group that is too small to tell of. Returns its id. */
export async function addAnalysedStudy(run: Run, before: PublishedWave, after: PublishedWave): Promise<string> {
	const id = uuidv7();
	const results = analyseStudy({
		before: [...share('trained', 30, 0), ...share('control', 8, 0)],
		after: [...share('trained', 30, 0.8), ...share('control', 8, 0.1)],
		units: waveLayout.units,
		leastShareAnswered: waveLayout.leastShareAnswered,
		minimum: 10,
		hasControl: true
	});
	await run(
		`insert into insight.study (id, organisation_id, title, question, has_control, results, analysed_at)
		values ($1, $2, 'Курс және тәжірибе', 'Көмектесті ме?', true, $3, now())`,
		[id, before.region, JSON.stringify(results)]
	);
	await run(`insert into insight.study_wave (study_id, phase, wave_id) values ($1, 'before', $2), ($1, 'after', $3)`, [id, before.waveId, after.waveId]);
	return id;
}
