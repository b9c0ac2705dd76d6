import { tellPolicy } from '#contexts/people/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => tellPolicy(locals.locale);
