import { browseLibrary, findFramework } from '#contexts/frameworks/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const [framework, library] = await Promise.all([findFramework('digcompedu'), browseLibrary('', undefined)]);
	return { levels: framework?.levels ?? [], libraryCount: library.total };
};
