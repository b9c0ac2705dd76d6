import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crosswalkShape, findCrosswalkDefects } from './crosswalk.ts';
import { competencesOf, findFrameworkDefects, frameworkShape } from './framework.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../../../content/${file}`, import.meta.url), 'utf8'));
const digcompedu = frameworkShape.parse(read('frameworks/digcompedu@2017.json'));
const unesco = frameworkShape.parse(read('frameworks/unesco-ict-cft@3.json'));
const crosswalk = crosswalkShape.parse(read('crosswalks/digcompedu--unesco-ict-cft@1.0.0.json'));

describe('the shipped frameworks', () => {
	it('have 22 and 18 competences and no defects', () => {
		expect([digcompedu, unesco].map((framework) => competencesOf(framework).length)).toEqual([22, 18]);
		expect([digcompedu, unesco].flatMap(findFrameworkDefects)).toEqual([]);
	});

	it('are related by a crosswalk without defects', () => {
		expect(findCrosswalkDefects(crosswalk, digcompedu, unesco)).toEqual([]);
	});
});

describe('defects', () => {
	it('of a framework: a doubled code, an unknown aspect, an unknown level', () => {
		if (!('aspects' in unesco)) throw new Error('the framework of UNESCO is a grid');
		const [first, second, ...others] = unesco.competences;
		const broken = { ...unesco, competences: [{ ...first!, aspect: '9' }, { ...second!, level: 'KX' }, ...others, others[0]!] };
		expect(findFrameworkDefects(broken)).toEqual([
			`code ${others[0]!.code} occurs twice`,
			`competence ${first!.code} names aspect 9, which does not exist`,
			`competence ${second!.code} names level KX, which does not exist`
		]);
	});

	it('of a crosswalk: unknown codes, a doubled relation, a competence without relation', () => {
		const reason = { kk: 'x', ru: 'x', en: 'x' };
		const relations = [
			...crosswalk.relations.filter((relation) => relation.from !== '6.5'),
			{ from: '9.9', to: 'KA.9', type: 'related' as const, reason },
			crosswalk.relations[0]!
		];
		expect(findCrosswalkDefects({ ...crosswalk, relations, levels: [{ from: 'A0', to: 'KA' }] }, digcompedu, unesco)).toEqual([
			'digcompedu has no competence 9.9',
			'digcompedu has no level A0',
			'unesco-ict-cft has no competence KA.9',
			`relation ${crosswalk.relations[0]!.from} - ${crosswalk.relations[0]!.to} is given twice`,
			'competence 6.5 has no relation'
		]);
	});
});
