import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { anyGroup, smallLayout, tallyOf } from '../../../../../tests/wave-reports.ts';
import { summarise } from '../summary.ts';
import { planNeeds } from './needs.ts';
import { themesSchema } from './themes.ts';

const themes = themesSchema.parse(JSON.parse(readFileSync(`${projectRoot}/content/needs/themes@1.json`, 'utf8')));
const instrument = JSON.parse(readFileSync(`${projectRoot}/content/instruments/selfie-kz@1.0.0.json`, 'utf8')) as { competences: { code: string }[] };

test('there is a theme for each competence, and a group for each level', () => {
	expect(themes.themes.map(({ competence }) => competence).sort()).toEqual(instrument.competences.map(({ code }) => code).sort());
	expect(themes.groups.flatMap(({ levels }) => levels)).toEqual(['below', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2']);
	const programmes = themes.programmes.map(({ id }) => id);
	expect(themes.themes.flatMap(({ topics }) => topics).every(({ programme }) => programmes.includes(programme))).toBe(true);
});

test('every teacher with a level is in one group, and the greatest need comes first', () => {
	fc.assert(
		fc.property(anyGroup(), (persons) => {
			const needs = planNeeds(summarise(smallLayout, tallyOf(persons)), themes, 5);
			for (const need of needs) {
				expect(need.groups.reduce((sum, group) => sum + group.persons, 0)).toBe(need.persons);
				for (const { persons: count, courses } of need.groups) expect(courses === 0).toBe(count === 0);
			}
			const shares = needs.map(({ low, persons: count }) => low / count);
			expect(shares).toEqual(shares.toSorted((a, b) => b - a));
		})
	);
});

test('the number of courses follows from the seats', () => {
	const low = Array.from({ length: 26 }, () => [2, 2, 2, 2, 2, 2]);
	const [need] = planNeeds(summarise(smallLayout, tallyOf(low)), themes, 10);
	expect(need?.groups[0]).toEqual({ band: 'start', persons: 26, courses: 2, hours: 36 });
});
