import { describe, expect, it } from 'vitest';
import { drawRadar, type Radar, wrapLabel } from './charts.ts';

const names = [
	'Кәсіби қатысу',
	'Цифрлық ресурстар',
	'Оқыту және оқу',
	'Бағалау',
	'Оқушылардың мүмкіндіктерін кеңейту',
	'Оқушылардың цифрлық құзыреттілігін дамыту'
];
const radar = (values: readonly (number | null)[], previous?: readonly number[]): Radar => ({
	id: 'profile',
	title: 'Профиль <1>',
	description: 'A & B',
	rings: ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'],
	axes: names.map((name, index) => ({ name, note: `B1 · ${index}`, value: values[index] ?? null, previous: previous?.[index] ?? null }))
});
const full = radar([3, 2, 4, 5, 1, 6]);
const texts = (svg: string): string[] => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
const count = (svg: string, pattern: RegExp): number => [...svg.matchAll(pattern)].length;

describe('the radar', () => {
	it('tells a screen reader what it shows', () => {
		const svg = drawRadar(full);
		expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="profile-title" aria-describedby="profile-description">/);
		expect(svg).toContain('<title id="profile-title">Профиль &#60;1&#62;</title>');
		expect(svg).toContain('<desc id="profile-description">A &#38; B</desc>');
	});

	it('is the same string each time, without script, style or numbered names', () => {
		expect(drawRadar(full)).toBe(drawRadar(full));
		expect(drawRadar(full)).not.toMatch(/<script|<style|zr\d|ecmeta/);
	});

	it('labels six rings and prints every name and note', () => {
		const words = texts(drawRadar(full));
		expect(words).toEqual(expect.arrayContaining(['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'құзыреттілігін', 'B1 · 5']));
		for (const name of names) expect(words.join(' ')).toContain(name);
	});

	it('follows the theme on a page and has fixed colours in print', () => {
		expect(drawRadar(full, 'page')).toContain('var(--accent');
		expect(drawRadar(full, 'print')).not.toContain('var(');
	});

	it('leaves a gap where a value is missing', () => {
		const points = (svg: string): number => count(svg, /<path [^>]*transform="matrix/g);
		const line = (svg: string): string => /<path d="([^"]*)" fill="none" stroke="var\(--accent[^>]*stroke-width="2\.5"/.exec(svg)?.[1] ?? '';
		expect(points(drawRadar(full))).toBe(6);
		expect(points(drawRadar(radar([3, 2, null, 5, 1, 6])))).toBe(5);
		expect(count(line(drawRadar(full)), /M/g)).toBe(1);
		expect(count(line(drawRadar(radar([3, 2, null, 5, 1, 6]))), /M/g)).toBe(2);
	});

	it('draws the previous attempt dashed behind', () => {
		expect(drawRadar(full)).not.toContain('stroke-dasharray');
		expect(drawRadar(radar([3, 2, 4, 5, 1, 6], [1, 1, 1, 1, 1, 1]))).toContain('stroke-dasharray');
	});
});

describe('lines of a label', () => {
	it.each([
		['Бағалау', 15, ['Бағалау']],
		['Оқыту және оқу', 15, ['Оқыту және оқу']],
		['Оқушылардың цифрлық құзыреттілігін дамыту', 15, ['Оқушылардың', 'цифрлық', 'құзыреттілігін', 'дамыту']],
		['неделимоедлинноеслово и', 5, ['неделимоедлинноеслово', 'и']]
	])('%s', (name, limit, lines) => {
		expect(wrapLabel(name, limit)).toEqual(lines);
	});
});
