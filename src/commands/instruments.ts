import { findInstrumentFile } from '#contexts/self-assessment/files.ts';
import { requireFile, UsageError } from './command.ts';

/** The file of the instrument that an argument names. */
export async function namedInstrumentFile(name: string): Promise<string> {
	const file = await findInstrumentFile(name);
	if (file === undefined) {
		throw new UsageError(`There is no instrument "${name}". Give an id, an id with a version (selfie-kz@1.0.0), or a file (./${name}).`);
	}
	await requireFile(file);
	return file;
}
