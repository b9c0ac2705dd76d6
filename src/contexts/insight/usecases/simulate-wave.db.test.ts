import { expect, test } from 'vitest';
import { shippedRegions } from '#contexts/people/index.ts';
import { inOwnerSession, useDatabase } from '../../../../tests/database.ts';
import { publishWave } from './publish-wave.ts';
import { simulateWave } from './simulate-wave.ts';
import { viewResults } from './view-results.ts';
import { insertPerson } from './wave-fixture.ts';

const { look, ownerUrl } = useDatabase();

test('a simulated nation is believable, and its next round is the same schools some steps further', { timeout: 120_000 }, async () => {
	const regions = await shippedRegions();
	const simulate = async () => {
		const made = await inOwnerSession(ownerUrl, (owner) => simulateWave(owner, { teachers: 3_000, regions, tell: () => undefined }));
		expect(await publishWave(made.waveId)).toBe(true);
		return made;
	};
	const first = await simulate();
	const second = await simulate();
	expect(second).toMatchObject({ round: 2, teachers: 3_000, schools: first.schools, districts: first.districts, regions: 20 });

	const analyst = await insertPerson(look, 'analyst', first.nationId);
	const results = await viewResults(analyst, second.waveId, undefined, ['gender']);
	expect(results.whole?.persons).toBe(3_000);
	expect(results.before?.wave.id).toBe(first.waveId);
	expect(results.children).toHaveLength(20);
	const before = results.before?.whole;
	expect(results.whole?.overall.score?.mean).toBeGreaterThan(before?.overall.score?.mean ?? 6);
	// Published of item 1.1.1: 25 % A1, 26 % B1, 4.5 % C2. The simulation spreads teachers by place and age besides, so it is near, not equal.
	const counts = before?.items.find(({ code }) => code === '1.1.1')?.distribution.counts ?? [];
	const shares = counts.map((count) => count / 3_000);
	for (const [value, share] of [[1, 0.25], [3, 0.26], [6, 0.045]] as const) expect(Math.abs((shares[value] ?? 0) - share)).toBeLessThan(0.07);
});
