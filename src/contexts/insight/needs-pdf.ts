import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import { printPdf } from '#platform/pdf.ts';
import { showNeeds } from './needs-view.ts';
import { percentText } from './report-words.ts';
import type { NeedsPlan } from './usecases/view-needs.ts';

/** The needs for training as a tagged PDF, dated with the day on which the results came. */
export function renderNeedsPdf(plan: NeedsPlan, locale: Locale): Promise<Uint8Array> {
	const at = { locale };
	const view = showNeeds(plan, locale);
	const data = {
		meta: {
			locale,
			title: `${m.needs_title({}, at)}. ${view.place}`,
			footer: `${view.place} · ${view.title}`,
			page: m.wave_report_page({ page: '{page}', total: '{total}' }, at)
		},
		words: {
			title: m.needs_title({}, at),
			lead: m.needs_lead({}, at),
			empty: m.needs_empty({}, at),
			theme: m.needs_column_theme({}, at),
			levels: m.wave_report_column_levels({}, at)
		},
		place: view.place,
		wave: view.title,
		groups: view.groups,
		needs: view.needs.map(({ groups, bar, alt, competence, ...need }) => ({
			...need,
			competence,
			alt: `${competence}. ${alt}`,
			bar: bar.map((part) => ({ ...part, printed: percentText(part.percent, locale) })),
			groups: groups.map(({ persons, courses, hours }) => (persons === 0 ? '–' : m.needs_group_cell({ persons, courses, hours }, at)))
		}))
	};
	return printPdf('contexts/insight/pdf/needs.typ', data, { createdAt: plan.results.wave.publishedAt ?? new Date(0) });
}
