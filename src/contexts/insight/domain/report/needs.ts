import type { Summary } from '../summary.ts';
import { levelPlaces } from './rules.ts';
import type { GroupName, Theme, Themes } from './themes.ts';

/** Teachers who would learn a theme together: a number, never names. */
export interface NeedGroup {
	readonly band: GroupName;
	/** Teachers at the levels of the group. */
	readonly persons: number;
	/** How many courses that makes with the seats of the group; 0 for nobody. */
	readonly courses: number;
	/** Suggested hours of one course. */
	readonly hours: number;
}

/** The need for training in a competence. */
export interface Need {
	readonly competence: string;
	readonly theme: Theme | undefined;
	/** Teachers with a level in the competence. */
	readonly persons: number;
	/** Of them at the levels of the group that begins. */
	readonly low: number;
	/** Teachers by level: below A1, A1 ... C2. */
	readonly counts: readonly number[];
	readonly groups: readonly NeedGroup[];
}

/**
 * The needs for training of a place: its competences with themes and groups of teachers by level, where most teachers begin first. Nothing is said of
 * competences in which fewer than the minimum have a level.
 */
export function planNeeds(summary: Summary, themes: Themes, minimum: number): Need[] {
	return summary.competences
		.filter(({ distribution }) => distribution.persons >= minimum)
		.map(({ code, distribution: { counts, persons } }): Need => {
			const groups = themes.groups.map(({ band, levels, hours, seats }): NeedGroup => {
				const count = levels.reduce((sum, level) => sum + (counts[levelPlaces[level]] ?? 0), 0);
				return { band, persons: count, courses: Math.ceil(count / seats), hours };
			});
			const theme = themes.themes.find(({ competence }) => competence === code);
			return { competence: code, theme, persons, low: groups[0]?.persons ?? 0, counts, groups };
		})
		.sort((a, b) => b.low / b.persons - a.low / a.persons || (a.competence < b.competence ? -1 : 1));
}
