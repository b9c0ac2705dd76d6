import { inLocale, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { GroupName } from './domain/report/themes.ts';
import type { NeedsPlan } from './usecases/view-needs.ts';
import { levelCodes } from './wave-report-view.ts';

type Words = (parameters: Readonly<Record<string, never>>, options: { readonly locale: Locale }) => string;

const groupWords: Readonly<Record<GroupName, Words>> = { start: m.needs_group_start, deepen: m.needs_group_deepen, lead: m.needs_group_lead };

/** What a group for training is called, with its levels. */
export const groupName = (band: GroupName, locale: Locale): string => groupWords[band]({}, { locale });

/** The needs of a place in one language: what page, PDF and tables show. */
export interface NeedsView {
	readonly place: string;
	readonly title: string;
	readonly groups: readonly string[];
	readonly needs: readonly {
		readonly competence: string;
		readonly theme: string;
		readonly outcome: string;
		/** Topics of programmes that the theme is taught in; empty when there are none. */
		readonly topics: string;
		readonly persons: number;
		readonly bar: readonly { readonly level: (typeof levelCodes)[number]; readonly count: number; readonly percent: number }[];
		readonly alt: string;
		readonly groups: readonly { readonly name: string; readonly persons: number; readonly courses: number; readonly hours: number }[];
	}[];
}

export function showNeeds({ results, instrument, themes, needs }: NeedsPlan, locale: Locale): NeedsView {
	const competenceName = (code: string) => `${code} ${instrument.competences.find((one) => one.code === code)?.name[locale] ?? ''}`;
	const topicsOf = (topics: NeedsPlan['themes']['themes'][number]['topics']) =>
		[...Map.groupBy(topics, ({ programme }) => programme)]
			.map(([id, list]) => {
				const title = themes.programmes.find((programme) => programme.id === id)?.title[locale] ?? id;
				return m.needs_topics({ programme: title, topics: list.map(({ code }) => code).join(', ') }, { locale });
			})
			.join('; ');
	return {
		place: inLocale(results.node.name, locale),
		title: results.wave.title,
		groups: themes.groups.map(({ band }) => groupName(band, locale)),
		needs: needs.map(({ competence, theme, persons, counts, groups }) => {
			const bar = counts.flatMap((count, place) =>
				count === 0 ? [] : [{ level: levelCodes[place] as (typeof levelCodes)[number], count, percent: Math.round((count / persons) * 100) }]
			);
			return {
				competence: competenceName(competence),
				theme: theme?.title[locale] ?? competenceName(competence),
				outcome: theme?.outcome[locale] ?? '',
				topics: theme === undefined ? '' : topicsOf(theme.topics),
				persons,
				bar,
				alt: bar.map(({ level, count }) => `${level === 'below' ? m.wave_report_below_a1({}, { locale }) : level}: ${count}`).join('; '),
				groups: groups.map(({ band, ...group }) => ({ name: groupName(band, locale), ...group }))
			};
		})
	};
}

/** The needs as a table for a file: a row for each theme and group. */
export function needsTable(view: NeedsView, locale: Locale): { header: string[]; rows: (string | number)[][] } {
	const at = { locale };
	return {
		header: [
			m.needs_column_competence({}, at),
			m.needs_column_theme({}, at),
			m.needs_column_outcome({}, at),
			m.needs_column_group({}, at),
			m.needs_column_persons({}, at),
			m.needs_column_courses({}, at),
			m.needs_column_hours({}, at),
			m.needs_column_topics({}, at)
		],
		rows: view.needs.flatMap(({ competence, theme, outcome, topics, groups }) =>
			groups.map(({ name, persons, courses, hours }) => [competence, theme, outcome, name, persons, courses, hours, topics])
		)
	};
}
