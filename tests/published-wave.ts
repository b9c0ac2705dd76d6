import { readFileSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { projectRoot } from '#platform/config.ts';
import { addPerson, addTally, emptyTally, layoutOf, type MeasureLayout, packTally, type Tally } from '../src/contexts/insight/domain/measures.ts';
import { areaOf, scoringRule } from '../src/contexts/self-assessment/domain/score.ts';

/** Rows as the owner of the database writes them. */
type Run = (statement: string, values?: unknown[]) => Promise<unknown>;

export interface PublishedWave {
	readonly waveId: string;
	readonly region: string;
	readonly districts: readonly string[];
	/** Of each district its schools; those with fewer than ten teachers are hidden. */
	readonly schools: readonly (readonly string[])[];
}

interface Shape {
	/** Teachers who shared, by school, by district. */
	readonly sizes: readonly (readonly number[])[];
	/** The tree of an earlier wave, whose next round this is. */
	readonly after?: PublishedWave;
	/** How much higher the answers are, in levels. */
	readonly lift?: number;
	readonly title?: string;
}

/** Numbers that look random and are the same each time (mulberry32). */
export function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

const instrument = JSON.parse(readFileSync(`${projectRoot}/content/instruments/selfie-kz@1.0.0.json`, 'utf8')) as {
	items: { code: string; competence: string }[];
};

const question = {
	text: { kk: 'Сыныпта интернет бар ма?', ru: 'Есть ли интернет в классе?', en: 'Is there internet in the classroom?' },
	options: [
		{ kk: 'Иә', ru: 'Да', en: 'Yes' },
		{ kk: 'Жоқ', ru: 'Нет', en: 'No' }
	]
};

export const waveLayout: MeasureLayout = layoutOf(
	instrument.items.map(({ code, competence }) => ({ code, competence, area: areaOf(competence) })),
	scoringRule.leastShareAnswered,
	[question.options.length]
);

/** Believable answers of one teacher: each has a level of their own, some items are harder, some are not known yet. */
export function believableAnswers(random: () => number, lift = 0): Uint8Array {
	const own = 2.6 + lift + (random() + random() + random() - 1.5) * 2.2;
	return Uint8Array.from(waveLayout.items, (code, item) => {
		const difficulty = code.startsWith('2.2') || code.startsWith('5.3') ? 1.1 : code.startsWith('1.1') ? -0.8 : ((item * 7) % 5) / 5 - 0.4;
		if (random() < 0.02) return 0;
		if (random() < (code === '1.4.4' ? 0.3 : 0.03)) return 1;
		return Math.min(7, Math.max(2, Math.round(own - difficulty + (random() - 0.5) * 1.6) + 1));
	});
}

const name = (kk: string, ru: string, en: string) => JSON.stringify({ kk, ru, en });

async function addTree(run: Run, sizes: Shape['sizes']): Promise<Omit<PublishedWave, 'waveId'>> {
	const add = async (kind: string, parent: string | null, names: string) => {
		const id = uuidv7();
		await run('insert into people.organisation (id, parent_id, kind, name) values ($1, $2, $3, $4)', [id, parent, kind, names]);
		return id;
	};
	const region = await add('region', null, name('Ұлытау облысы', 'область Ұлытау', 'Ulytau Region'));
	const districts: string[] = [];
	const schools: string[][] = [];
	for (const [place, inDistrict] of sizes.entries()) {
		const number = place + 1;
		const district = await add('district', region, name(`№${number} аудан`, `Район №${number}`, `District ${number}`));
		districts.push(district);
		schools.push([]);
		for (const index of inDistrict.keys()) {
			const school = `${number}${index + 1}`;
			schools[place]?.push(await add('school', district, name(`№${school} мектеп`, `Школа №${school}`, `School ${school}`)));
		}
	}
	return { region, districts, schools };
}

/** A wave that is closed and whose results are out, over a region with districts and schools. */
export async function addPublishedWave(run: Run, { sizes, after, lift = 0, title = 'Көктем 2026' }: Shape): Promise<PublishedWave> {
	const tree = after ?? (await addTree(run, sizes));
	const { region, districts, schools } = tree;
	const waveId = uuidv7();
	const random = randomNumbers(after === undefined ? 1 : 2);
	await run(
		`insert into insight.wave (id, organisation_id, organisation_path, title, instrument_id, instrument_version, state, opens_on, closes_on,
			previous_id, opened_at, closed_at, published_at)
		values ($1, $2, $3, $4, 'selfie-kz', '1.0.0', 'closed', '2026-10-01', '2026-10-21', $5, '2026-10-01', '2026-10-22', '2026-10-22')`,
		[waveId, region, [region], title, after?.waveId ?? null]
	);
	await run('insert into insight.wave_question (wave_id, position, text, options) values ($1, 1, $2, $3)', [
		waveId,
		JSON.stringify(question.text),
		JSON.stringify(question.options)
	]);
	const addNode = (id: string, path: readonly string[]) =>
		run(
			`insert into insight.wave_node (wave_id, organisation_id, parent_id, path, kind, code, name)
			select $1, id, $3, $4, kind, code, name from people.organisation where id = $2`,
			[waveId, id, path.at(-2) ?? null, path]
		);
	const store = async (id: string, tally: Tally) => {
		const { counts, sums } = packTally(tally);
		await run(
			`insert into insight.cell (wave_id, organisation_id, dimensions, bands, persons, counts, sums) values ($1, $2, '', '[]', $3, $4, $5)`,
			[waveId, id, tally.persons, counts, sums]
		);
		if (tally.persons >= 10) await run("insert into insight.shown_table (wave_id, organisation_id, dimensions) values ($1, $2, '')", [waveId, id]);
	};
	await addNode(region, [region]);
	const whole = emptyTally(waveLayout);
	for (const [place, district] of districts.entries()) {
		await addNode(district, [region, district]);
		const inDistrict = emptyTally(waveLayout);
		for (const [index, school] of (schools[place] ?? []).entries()) {
			await addNode(school, [region, district, school]);
			const inSchool = emptyTally(waveLayout);
			for (let count = 0; count < (sizes[place]?.[index] ?? 0); count++) {
				const answers = believableAnswers(random, lift + (place === 0 ? 0.4 : 0));
				const localAnswers = Uint8Array.of(1 + Math.floor(random() * 2));
				addPerson(waveLayout, inSchool, { answers, localAnswers });
				await run(
					`insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers, is_counted)
					values ($1, $2, '{}', $3, $4, true)`,
					[waveId, school, Buffer.from(answers), Buffer.from(localAnswers)]
				);
			}
			await store(school, inSchool);
			addTally(inDistrict, inSchool);
		}
		await store(district, inDistrict);
		addTally(whole, inDistrict);
	}
	await store(region, whole);
	return { ...tree, waveId };
}
