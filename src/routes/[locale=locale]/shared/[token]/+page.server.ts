import { viewSharedReport } from '#contexts/self-assessment/index.ts';
import { orErrorPage } from '../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => orErrorPage(locals, viewSharedReport(params.token));
