import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#contexts/people/index.ts';
import type { Person } from '#platform/actor.ts';
import { locales } from '#platform/locale.ts';
import { DomainError } from '#platform/errors.ts';
import { inOwnerSession, useDatabase } from '../../../../tests/database.ts';
import { addAccount, addMembership } from '../../../../tests/front-doors/people.ts';
import { addPublishedWave, type PublishedWave } from '../../../../tests/published-wave.ts';
import { holds } from '../domain/report/holds.ts';
import { reportRules } from '../store/report-content.ts';
import { showWaveReport } from '../wave-report-view.ts';
import { printWaveReport, viewWaveReport } from './view-wave-report.ts';

const { ownerUrl } = useDatabase();

async function codeOfFailure(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'none';
	} catch (error) {
		if (error instanceof DomainError) return error.code;
		throw error;
	}
}

let wave: PublishedWave;
let methodologist: Person;
let head: Person;
let stranger: Person;

beforeAll(async () => {
	await inOwnerSession(ownerUrl, async (owner) => {
		const makeMember = async (role: Role, organisation: string): Promise<Person> => {
			const personId = await addAccount(owner, role);
			await addMembership(owner, personId, organisation, role);
			return { kind: 'person', personId, requestId: 'test', account: { name: role, email: '' } };
		};
		const run = (statement: string, values?: unknown[]) => owner.query(statement, values);
		const first = await addPublishedWave(run, { sizes: [[20, 14, 4], [30, 12]], title: 'Күз 2025' });
		wave = await addPublishedWave(run, { sizes: [[22, 15, 5], [34, 11]], after: first, lift: 0.5 });
		methodologist = await makeMember('methodologist', wave.region);
		head = await makeMember('head', wave.schools[0]?.[0] ?? '');
		stranger = await makeMember('head', wave.schools[1]?.[0] ?? '');
	});
});

describe('the report of a wave', () => {
	test('says of a region what its results say', async () => {
		const report = await viewWaveReport(methodologist, wave.waveId);
		const kinds = report.statements.map(({ kind }) => kind);
		expect(kinds).toEqual(expect.arrayContaining(['participation', 'mean', 'problem-zone', 'dont-know', 'change', 'below', 'advise-theme']));
		for (const statement of report.statements) expect(holds(statement, report.results, reportRules())).toBe(true);
		expect(report.statements.find(({ kind }) => kind === 'change')).toMatchObject({ verdict: 'higher' });
	});

	test('compares a school with the others of its district and region', async () => {
		const report = await viewWaveReport(head, wave.waveId, wave.schools[0]?.[0]);
		const compared = report.statements.filter(({ kind }) => kind === 'against').map((statement) => 'node' in statement && statement.node);
		expect(compared).toEqual(expect.arrayContaining([wave.region, wave.districts[0]]));
	});

	test('says of a hidden school nothing but that it is hidden', async () => {
		const report = await viewWaveReport(methodologist, wave.waveId, wave.schools[0]?.[2]);
		expect(report.statements).toEqual([{ kind: 'hidden', minimum: 10 }]);
		expect(showWaveReport(report, 'kk').rows).toEqual([]);
		expect((await printWaveReport(report, 'kk', 'pdf')).length).toBeGreaterThan(5_000);
	});

	test('is for those who may see the place alone', async () => {
		expect(await codeOfFailure(viewWaveReport(stranger, wave.waveId, wave.schools[0]?.[0]))).toBe('right.missing');
		expect(await codeOfFailure(viewWaveReport({ kind: 'anonymous', requestId: 'test' }, wave.waveId))).toBe('wave.not_found');
		expect(await codeOfFailure(viewWaveReport(head, wave.waveId, 'none'))).toBe('wave.node_unknown');
	});

	test('is the same on paper in three languages, with the same numbers', async () => {
		const report = await viewWaveReport(methodologist, wave.waveId);
		for (const locale of locales) {
			const view = showWaveReport(report, locale);
			expect(view.rows).toHaveLength(29);
			expect(view.heat?.places).toHaveLength(2);
			const [pdf, docx] = await Promise.all([printWaveReport(report, locale, 'pdf'), printWaveReport(report, locale, 'docx')]);
			expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
			expect(Buffer.from(docx.subarray(0, 2)).toString()).toBe('PK');
		}
	});
});
