import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { makeOrganisations, newTypedCode } from '#contexts/people/index.ts';
import { currentInstrument } from '#contexts/self-assessment/index.ts';
import { simulatedDimensions, simulateTeachers } from '../domain/simulated-answers.ts';
import { normalFrom, randomFrom, simulateTree } from '../domain/simulated-nation.ts';
import {
	findLatestWave,
	insertSimulatedNodes,
	insertSimulatedParticipations,
	insertSimulatedRows,
	insertSimulatedWave,
	type SimulatedRow
} from '../store/simulation.ts';

/** Signs of a code for joining. */
const codeLength = 8;
const rowsAtOnce = 5_000;
const nation = 'kz';

/** What a simulation made. */
export interface Simulated {
	readonly waveId: string;
	readonly nationId: string;
	readonly title: string;
	readonly round: number;
	readonly schools: number;
	readonly districts: number;
	readonly regions: number;
	readonly teachers: number;
}

/**
 * Fills the database with a closed wave of a nation that is made up: districts and schools below the shipped regions, teachers whose answers are
 * spread as those that were published. A second one is the next round, some steps further. As owner of the database; publishing follows
 * (`publishWave`). `regions` are the codes of the shipped regions; `tell` hears how many teachers there are so far.
 */
export async function simulateWave(
	owner: pg.ClientBase,
	{ teachers, regions, tell }: { readonly teachers: number; readonly regions: readonly string[]; readonly tell: (teachers: number) => void }
): Promise<Simulated> {
	const instrument = await currentInstrument('selfie-kz');
	const tree = simulateTree(teachers, regions);
	const [districts, schools] = [tree.filter(({ kind }) => kind === 'district'), tree.filter(({ kind }) => kind === 'school')];
	const made = await makeOrganisations(owner, [districts, schools], [nation, ...regions]);
	const byCode = new Map(made.map((organisation) => [organisation.code, organisation]));
	const root = byCode.get(nation);
	if (root === undefined) throw new Error('The shipped nation is missing');
	const used = new Set(tree.map(({ parentCode }) => parentCode));
	const taking = made.filter(({ code, kind }) => kind !== 'region' || used.has(code));
	const title = 'Simulated nation, round';
	const before = await findLatestWave(owner, root.id, title);
	const round = (before?.rounds ?? 0) + 1;
	const waveId = uuidv7();
	await owner.query('begin');
	try {
		await insertSimulatedWave(owner, {
			id: waveId,
			organisationId: root.id,
			organisationPath: root.ancestors,
			title: `${title} ${round}`,
			instrumentId: instrument.id,
			instrumentVersion: instrument.version,
			dimensions: simulatedDimensions,
			previousId: before?.id ?? null
		});
		const nodes = taking.map(({ id, parentId, kind, code, name, ancestors }) => ({
			id,
			parentId: id === root.id ? null : parentId,
			path: ancestors.slice(root.ancestors.length - 1),
			kind,
			code,
			name,
			joinCode: newTypedCode(codeLength)
		}));
		await insertSimulatedNodes(owner, waveId, nodes);
		await insertTeachers(owner, { waveId, round, items: instrument.items.map(({ code }) => code) }, schools, byCode, tell);
		await owner.query('commit');
	} catch (error) {
		await owner.query('rollback');
		throw error;
	}
	await owner.query('analyze insight.wave_node, insight.snapshot, insight.participation');
	const regionCount = taking.filter(({ kind }) => kind === 'region').length;
	return {
		waveId,
		nationId: root.id,
		title: `${title} ${round}`,
		round,
		schools: schools.length,
		districts: districts.length,
		regions: regionCount,
		teachers
	};
}

async function insertTeachers(
	owner: pg.ClientBase,
	{ waveId, round, items }: { readonly waveId: string; readonly round: number; readonly items: readonly string[] },
	schools: ReturnType<typeof simulateTree>,
	byCode: ReadonlyMap<string, { readonly id: string }>,
	tell: (teachers: number) => void
): Promise<void> {
	// Schools, districts and regions stand where they stand in every round; the teachers' answers are others.
	const random = randomFrom(7);
	const standings = new Map<string, number>();
	const standingOf = (code: string, deviation: number): number => {
		const known = standings.get(code) ?? deviation * normalFrom(random);
		standings.set(code, known);
		return known;
	};
	const makeTeacher = simulateTeachers(items, round, 0.18 * (round - 1));
	let rows: SimulatedRow[] = [];
	let done = 0;
	const flush = async (): Promise<void> => {
		await insertSimulatedRows(owner, waveId, rows);
		done += rows.length;
		rows = [];
		tell(done);
	};
	const places: { organisationId: string; shared: number; others: number }[] = [];
	for (const { code, parentCode, settlement, teachers } of schools) {
		const organisationId = byCode.get(code)?.id ?? '';
		const region = parentCode.slice('sim-d-'.length).replace(/-\d+$/, '');
		const standing = (settlement === 'urban' ? 0.12 : -0.12) + standingOf(region, 0.16) + standingOf(parentCode, 0.1) + standingOf(code, 0.2);
		for (let teacher = 0; teacher < teachers; teacher++) {
			rows.push({ organisationId, ...makeTeacher(standing) });
			if (rows.length === rowsAtOnce) await flush();
		}
		if (teachers > 0) places.push({ organisationId, shared: teachers, others: Math.floor(random() * 0.3 * teachers) });
	}
	if (rows.length > 0) await flush();
	for (let start = 0; start < places.length; start += 500) await insertSimulatedParticipations(owner, waveId, places.slice(start, start + 500));
}
