import { parseArgs } from 'node:util';
import {
	areaOf,
	type AttemptScore,
	instrumentName,
	loadInstrumentFile,
	readResponses,
	scoreAttempt,
	scoringRule,
	type UnitScore,
	wordsFor
} from '#contexts/self-assessment/files.ts';
import { m } from '#paraglide/messages.js';
import { readCsv } from '#platform/csv.ts';
import { commonOptions, errorJson, type ExitCode, type Output, readLocale, readNamedFile, required, toJson } from './command.ts';
import { namedInstrumentFile } from './instruments.ts';

const unitJson = ({ score, level, answered, unknown }: UnitScore) => ({ score, level, answered, unknown });
const unitsJson = (units: Readonly<Record<string, UnitScore>>) =>
	Object.fromEntries(Object.entries(units).map(([code, unit]) => [code, unitJson(unit)]));

function attemptJson(attempt: string, score: AttemptScore) {
	return { attempt, overall: unitJson(score.overall), areas: unitsJson(score.areas), competences: unitsJson(score.competences), items: score.items };
}

/** A row per attempt: overall and areas, each as score and level. */
function tableRow(attempt: string, { overall, areas }: AttemptScore): string {
	const cells = [overall, ...Object.values(areas)].map(({ score, level }) =>
		(score === null ? '-' : `${score.toFixed(2)} ${level ?? '-'}`).padEnd(11)
	);
	return `${attempt.padEnd(20)} ${cells.join('')}`.trimEnd();
}

/** Scores a table of responses. Attempts are printed one by one, so that a table of any length needs little memory for its output. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const { values } = parseArgs({
		args,
		options: { ...commonOptions, instrument: { type: 'string' }, responses: { type: 'string' }, table: { type: 'boolean', default: false } }
	});
	const locale = readLocale(values.locale);
	const instrumentFile = await namedInstrumentFile(required(values.instrument, '--instrument'));
	const responses = await readNamedFile(required(values.responses, '--responses'));
	const instrument = await loadInstrumentFile(instrumentFile);
	const { attempts, problems, problemCount } = readResponses(instrument, readCsv(responses).rows);
	if (problemCount > 0) {
		const errors = problems.map(({ code, parameters }) => errorJson(code, parameters, wordsFor(code, parameters as never, locale)));
		if (values.json) await output.print(toJson({ errors, count: problemCount }));
		else {
			for (const { code, message } of errors) output.tell(`${code}  ${message}`);
			output.tell(m.error_csv_summary({ count: problemCount, shown: errors.length }, { locale }));
		}
		return 1;
	}
	const scored = attempts.map(({ attempt, answers }) => ({ attempt, score: () => scoreAttempt(instrument.items, answers) }));
	if (values.table && !values.json) {
		const areas = [...new Set(instrument.items.map(({ competence }) => areaOf(competence)))];
		const names = ['overall', ...areas].map((name) => name.padEnd(11)).join('').trimEnd();
		await output.print(`${instrumentName(instrument)}, rule ${scoringRule.version}\n${'attempt'.padEnd(20)} ${names}\n`);
		for (const { attempt, score } of scored) await output.print(`${tableRow(attempt, score())}\n`);
		return 0;
	}
	const head = JSON.stringify({ instrument: { id: instrument.id, version: instrument.version }, rule: { version: scoringRule.version } });
	await output.print(`${head.slice(0, -1)},"attempts":[`);
	for (const [index, { attempt, score }] of scored.entries()) {
		await output.print(`${index === 0 ? '' : ','}\n${JSON.stringify(attemptJson(attempt, score()))}`);
	}
	await output.print('\n]}\n');
	return 0;
}
