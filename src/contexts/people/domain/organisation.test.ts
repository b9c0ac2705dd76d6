import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { shippedId, shippedTreeSchema } from '../usecases/load-content.ts';
import { kindsWithin, mayLieIn, nameIn, organisationKinds } from './organisation.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(projectRoot, 'content', file), 'utf8'));
const shipped = shippedTreeSchema.parse(read('organisations/kz.json'));

describe('the shipped tree', () => {
	test('Kazakhstan has 17 regions and 3 cities of republican significance', () => {
		expect(shipped.regions).toHaveLength(20);
		expect(shipped.regions.filter(({ name }) => name.ru.startsWith('город ')).map(({ iso }) => iso)).toEqual(['KZ-71', 'KZ-75', 'KZ-79']);
	});

	test('regions are those that the instrument asks for: same codes, same names', () => {
		const { context } = read('instruments/selfie-kz@1.0.0.json') as {
			context: { id: string; options: { value: string; text: unknown }[] }[];
		};
		const asked = context.find(({ id }) => id === 'region')?.options.filter(({ value }) => value.startsWith('kz-'));
		expect(shipped.regions.map(({ code, name }) => ({ value: code, text: name }))).toEqual(asked);
	});

	test('codes of ISO 3166-2 are all different', () => {
		expect(new Set(shipped.regions.map(({ iso }) => iso)).size).toBe(20);
		for (const { iso } of shipped.regions) expect(iso).toMatch(/^KZ-\d\d$/);
	});

	test('ids follow from codes and never change', () => {
		expect(shippedId('kz')).toBe('aab96106-80e5-57b4-8c22-0a5de95113f8');
	});
});

describe('places', () => {
	test.each([
		['school', 'district', true],
		['school', 'region', true],
		['school', 'school', false],
		['district', 'region', true],
		['district', null, false],
		['university', null, true],
		['faculty', 'university', true],
		['faculty', null, false],
		['department', 'faculty', true],
		['nation', 'nation', false],
		['consortium', null, true]
	] as const)('%s in %s: %s', (kind, parent, expected) => {
		expect(mayLieIn(kind, parent)).toBe(expected);
	});

	test('every kind has a place, and whatever lies somewhere is offered there', () => {
		const all = [null, ...organisationKinds];
		for (const kind of organisationKinds) expect(all.some((parent) => kindsWithin(parent).includes(kind)), kind).toBe(true);
	});
});

test('a name that a language lacks is shown in another one', () => {
	const name = { kk: '', ru: 'Школа', en: 'School' };
	expect([nameIn(name, 'kk'), nameIn(name, 'ru'), nameIn(name, 'en')]).toEqual(['Школа', 'Школа', 'School']);
});
