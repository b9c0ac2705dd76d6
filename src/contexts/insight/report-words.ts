import { formatNumber, intlTags, type Locale, locales } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import type { Range, Verdict } from './domain/report/difference.ts';
import type { Statement, ToldDifference, ToldShare } from './domain/report/statement.ts';

/** What codes and ids in statements are called, in the language of the report. */
export interface ReportNames {
	readonly competence: (code: string) => string;
	readonly area: (code: string) => string;
	readonly item: (code: string) => string;
	readonly node: (id: string) => string;
	/** The course theme for a competence; undefined when the content has none. */
	readonly theme: (competence: string) => string | undefined;
}

const levelCodes = ['A1', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

/** A level by its place: "B1"; 0 is "below A1". */
export function levelText(place: number, locale: Locale): string {
	return place === 0 ? m.wave_report_below_a1({}, { locale }) : (levelCodes[place] ?? '');
}

/** Made once: making one takes a hundred times as long as using it, and a report has hundreds of numbers. */
const formats = (options: Intl.NumberFormatOptions): Readonly<Record<Locale, Intl.NumberFormat>> => {
	const [kk, ru, en] = locales.map((locale) => new Intl.NumberFormat(intlTags[locale], options));
	return { kk, ru, en } as Readonly<Record<Locale, Intl.NumberFormat>>;
};
const percents = formats({ style: 'percent', maximumFractionDigits: 0 });
const scores = formats({ minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A share of persons in whole percent, as the language writes it. */
export function percentText(percent: number, locale: Locale): string {
	return percents[locale].format(percent / 100);
}

/** A score: two decimals, with the minus of typography. */
export function scoreText(score: number, locale: Locale): string {
	return scores[locale].format(score).replace('-', '−');
}

/** A difference of scores with its sign. */
export function differenceText(difference: number, locale: Locale): string {
	return difference > 0 ? `+${scoreText(difference, locale)}` : scoreText(difference, locale);
}

const rangeText = (range: Range | null, locale: Locale): string =>
	range === null ? '' : m.wave_report_range({ lower: scoreText(range[0], locale), upper: scoreText(range[1], locale) }, { locale });

function shareParts({ count, persons, percent, range: [lower, upper] }: ToldShare, locale: Locale) {
	const whole = (value: number) => formatNumber(value, locale);
	return {
		count: whole(count),
		persons: whole(persons),
		percent: percentText(percent, locale),
		range: m.wave_report_share_range({ lower: whole(lower), upper: whole(upper) }, { locale })
	};
}

const verdicts: Readonly<Record<Verdict, (parameters: Readonly<Record<string, never>>, options: { readonly locale: Locale }) => string>> = {
	higher: m.wave_report_verdict_higher,
	lower: m.wave_report_verdict_lower,
	chance: m.wave_report_verdict_chance,
	unknown: m.wave_report_verdict_unknown
};

function differenceParts({ now, then, persons, personsThen, difference, range, verdict }: ToldDifference, locale: Locale) {
	return {
		now: scoreText(now, locale),
		then: scoreText(then, locale),
		persons: formatNumber(persons, locale),
		personsThen: formatNumber(personsThen, locale),
		difference: differenceText(difference, locale),
		range: rangeText(range, locale),
		verdict: verdicts[verdict]({}, { locale })
	};
}

/** A statement as a sentence. It says what the statement's numbers say, in each of the languages the same. */
export function tellStatement(statement: Statement, names: ReportNames, locale: Locale): string {
	const at = { locale };
	const count = (value: number) => formatNumber(value, locale);
	switch (statement.kind) {
		case 'hidden':
			return m.wave_report_hidden({ minimum: count(statement.minimum) }, at);
		case 'participation':
			return m.wave_report_participation({ persons: count(statement.persons) }, at);
		case 'mean': {
			const { mean, level, persons, range } = statement;
			const words = { mean: scoreText(mean, locale), level: levelText(level, locale), persons: count(persons), range: rangeText(range, locale) };
			return m.wave_report_mean(words, at);
		}
		case 'bands': {
			const { below, A, B, C, persons } = statement;
			return m.wave_report_bands({ below: count(below), bandA: count(A), bandB: count(B), bandC: count(C), persons: count(persons) }, at);
		}
		case 'highest':
		case 'lowest': {
			const list = statement.ranked.map(({ competence, mean }) => `${names.competence(competence)} — ${scoreText(mean, locale)}`).join('; ');
			return statement.kind === 'highest' ? m.wave_report_highest({ list }, at) : m.wave_report_lowest({ list }, at);
		}
		case 'even':
			return m.wave_report_even({ mean: scoreText(statement.mean, locale) }, at);
		case 'problem-zone': {
			const { competence, level, share } = statement;
			return m.wave_report_zone({ name: names.competence(competence), level: levelText(level, locale), ...shareParts(share, locale) }, at);
		}
		case 'no-problem-zone':
			return m.wave_report_no_zone({ level: levelText(statement.level, locale), percent: percentText(statement.percent, locale) }, at);
		case 'dont-know':
			return m.wave_report_dont_know({ name: names.item(statement.item), ...shareParts(statement.share, locale) }, at);
		case 'no-dont-know':
			return m.wave_report_no_dont_know({ percent: percentText(statement.percent, locale) }, at);
		case 'against': {
			const { now, then, personsThen, difference, range, verdict } = differenceParts(statement, locale);
			const words = { node: names.node(statement.node), here: now, there: then, persons: personsThen, difference, range, verdict };
			return statement.area === '' ? m.wave_report_against(words, at) : m.wave_report_against_area({ ...words, area: names.area(statement.area) }, at);
		}
		case 'against-alike':
			return m.wave_report_against_alike({ node: names.node(statement.node), areas: count(statement.areas) }, at);
		case 'change': {
			const words = differenceParts(statement, locale);
			return statement.area === '' ? m.wave_report_change(words, at) : m.wave_report_change_area({ ...words, area: names.area(statement.area) }, at);
		}
		case 'change-alike':
			return m.wave_report_change_alike({ areas: count(statement.areas) }, at);
		case 'change-hidden':
			return m.wave_report_change_hidden({}, at);
		case 'below': {
			const { shown, all, lowest, highest } = statement;
			return m.wave_report_below({ shown: count(shown), all: count(all), lowest: scoreText(lowest, locale), highest: scoreText(highest, locale) }, at);
		}
		case 'common-zone': {
			const { competence, nodes, shown, level } = statement;
			const words = { name: names.competence(competence), nodes: count(nodes), shown: count(shown), level: levelText(level, locale) };
			return m.wave_report_common_zone(words, at);
		}
		case 'advise-theme': {
			const { competence, level, share } = statement;
			const name = names.competence(competence);
			const words = { name, theme: names.theme(competence) ?? name, level: levelText(level, locale) };
			return m.wave_report_advise_theme({ ...words, count: count(share.count), persons: count(share.persons) }, at);
		}
		case 'advise-showing': {
			const { item, share } = statement;
			return m.wave_report_advise_showing({ name: names.item(item), count: count(share.count), persons: count(share.persons) }, at);
		}
		case 'advise-peers': {
			const { competence, level, count: able, persons } = statement;
			const words = { name: names.competence(competence), level: levelText(level, locale), count: count(able), persons: count(persons) };
			return m.wave_report_advise_peers(words, at);
		}
		case 'advise-next-round':
			return m.wave_report_advise_next_round({ months: count(statement.months) }, at);
	}
}
