import { z } from 'zod';

const level = z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2']);
const share = z.number().gt(0).max(1);

/** From when on something is told in the report of a wave, as it stands in `content/reports`. */
export const reportRulesSchema = z.strictObject({
	version: z.string(),
	/** How many competences are named as the highest, and as the lowest. */
	highestCompetences: z.int().min(1),
	lowestCompetences: z.int().min(1),
	/** A competence is a problem zone when at least this share of teachers is at this level or lower. At most so many are told, the worst first. */
	problemZone: z.strictObject({ highestLevel: level, leastShare: share, most: z.int().min(1) }),
	/** "Don't know" is told of an item from this share of those who answered it on. */
	dontKnow: z.strictObject({ leastShare: share, most: z.int().min(1) }),
	/** Colleagues may help each other in a problem zone where at least so many are at this level or higher. */
	peers: z.strictObject({ lowestLevel: level, leastPersons: z.int().min(1) }),
	/** A problem zone is common when it is one in at least so many, and this share, of the places below whose results are shown. */
	commonZone: z.strictObject({ leastShareOfNodes: share, leastNodes: z.int().min(1), most: z.int().min(1) }),
	/** After how many months the next round is advised. */
	nextRoundMonths: z.int().min(1)
});

export type ReportRules = z.infer<typeof reportRulesSchema>;

/** The place of a level among the counts of a distribution: 0 = below A1, 1 = A1 ... 6 = C2. */
export const levelPlaces = { below: 0, A1: 1, A2: 2, B1: 3, B2: 4, C1: 5, C2: 6 } as const;
