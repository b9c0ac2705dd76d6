/**
 * The 32 items of SELFIE for TEACHERS as adapted for Kazakhstan, in the order in which they are asked, each with the one of DigCompEdu's 22
 * competences that it belongs to. Most codes begin with their competence; area 6 does not: the source folds DigCompEdu 6.4 "Responsible use"
 * into 6.3 and counts problem solving as 6.4, so 6.3.2 and 6.3.3 belong to 6.4 and 6.4.1 belongs to 6.5.
 */
export const selfieItems = [
	{ code: '1.1.1', competence: '1.1' },
	{ code: '1.1.2', competence: '1.1' },
	{ code: '1.2.1', competence: '1.2' },
	{ code: '1.2.2', competence: '1.2' },
	{ code: '1.3.1', competence: '1.3' },
	{ code: '1.4.1', competence: '1.4' },
	{ code: '1.4.2', competence: '1.4' },
	{ code: '1.4.3', competence: '1.4' },
	{ code: '1.4.4', competence: '1.4' },
	{ code: '2.1.1', competence: '2.1' },
	{ code: '2.2.1', competence: '2.2' },
	{ code: '2.2.2', competence: '2.2' },
	{ code: '2.3.1', competence: '2.3' },
	{ code: '2.3.2', competence: '2.3' },
	{ code: '3.1.1', competence: '3.1' },
	{ code: '3.2.1', competence: '3.2' },
	{ code: '3.3.1', competence: '3.3' },
	{ code: '3.4.1', competence: '3.4' },
	{ code: '3.4.2', competence: '3.4' },
	{ code: '4.1.1', competence: '4.1' },
	{ code: '4.2.1', competence: '4.2' },
	{ code: '4.3.1', competence: '4.3' },
	{ code: '5.1.1', competence: '5.1' },
	{ code: '5.2.1', competence: '5.2' },
	{ code: '5.3.1', competence: '5.3' },
	{ code: '5.3.2', competence: '5.3' },
	{ code: '6.1.1', competence: '6.1' },
	{ code: '6.2.1', competence: '6.2' },
	{ code: '6.3.1', competence: '6.3' },
	{ code: '6.3.2', competence: '6.4' },
	{ code: '6.3.3', competence: '6.4' },
	{ code: '6.4.1', competence: '6.5' }
] as const;

const competences = new Map<string, string>(selfieItems.map((item) => [item.code, item.competence]));

/** The DigCompEdu competence of an item; undefined when there is no such item. */
export function competenceOfItem(code: string): string | undefined {
	return competences.get(code);
}

/** The 22 competences, in the framework's order. */
export const selfieCompetences: readonly string[] = [...new Set(competences.values())].sort();

/** The six areas, in the framework's order. */
export const selfieAreas: readonly string[] = [...new Set(selfieCompetences.map((competence) => competence.charAt(0)))];
