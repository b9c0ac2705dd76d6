/** What was typed into a field of a posted form; empty when the form lacks the field, or when a file was sent in its place. */
export function formText(form: FormData, field: string): string {
	const value = form.get(field);
	return typeof value === 'string' ? value : '';
}
