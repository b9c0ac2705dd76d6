import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { readSpreadsheet, writeSpreadsheet } from '#platform/spreadsheet.ts';
import { commands } from './commands/registry.ts';
import { runCommand } from './commands/run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'qadam-cli-'));
const workingDirectory = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => {
	process.chdir(workingDirectory);
	rmSync(folder, { recursive: true });
});

interface Ended {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the command in this process, in another folder than the project's. */
async function qadam(...args: string[]): Promise<Ended> {
	let stdout = '';
	let stderr = '';
	const exitCode = await runCommand(args, {
		print: async (text) => {
			await Promise.resolve();
			stdout += text;
		},
		tell: (line) => (stderr += `${line}\n`)
	});
	return { exitCode, stdout, stderr };
}

const program = ['--disable-warning=ExperimentalWarning', path.join(projectRoot, 'src', 'cli.ts')];

/** Runs the command as a process of its own. */
function qadamProcess(...args: string[]): Promise<Ended> {
	return new Promise((resolve) => {
		const child = execFile(process.execPath, [...program, ...args], { cwd: folder }, (_, stdout, stderr) =>
			resolve({ exitCode: child.exitCode ?? -1, stdout, stderr })
		);
	});
}

function file(name: string, content: string | Uint8Array): string {
	writeFileSync(path.join(folder, name), content);
	return name;
}

const shippedFile = path.join(projectRoot, 'content', 'instruments', 'selfie-kz@1.0.0.json');
const shippedText = readFileSync(shippedFile, 'utf8');

interface SomeInstrument {
	version: string;
	items: { answers: { value: string; text: Record<string, string> }[] }[];
}

/** The shipped instrument with its first item's answer B1 given as A2. */
function brokenInstrument(): string {
	const instrument = JSON.parse(shippedText) as SomeInstrument;
	for (const answer of instrument.items[0]?.answers ?? []) if (answer.value === 'B1') answer.value = 'A2';
	return JSON.stringify(instrument);
}

describe('qadam help', () => {
	it('lists every command', async () => {
		const { exitCode, stdout, stderr } = await qadam('help');
		expect([exitCode, stderr]).toEqual([0, '']);
		for (const { name, summary } of commands) expect(stdout).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, 'm'));
		expect((await qadam()).stdout).toBe(stdout);
	});

	it.each([['help', 'score'], ['score', '--help']])('%s %s tells the options of one', async (...args) => {
		const { exitCode, stdout } = await qadam(...args);
		expect([exitCode, stdout.includes('--responses FILE.csv')]).toEqual([0, true]);
	});
});

