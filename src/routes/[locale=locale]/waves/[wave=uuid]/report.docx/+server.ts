import { printWaveReport, viewWaveReport } from '#contexts/insight/index.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const report = await orErrorPage(locals, viewWaveReport(locals.actor, params.wave, url.searchParams.get('node') ?? undefined));
	return download(
		await printWaveReport(report, locals.locale, 'docx'),
		'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		`qadam-wave-${locals.locale}.docx`
	);
};
