import { viewWave, writeCalendar } from '#contexts/insight/index.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { wave } = await orErrorPage(locals, viewWave(locals.actor, params.wave));
	return download(writeCalendar(wave, locals.locale, new Date()), 'text/calendar; charset=utf-8', 'qadam-wave.ics');
};
