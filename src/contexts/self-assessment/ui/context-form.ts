import { formText } from '#platform/http/form-text.ts';

/**
 * Fields of the context form: `region` for one value or a text, several fields `subject` for several values, `everyday_use.easy` for a row of a
 * grid.
 */
export interface AskedQuestion {
	readonly id: string;
	readonly type: 'single' | 'multiple' | 'grid' | 'text';
}

/** Turns a posted form into answers by question; fields left empty are left out. Nothing is checked here: the use case does that. */
export function readContextForm(questions: readonly AskedQuestion[], form: FormData): Record<string, unknown> {
	const given: Record<string, unknown> = {};
	for (const { id, type } of questions) {
		if (type === 'grid') {
			const rows = [...form]
				.filter(([name, value]) => name.startsWith(`${id}.`) && typeof value === 'string' && value !== '')
				.map(([name, value]) => [name.slice(id.length + 1), value]);
			if (rows.length > 0) given[id] = Object.fromEntries(rows);
		} else if (type === 'multiple') {
			const values = form.getAll(id).filter((value) => typeof value === 'string');
			if (values.length > 0) given[id] = values;
		} else {
			const value = formText(form, id);
			if (value !== '') given[id] = value;
		}
	}
	return given;
}
