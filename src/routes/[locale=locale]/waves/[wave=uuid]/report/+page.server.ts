import { showWaveReport, viewWaveReport } from '#contexts/insight/index.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const node = url.searchParams.get('node') ?? undefined;
	const report = await orErrorPage(locals, viewWaveReport(locals.actor, params.wave, node));
	return { report: showWaveReport(report, locals.locale), wave: params.wave, node: report.results.node.id };
};