describe('qadam score', () => {
	it('prints the scores as JSON and nothing else', { timeout: 30_000 }, async () => {
		const responses = file('good.csv', '\ufeffattempt;1.4.1;1.4.2;1.4.3;1.4.4;6.3.2;6.3.3\r\nt-1;A1;A1;A2;A2;c2;\r\nt-2;DK;;;;;\r\n');
		const { exitCode, stdout, stderr } = await qadamProcess('score', '--instrument', 'selfie-kz', '--responses', responses, '--json');
		expect([exitCode, stderr]).toEqual([0, '']);
		type Units = Record<string, object>;
		const json = JSON.parse(stdout) as { attempts: { overall: object; competences: Units; areas: Units; items: Units }[] };
		expect(json).toMatchObject({ instrument: { id: 'selfie-kz', version: '1.0.0' }, rule: { version: '1.0.0' } });
		const [first, second] = json.attempts;
		expect(Object.keys(first ?? {})).toEqual(['attempt', 'overall', 'areas', 'competences', 'items']);
		expect(first?.overall).toEqual({ score: 2.4, level: null, answered: 5, unknown: 0 }); // (1 + 1 + 2 + 2 + 6) / 5
		expect(first?.competences['1.4']).toEqual({ score: 1.5, level: 'A2', answered: 4, unknown: 0 });
		expect(first?.competences['6.4']).toEqual({ score: 6, level: null, answered: 1, unknown: 0 });
		expect(first?.areas['2']).toEqual({ score: null, level: null, answered: 0, unknown: 0 });
		expect([first?.items['6.3.2'], first?.items['6.3.3']]).toEqual([
			{ value: 6, level: 'C2', unknown: false },
			{ value: null, level: null, unknown: false }
		]);
		expect(second).toMatchObject({ attempt: 't-2', overall: { score: 0, level: null, answered: 1, unknown: 1 } });
		expect((await qadam('score', '--instrument', shippedFile, '--responses', responses)).stdout).toBe(stdout);
	});

	it('prints a table for people on request', async () => {
		const { exitCode, stdout } = await qadam(
			'score',
			'--instrument',
			'selfie-kz@1.0.0',
			'--responses',
			file('table.csv', 'attempt,1.1.1\nt-1,B1\n'),
			'--table'
		);
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^t-1 +3\.00 - +3\.00 - +- /m);
	});

	it('tells every problem, as JSON alone with --json, as lines on standard error without', async () => {
		const responses = file('bad.csv', 'attempt,1.1.1,1.1.2\nt,A7,1-Jan\nt,A1,A1\n');
		const json = await qadam('score', '--instrument', 'selfie-kz', '--responses', responses, '--json', '--locale', 'ru');
		expect([json.exitCode, json.stderr]).toEqual([1, '']);
		const { errors, count } = JSON.parse(json.stdout) as { errors: { message: string }[]; count: number };
		expect(count).toBe(3);
		expect(errors).toMatchObject([
			{ code: 'csv.cell', line: 2, column: '1.1.1', value: 'A7' },
			{ code: 'csv.date', line: 2, column: '1.1.2', value: '1-Jan' },
			{ code: 'csv.duplicate_row', line: 3, otherLine: 2, column: null }
		]);
		expect(errors[0]?.message).toContain('Строка 2, столбец «1.1.1»');
		const lines = await qadam('score', '--instrument', 'selfie-kz', '--responses', responses, '--locale', 'kk');
		expect([lines.exitCode, lines.stdout]).toEqual([1, '']);
		expect(lines.stderr).toContain('csv.date  2-жол, «1.1.2» бағаны: Excel');
		expect(lines.stderr).toContain('Табылған қате: 3');
	});

	it('tells a problem on standard error as a process, too', { timeout: 30_000 }, async () => {
		const { exitCode, stdout, stderr } = await qadamProcess('score', '--instrument', 'selfie-kz', '--responses', file('nothing.csv', ''));
		expect([exitCode, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^csv\.empty {2}/)]);
	});

	it('tells what kind of file it got instead', async () => {
		const workbook = file('book.csv', await writeSpreadsheet([{ name: 's', rows: [['attempt']] }]));
		const { exitCode, stdout } = await qadam('score', '--instrument', 'selfie-kz', '--responses', workbook, '--json', '--locale=kk');
		expect(exitCode).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject({
			errors: [{ code: 'csv.not_csv', line: null, message: expect.stringContaining('Excel кітабы') as unknown }]
		});
	});

	it('stops quietly when nobody reads on', { timeout: 30_000 }, async () => {
		const rows = Array.from({ length: 2000 }, (_, index) => `t${index},A1`).join('\n');
		const child = spawn(
			process.execPath,
			[...program, 'score', '--instrument', 'selfie-kz', '--responses', file('many.csv', `attempt,1.1.1\n${rows}\n`)],
			{ cwd: folder }
		);
		child.stdout.once('data', () => child.stdout.destroy());
		const stderr: string[] = [];
		child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk.toString()));
		expect([await new Promise((resolve) => child.on('close', resolve)), stderr.join('')]).toEqual([0, '']);
	});
});

