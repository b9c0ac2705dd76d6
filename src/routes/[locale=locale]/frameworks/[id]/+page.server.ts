import { error } from '@sveltejs/kit';
import { findCrosswalksWithPartners, findFramework } from '#contexts/frameworks/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const [framework, crosswalks] = await Promise.all([findFramework(params.id), findCrosswalksWithPartners(params.id)]);
	if (framework === undefined) error(404, 'framework.unknown');
	return { framework, crosswalks };
};
