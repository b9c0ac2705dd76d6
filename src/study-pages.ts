import type { StudyFile, TableKind } from '#contexts/insight/index.ts';

/** What was sent under a name: the file, or the text that was pasted instead. */
async function fileOf(sent: FormDataEntryValue | null): Promise<StudyFile | undefined> {
	if (sent instanceof File) return sent.size === 0 ? undefined : { name: sent.name, bytes: new Uint8Array(await sent.arrayBuffer()) };
	return sent === null || sent.trim() === '' ? undefined : { name: '', bytes: new TextEncoder().encode(sent) };
}

/** The files of some fields, in their order; of a field with a text and a file the file counts. */
export async function sentFiles(form: FormData, names: readonly string[]): Promise<StudyFile[]> {
	const files = await Promise.all(
		names.map(async (name) => {
			const all = await Promise.all(form.getAll(`${name}-file`).map(fileOf));
			const chosen = all.filter((file) => file !== undefined);
			const pasted = await fileOf(form.get(`${name}-text`));
			return chosen.length > 0 ? chosen : pasted === undefined ? [] : [pasted];
		})
	);
	return files.flat();
}

export const kindOf = (form: FormData): TableKind => (form.get('kind') === 'count' ? 'count' : 'percent');

/** A short text of a form. */
export function typedText(form: FormData, name: string, longest = 200): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.slice(0, longest) : '';
}