describe('wrong usage ends with 2', () => {
	it.each([
		{ args: ['fly'], message: 'no command "fly"' },
		{ args: ['instrument'], message: 'no command "instrument"' },
		{ args: ['help', 'fly'], message: 'no command "fly"' },
		{ args: ['score', '--responses', 'x.csv'], message: '--instrument is missing' },
		{ args: ['score', '--instrument', 'selfie-kz', '--responses', 'absent.csv'], message: 'no file absent.csv' },
		{ args: ['score', '--instrument', 'nothing-like-it', '--responses', 'x.csv'], message: 'no instrument "nothing-like-it"' },
		{ args: ['score', '--speed', 'high'], message: '--speed' },
		{ args: ['instrument', 'check'], message: 'INSTRUMENT is missing' },
		{ args: ['instrument', 'check', 'selfie-kz', '--locale', 'de'], message: '--locale is one of kk, ru, en' },
		{ args: ['instrument', 'import', 'selfie-kz', '--xlsx', '.', '--out', 'x.json', '--version', '2'], message: 'three numbers' }
	])('$args', async ({ args, message }) => {
		const { exitCode, stdout, stderr } = await qadam(...args);
		expect([exitCode, stdout]).toEqual([2, '']);
		expect(stderr).toContain(message);
		expect(stderr).not.toContain('    at '); // no stack
	});

	it('is JSON with --json', { timeout: 30_000 }, async () => {
		const { exitCode, stdout, stderr } = await qadamProcess('score', '--json');
		expect([exitCode, stderr]).toEqual([2, '']);
		expect(JSON.parse(stdout)).toEqual({ errors: [{ code: 'usage', message: '--instrument is missing.' }] });
	});
});

