import { formText } from '#platform/http/form-text.ts';
import type { Locale } from '#platform/locale.ts';

/** Pages of the taking that a form may lead to. */
const ahead = /^(items\/[\d.]+|before|after|finish)$/;

/** Where a posted form leads on: its field `next` names a page of the same attempt; anything else leads to where the person stands. */
export function nextAddress(form: FormData, locale: Locale, attempt: string): string {
	const next = formText(form, 'next');
	return `/${locale}/self-assessment/${attempt}${ahead.test(next) ? `/${next}` : ''}`;
}
