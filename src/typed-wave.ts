import { isAudience, mostQuestions, usualGroup, type WaveFields } from '#contexts/insight/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { type Locale, locales } from '#platform/locale.ts';

const inLocales = (read: (locale: Locale) => string) => ({ kk: read('kk'), ru: read('ru'), en: read('en') });

/** What a form about a wave holds (`WaveForm.svelte`). Whether it can be is for the use case to say. */
export function typedWave(form: FormData, organisationId: string): WaveFields {
	const audience = formText(form, 'audience');
	const strings = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
	const questions = Array.from({ length: mostQuestions }, (_, index) => {
		const position = index + 1;
		const lines = Object.fromEntries(locales.map((locale) => [locale, formText(form, `options_${position}_${locale}`).split('\n')]));
		const count = Math.max(...locales.map((locale) => lines[locale]?.length ?? 0));
		return {
			position,
			text: inLocales((locale) => formText(form, `question_${position}_${locale}`)),
			options: Array.from({ length: count }, (_line, line) => inLocales((locale) => lines[locale]?.[line]?.trim() ?? ''))
		};
	});
	return {
		title: formText(form, 'title'),
		message: formText(form, 'message'),
		audience: isAudience(audience) ? audience : 'teachers',
		opensOn: formText(form, 'opensOn'),
		closesOn: formText(form, 'closesOn'),
		minimumSize: Number(formText(form, 'minimumSize')) || usualGroup,
		dimensions: strings('dimension'),
		questions,
		scope: formText(form, 'which') === 'some' ? strings('scope') : [organisationId]
	};
}