describe('qadam instrument', () => {
	it('check finds nothing in the shipped one', async () => {
		const { exitCode, stdout } = await qadam('instrument', 'check', 'selfie-kz', '--json');
		expect([exitCode, JSON.parse(stdout)]).toEqual([0, { instrument: { id: 'selfie-kz', version: '1.0.0' }, findings: [] }]);
	});

	it('check names the defects of a file', async () => {
		const broken = file('broken.json', brokenInstrument());
		const { exitCode, stdout } = await qadam('instrument', 'check', broken, '--json');
		const { findings } = JSON.parse(stdout) as { findings: { code: string; place: string }[] };
		expect([exitCode, findings.map(({ code, place }) => `${code} ${place}`)]).toEqual([
			1,
			['answer.duplicate item 1.1.1, answer A2', 'answer.missing item 1.1.1, answer B1']
		]);
		const lines = await qadam('instrument', 'check', broken);
		expect([lines.exitCode, lines.stdout.trim().split('\n').at(-1)]).toEqual([1, 'broken.json: defects found: 2']);
	});

	it.each([
		{ name: 'text.json', content: 'no json', message: 'not JSON' },
		{ name: 'bytes.json', content: Uint8Array.from([0xff, 0xd8]), message: 'not text in UTF-8' },
		{ name: 'list.json', content: '[]', message: 'not an instrument' }
	])('check of $name says: $message', async ({ name, content, message }) => {
		const { exitCode, stdout } = await qadam('instrument', 'check', file(name, content), '--json');
		expect([exitCode, JSON.parse(stdout)]).toMatchObject([
			1,
			{ instrument: null, findings: [{ code: 'shape', message: expect.stringContaining(message) as unknown }] }
		]);
	});

	it('a defective instrument is not used for anything else', async () => {
		const broken = file('defective.json', brokenInstrument());
		const { exitCode, stdout } = await qadam('score', '--instrument', broken, '--responses', file('one.csv', 'attempt,1.1.1\nt,A1\n'), '--json');
		expect([exitCode, JSON.parse(stdout)]).toMatchObject([1, { errors: [{ code: 'instrument.defective', count: 2 }] }]);
	});

	it('export, preview, commit: the file appears with --commit alone and holds the new wording', { timeout: 30_000 }, async () => {
		expect((await qadam('instrument', 'export', 'selfie-kz', '--xlsx', 'out.xlsx')).exitCode).toBe(0);
		expect(await qadam('instrument', 'export', 'selfie-kz', '--xlsx', 'out.xlsx')).toMatchObject({ exitCode: 2 }); // never over an existing file
		const tables = await readSpreadsheet(readFileSync(path.join(folder, 'out.xlsx')));
		const isB1 = (cells: readonly unknown[]) => cells.slice(0, 3).join(' ') === '1.1.1 answer B1';
		const wording = ['Ресми мәтін.', 'Официальный текст.', 'Official wording.'];
		const official = tables.map((table) => ({ ...table, rows: table.rows.map((cells) => (isB1(cells) ? [...cells.slice(0, 3), ...wording] : cells)) }));
		file('official.xlsx', await writeSpreadsheet(official));
		const args = ['instrument', 'import', 'selfie-kz', '--xlsx', 'official.xlsx', '--version', '1.1.0', '--out', 'new.json', '--json'];
		const preview = await qadam(...args);
		expect([preview.exitCode, existsSync(path.join(folder, 'new.json'))]).toEqual([0, false]);
		const changed = [{ place: 'item 1.1.1, answer B1', after: { kk: 'Ресми мәтін.' } }];
		expect(JSON.parse(preview.stdout)).toMatchObject({ committed: false, findings: [], changes: { new: [], wrong: [], absent: 0, changed } });
		expect(JSON.parse((await qadam(...args, '--commit')).stdout)).toMatchObject({ committed: true, file: 'new.json' });
		const expected = JSON.parse(shippedText) as SomeInstrument;
		expected.version = '1.1.0';
		(expected.items[0]?.answers[2] as { text: object }).text = { kk: 'Ресми мәтін.', ru: 'Официальный текст.', en: 'Official wording.' };
		expect(JSON.parse(readFileSync(path.join(folder, 'new.json'), 'utf8'))).toEqual(expected);
		expect((await qadam(...args, '--commit')).exitCode).toBe(2);
		expect((await qadam('instrument', 'check', './new.json')).exitCode).toBe(0);
	});

	const textsOfA2 = Object.values((JSON.parse(shippedText) as SomeInstrument).items[0]?.answers[1]?.text ?? {});
	it.each([
		{ name: 'a wrong row', rows: [['9.9.9', 'name', null, 'қ', 'р', 'e']], code: 'workbook.unknown_row' },
		{ name: 'an answer doubled by the new wording', rows: [['1.1.1', 'answer', 'B1', ...textsOfA2]], code: 'answer.same_text' }
	])('import with $name writes nothing, even with --commit', async ({ rows, code }) => {
		file('wrong.xlsx', await writeSpreadsheet([{ name: 'answers', rows: [['item', 'part', 'level', 'kk', 'ru', 'en'], ...rows] }]));
		const { exitCode, stdout } = await qadam(
			'instrument',
			'import',
			'selfie-kz',
			'--xlsx',
			'wrong.xlsx',
			'--version',
			'1.0.1',
			'--out',
			'never.json',
			'--commit',
			'--json'
		);
		expect([exitCode, existsSync(path.join(folder, 'never.json'))]).toEqual([1, false]);
		const { changes, findings } = JSON.parse(stdout) as { changes: { wrong: { code: string }[] }; findings: { code: string }[] };
		expect([...changes.wrong, ...findings].map((one) => one.code)).toEqual([code]);
	});

	it('import of a file that is no workbook, and of a version that is not higher', async () => {
		const args = ['instrument', 'import', 'selfie-kz', '--out', 'x.json', '--xlsx', file('text.xlsx', 'text')];
		expect(await qadam(...args, '--version', '1.0.0')).toMatchObject({ exitCode: 2 });
		const { exitCode, stderr } = await qadam(...args, '--version', '1.0.1', '--locale', 'ru');
		expect([exitCode, stderr]).toEqual([1, expect.stringContaining('не книга XLSX')]);
	});
});

