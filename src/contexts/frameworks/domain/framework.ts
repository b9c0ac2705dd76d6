import { z } from 'zod';
import { localText } from './local-text.ts';

const node = z.strictObject({ code: z.string().min(1), name: localText, summary: localText });

const head = {
	id: z.string().regex(/^[a-z0-9-]+$/),
	version: z.string().regex(/^\d+(\.\d+)*$/),
	name: localText,
	/** How colleagues call it, for headings of tables. */
	shortName: localText,
	organisation: localText,
	year: z.int(),
	url: z.url(),
	licence: localText,
	summary: localText,
	/** From the lowest to the highest. */
	levels: z.array(z.strictObject({ code: z.string().min(1), name: localText, summary: localText.optional() })).min(1)
};

/** Areas hold competences; every competence can be reached at every level (DigCompEdu). */
const frameworkOfAreas = z.strictObject({ ...head, areas: z.array(node.extend({ competences: z.array(node).min(1) })).min(1) });

/** A grid: each competence belongs to one aspect and one level (UNESCO ICT-CFT). */
const frameworkOfAspects = z.strictObject({
	...head,
	aspects: z.array(node).min(1),
	competences: z.array(node.extend({ aspect: z.string(), level: z.string() })).min(1)
});

/** A competence framework as it stands in `content/frameworks`, one version of it. */
export const frameworkShape = z.union([frameworkOfAreas, frameworkOfAspects]);
export type Framework = z.infer<typeof frameworkShape>;

/** A competence as other documents refer to it. */
export type Competence = z.infer<typeof node>;

/** All competences of a framework in its own order. */
export function competencesOf(framework: Framework): readonly Competence[] {
	return 'areas' in framework ? framework.areas.flatMap((area) => area.competences) : framework.competences;
}

/**
 * What is wrong inside a framework though each field is right: codes that occur twice, an aspect or a level that does not exist.
 * Empty when nothing is.
 */
export function findFrameworkDefects(framework: Framework): readonly string[] {
	const groups = 'areas' in framework ? framework.areas : framework.aspects;
	const defects = [framework.levels, groups, competencesOf(framework)].flatMap((nodes) =>
		doubledCodes(nodes).map((code) => `code ${code} occurs twice`)
	);
	if ('areas' in framework) return defects;
	const aspects = new Set(framework.aspects.map((aspect) => aspect.code));
	const levels = new Set(framework.levels.map((level) => level.code));
	return [
		...defects,
		...framework.competences
			.filter(({ aspect }) => !aspects.has(aspect))
			.map(({ code, aspect }) => `competence ${code} names aspect ${aspect}, which does not exist`),
		...framework.competences
			.filter(({ level }) => !levels.has(level))
			.map(({ code, level }) => `competence ${code} names level ${level}, which does not exist`)
	];
}

function doubledCodes(nodes: readonly { readonly code: string }[]): string[] {
	const codes = nodes.map(({ code }) => code);
	return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
}
