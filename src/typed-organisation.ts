import type { TypedFacts } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';

/** The id that a form holds; for anything else one that nothing has. */
export function typedId(form: FormData, field: string): string {
	const id = formText(form, field);
	return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? id : '00000000-0000-0000-0000-000000000000';
}

/** What a form about an organisation holds (`OrganisationFields.svelte`). */
export function typedFacts(form: FormData): TypedFacts {
	return {
		name: { kk: formText(form, 'name_kk'), ru: formText(form, 'name_ru'), en: formText(form, 'name_en') },
		code: formText(form, 'code'),
		settlement: formText(form, 'settlement'),
		instructionLocales: form.getAll('languages').filter((value) => typeof value === 'string')
	};
}