describe('qadam study check', () => {
	const table = 'row,A,B,C\nx,20.2,29.5,50.5\ny,20.5,30,49.5\nz,10.5,60,25\n';
	it('names the contradictions of a table as JSON, each with its place and what would be right', { timeout: 30_000 }, async () => {
		const { exitCode, stdout, stderr } = await qadamProcess('study', 'check', file('table.csv', table), '--kind', 'percent', '--n', '200', '--json');
		expect([exitCode, stderr]).toEqual([1, '']);
		const { findings } = JSON.parse(stdout) as { findings: object[] };
		expect(findings).toMatchObject([
			{ code: 'granularity', row: 'x', column: 'A', line: 2, columnNumber: 2, value: 20.2, expected: 20 },
			{ code: 'sum', row: 'x', column: null, line: 2, value: 100.2, expected: 100 },
			{ code: 'sum', row: 'z', column: null, line: 4, value: 95.5, expected: 100 }
		]);
		for (const found of findings) expect(found).toHaveProperty('message', expect.stringMatching(/^Row ‘[xz]’/));
	});

	it('tells them to people in their language', async () => {
		const { exitCode, stdout } = await qadam('study', 'check', file('table.csv', table), '--kind', 'percent', '--n', '200', '--locale', 'kk');
		expect([exitCode, stdout]).toEqual([1, expect.stringContaining('«x» жолы, «A» бағаны: 200 адамнан 20,2 % шығуы мүмкін емес')]);
	});

	it('reads Windows-1251 with semicolons and decimal commas, and the claims of a text', async () => {
		const text = 'Уровень;До;После;Разница\r\nВысокий;20,5;45,5;25\r\nНизкий;79,5;54,5;-25\r\n';
		const bytes = Uint8Array.from(text, (letter) => (letter > '\u007f' ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0)));
		const claims = file('claims.csv', 'row,kind,from,to,value\nВысокий,percent,до,после,25\n');
		expect(await qadam('study', 'check', file('1251.csv', bytes), '--kind', 'percent', '--json')).toMatchObject({ exitCode: 0 });
		const { stdout } = await qadam('study', 'check', '1251.csv', '--kind', 'percent', '--claims', claims, '--json');
		expect(JSON.parse(stdout)).toMatchObject({ findings: [{ code: 'percent-vs-points', row: 'Высокий', column: 'После', expected: 121.95 }] });
	});

	it('finds the delimiter below a title that has none, or another one', async () => {
		const titles = ['', 'Таблица 3. Результаты\n', 'Таблица 3. Результаты, в %\n', '\ufeffТаблица 3\n'];
		for (const [index, title] of titles.entries()) {
			const table = `${title}Вопрос;Да;Нет\r\nкружок;62,5;37,5\r\n"сайт; форум";80;15,5\r\nучёба;50;50\r\n`;
			const { stdout } = await qadam('study', 'check', file('title.csv', table), '--kind', 'percent', '--n', '200', '--json');
			expect(JSON.parse(stdout)).toMatchObject({ findings: [{ code: 'sum', row: 'сайт; форум', line: index === 0 ? 3 : 4, value: 95.5 }] });
		}
	});

	it('a file without anything is a finding; a wrong call and a file that is no table are told as such', async () => {
		const { exitCode, stdout } = await qadam('study', 'check', file('empty.csv', ''), '--kind', 'count', '--json');
		expect([exitCode, JSON.parse(stdout)]).toMatchObject([1, { findings: [{ code: 'empty', row: null, column: null }] }]);
		expect(await qadam('study', 'check', 'empty.csv', '--kind', 'shares')).toMatchObject({ exitCode: 2 });
		expect(await qadam('study', 'check', 'empty.csv', '--kind', 'count', '--n', 'many')).toMatchObject({ exitCode: 2 });
		const claims = file('no-claims.csv', 'row,from\n');
		const wrong = await qadam('study', 'check', 'empty.csv', '--kind', 'count', '--claims', claims, '--json', '--locale', 'ru');
		expect([wrong.exitCode, JSON.parse(wrong.stdout)]).toMatchObject([1, { errors: [{ code: 'claims.header', column: 'kind' }] }]);
	});
});

