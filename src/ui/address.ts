import { isLocale, type Locale } from '#platform/locale.ts';

/**
 * The address of the same page in another language: path and query stay, the first part of the path changes. The name of a form's act
 * ("?/save") is left out, because opening it by a link would not be that act. An address without a language leads to the home page.
 */
export function addressIn(locale: Locale, url: Pick<URL, 'pathname' | 'search'>): string {
	const [, first, ...rest] = url.pathname.split('/');
	if (!isLocale(first)) return `/${locale}`;
	const query = new URLSearchParams([...new URLSearchParams(url.search)].filter(([name]) => !name.startsWith('/'))).toString();
	return `/${[locale, ...rest].join('/')}${query === '' ? '' : `?${query}`}`;
}
