import { z } from 'zod';
import { competencesOf, type Framework } from './framework.ts';
import { localText } from './local-text.ts';

/**
 * How the first competence stands to the second, in the sense of the SKOS mapping relations (W3C SKOS Reference, section 10): the same, wider,
 * narrower, or near in meaning.
 */
export const relationTypes = ['equivalent', 'broader', 'narrower', 'related'] as const;
export type RelationType = (typeof relationTypes)[number];

/** Typed relations between the competences of two frameworks, and a correspondence of their levels. */
export const crosswalkShape = z.strictObject({
	id: z.string().regex(/^[a-z0-9-]+$/),
	version: z.string().regex(/^\d+(\.\d+)*$/),
	from: z.string(),
	to: z.string(),
	note: localText,
	relations: z.array(z.strictObject({ from: z.string(), to: z.string(), type: z.enum(relationTypes), reason: localText })).min(1),
	levels: z.array(z.strictObject({ from: z.string(), to: z.string() })),
	levelsNote: localText
});
export type Crosswalk = z.infer<typeof crosswalkShape>;

/** Nodes that a crosswalk names and the frameworks do not have, relations given twice, competences of `from` left without a relation. */
export function findCrosswalkDefects(crosswalk: Crosswalk, from: Framework, to: Framework): readonly string[] {
	const fromCodes = competencesOf(from).map(({ code }) => code);
	const toCodes = competencesOf(to).map(({ code }) => code);
	const pairs = crosswalk.relations.map((relation) => `${relation.from} - ${relation.to}`);
	const related = new Set(crosswalk.relations.map((relation) => relation.from));
	const unknown = (side: 'from' | 'to', framework: Framework, codes: readonly string[]) => [
		...crosswalk.relations
			.filter((relation) => !codes.includes(relation[side]))
			.map((relation) => `${framework.id} has no competence ${relation[side]}`),
		...crosswalk.levels
			.filter((pair) => !framework.levels.some((level) => level.code === pair[side]))
			.map((pair) => `${framework.id} has no level ${pair[side]}`)
	];
	return [
		...unknown('from', from, fromCodes),
		...unknown('to', to, toCodes),
		...pairs.filter((pair, index) => pairs.indexOf(pair) !== index).map((pair) => `relation ${pair} is given twice`),
		...fromCodes.filter((code) => !related.has(code)).map((code) => `competence ${code} has no relation`)
	];
}
