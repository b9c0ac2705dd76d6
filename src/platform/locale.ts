/** The three languages of Qadam, in the order in which they are offered. */
export const locales = ['kk', 'ru', 'en'] as const;
export type Locale = (typeof locales)[number];

/** One text in the three languages. Content is stored so; a page or an export picks one. */
export type LocalText = Readonly<Record<Locale, string>>;

export const defaultLocale: Locale = 'kk';

export function isLocale(value: unknown): value is Locale {
	return typeof value === 'string' && (locales as readonly string[]).includes(value);
}

/** How each language calls itself. */
export const localeNames: LocalText = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

/** BCP 47 tags for `Intl`: Kazakhstan's forms of dates and numbers, British English. */
export const intlTags: LocalText = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' };

/**
 * The best of our languages for an `Accept-Language` header (RFC 9110, section 12.5.4).
 * Falls back to Kazakh when the header names none of them.
 */
export function negotiateLocale(acceptLanguage: string | null | undefined): Locale {
	const wishes = (acceptLanguage ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().split(';');
			const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
			return { language: tag.trim().slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
		})
		.filter((wish) => wish.quality > 0)
		.sort((a, b) => b.quality - a.quality);
	return wishes.map((wish) => wish.language).find(isLocale) ?? defaultLocale;
}

/** Picks the text of one language; content is checked when it is loaded, so the text exists. */
export function inLocale(text: LocalText, locale: Locale): string {
	return text[locale];
}

/**
 * A share of the scale or a score with at most two decimals, as the language writes it: 3.5 in English, 3,5 in Kazakh and Russian.
 */
export function formatNumber(value: number, locale: Locale, maximumFractionDigits = 2): string {
	return new Intl.NumberFormat(intlTags[locale], { maximumFractionDigits }).format(value);
}

/** Made once a language: making one takes a hundred times as long as using it, and a file of people needs thousands of dates. */
const formatters = (options: Intl.DateTimeFormatOptions) =>
	Object.fromEntries(
		locales.map((locale) => [locale, new Intl.DateTimeFormat(intlTags[locale], { ...options, timeZone: 'Asia/Almaty' })])
	) as Readonly<Record<Locale, Intl.DateTimeFormat>>;
const dates = formatters({ dateStyle: 'long' });
const moments = formatters({ dateStyle: 'long', timeStyle: 'short' });

/** A calendar date in words, for example 22 November 2026. Dates are shown in Kazakhstan's single time zone. */
export function formatDate(value: Date, locale: Locale): string {
	// Russian ends with "г."; without it a date stands well at the end of a sentence, too.
	return dates[locale].format(value).replace(/\sг\.$/, '');
}

/** A moment: date and time of day. */
export function formatMoment(value: Date, locale: Locale): string {
	return moments[locale].format(value);
}