describe('qadam study describe and compare', { timeout: 30_000 }, () => {
	/** The published pilot of stackable programmes, n = 48: marginal percentages, and what its text says of them. */
	const pilot = {
		n: 48,
		sample: { year1: 25, year2: 23, age_min: 22, age_max: 30, age_mean: 26.1, experience: { '0': 19, '1-3': 17, '>3': 12 } },
		competence_percent: [
			{ competence: 'Digital literacy', before: 58, after: 84, printed_gain: 26 },
			{ competence: 'Integrating ICT', before: 54, after: 82, printed_gain: 28 },
			{ competence: 'Communication', before: 65, after: 88, printed_gain: 24 }
		],
		satisfaction: { certificates_percent: 32 },
		contradictions_in_print: ['text under figure 3 gives +12 for ICT use, the table +28']
	};

	it('tells which numbers of a summary follow from the others, and which do not', async () => {
		const { exitCode, stdout } = await qadam('study', 'describe', file('pilot.json', JSON.stringify(pilot)), '--json');
		expect(exitCode).toBe(0);
		interface Described {
			readonly numbers: readonly { name: string; follows: boolean }[];
			readonly sharesOfN: readonly { name: string; isPossible: boolean }[];
		}
		const { files } = JSON.parse(stdout) as { files: Described[] };
		expect(files[0]?.numbers.map(({ name, follows }) => [name, follows])).toEqual([
			['n', true],
			['n', true],
			['sample.age_mean', true],
			['gain, Digital literacy', true],
			['gain, Integrating ICT', true],
			['gain, Communication', false]
		]);
		expect(files[0]).toMatchObject({ textFigures: [{ figure: 12, follows: false }, { figure: 28, follows: true }] });
		const impossible = files[0]?.sharesOfN.filter(({ isPossible }) => !isPossible).map(({ name }) => name);
		expect(impossible).toEqual(['after, Digital literacy', 'after, Integrating ICT', 'satisfaction.certificates_percent']);
	});

	it('computes the changes of marginal tables, and refuses paired tests with the reason', async () => {
		const summary = await qadam('study', 'compare', file('pilot.json', JSON.stringify(pilot)), '--json', '--locale', 'ru');
		const first = { difference: 26, relative: 44.8276, ratio: 1.4483, follows: true };
		const changes = [first, { difference: 28 }, { difference: 23, printed: 24, follows: false }];
		const reason = { reason: 'marginal', message: expect.stringContaining('В таблице только доли') as unknown };
		expect([summary.exitCode, JSON.parse(summary.stdout)]).toMatchObject([0, { changes, refused: [reason, reason, reason, reason] }]);
		const table = await qadam('study', 'compare', file('pairs.csv', 'c,before,after\na,62,85\nb,58,84\n'), '--json');
		expect(JSON.parse(table.stdout)).toMatchObject({ type: 'table', changes: [{ row: 'a', difference: 23 }, { row: 'b', difference: 26 }] });
		expect((JSON.parse(table.stdout) as { refused: { test: string }[] }).refused.map(({ test }) => test)).toContain('signed-rank-exact');
	});

	const people = (ids: string, answers: readonly string[]) =>
		['id,1.1.1,1.1.2,1.2.1', ...answers.map((answer, index) => `${ids}${index},${answer}`), ''].join('\n');
	const before = people('p', ['A1,A2,A1', 'A2,A2,B1', 'B1,B2,B1', 'A1,A1,A2', 'DK,A1,A1', 'B2,B1,']);
	const after = people('p', ['A2,B1,B1', 'B1,B1,B2', 'B1,B2,C1', 'A2,A2,B1', 'A2,B1,A2', 'C1,B2,B1']);

	it('describes answers: items, reliability, each with its test, n and assumptions', async () => {
		const { exitCode, stdout } = await qadam('study', 'describe', file('before.csv', before), '--json', '--locale', 'kk');
		const { files } = JSON.parse(stdout) as { files: { items: object[]; scales: object[] }[] };
		expect([exitCode, files[0]?.items[0]]).toMatchObject([0, { item: '1.1.1', n: 6, missing: 0, mean: 11 / 6, median: 1.5 }]);
		expect(files[0]?.items[2]).toMatchObject({ item: '1.2.1', n: 5, missing: 1 });
		const assumptions = expect.arrayContaining([{ code: 'one-factor', text: expect.any(String) as unknown }]) as unknown;
		const alpha = { test: 'cronbach-alpha', name: 'Кронбах альфасы', n: 5, assumptions };
		expect(files[0]?.scales).toMatchObject([{ scale: '1', excluded: 1, alpha }]);
	});

	it('compares the same people as pairs, others as groups, and trained people with a control group', async () => {
		const paired = JSON.parse((await qadam('study', 'compare', file('before.csv', before), file('after.csv', after), '--json')).stdout) as object;
		const results = [{ test: 'signed-rank-normal', n: 6, effect: { value: 1 } }, { test: 'stuart-maxwell' }, { test: 'hedges-g-paired' }];
		const items = [{ item: '1.1.1', results }, { item: '1.1.2' }, { item: '1.2.1', results: [{ n: 5 }, {}, {}] }];
		expect(paired).toMatchObject({ design: 'paired', refused: [], items });
		const others = file('others.csv', after.replaceAll(/^p/gm, 'q'));
		const groups = JSON.parse((await qadam('study', 'compare', 'before.csv', others, '--json')).stdout) as object;
		const unpaired = { results: [{ test: 'mann-whitney-normal' }, { test: 'hedges-g' }] };
		expect(groups).toMatchObject({ design: 'groups', refused: [{ reason: 'unmatched' }, {}, {}, {}], items: [unpaired, {}, {}] });
		const third = file('third.csv', before.replaceAll(/^p/gm, 'r'));
		const several = JSON.parse((await qadam('study', 'compare', 'before.csv', others, third, '--json')).stdout) as object;
		expect(several).toMatchObject({ items: [{ results: [{ test: 'kruskal-wallis' }], pairs: [{}, {}, {}] }, {}, {}] });
		const control = ['--control', third, '--control', 'third.csv'];
		const controlled = JSON.parse((await qadam('study', 'compare', 'before.csv', 'after.csv', ...control, '--json')).stdout) as object;
		const result = { test: 'difference-in-differences-changes', effect: { value: 1 } };
		expect(controlled).toMatchObject({ withControl: [{ item: '1.1.1', results: [result] }, {}, {}] });
	});

	it('prints lines for people', async () => {
		const calls = ['describe pilot.json', 'compare pilot.json', 'describe before.csv', 'compare before.csv after.csv'];
		calls.push('describe pairs.csv --n 100', 'compare pairs.csv');
		for (const call of calls) {
			const { exitCode, stdout } = await qadam('study', ...call.split(' '));
			expect([exitCode, stdout.length > 40, /undefined|NaN|\[object/.test(stdout)]).toEqual([0, true, false]);
		}
	});

	it.each([
		[['describe'], 2],
		[['describe', 'nowhere.csv'], 2],
		[['compare', 'before.csv'], 1],
		[['compare', 'before.csv', 'pairs.csv'], 1],
		[['compare', 'before.csv', 'after.csv', '--control', 'third.csv'], 1],
		[['compare', 'pairs.csv', '--kind', 'shares'], 2],
		[['describe', 'broken.json'], 1],
		[['compare', 'single.csv'], 1]
	])('%j is refused with words', async (args, expected) => {
		file('broken.json', '{ "n": 48 }');
		file('single.csv', 'row,A,B\nx,60,40\n');
		const { exitCode, stderr } = await qadam('study', ...args, '--locale', 'kk');
		expect([exitCode, stderr.length > 20]).toEqual([expected, true]);
	});
});
