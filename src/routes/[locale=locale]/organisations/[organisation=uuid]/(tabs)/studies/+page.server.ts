import { viewStudies } from '#contexts/insight/index.ts';
import { orErrorPage } from '../../../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => orErrorPage(locals, viewStudies(locals.actor, params.organisation));
