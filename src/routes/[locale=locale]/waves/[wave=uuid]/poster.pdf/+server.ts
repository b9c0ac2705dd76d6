import QRCode from 'qrcode';
import { validate } from 'uuid';
import { printPoster } from '#contexts/insight/index.ts';
import { publicOrigin } from '#platform/origin.ts';
import { download } from '../../../../../download.ts';
import { orErrorPage } from '../../../../../pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const wanted = url.searchParams.get('node');
	const place = `${publicOrigin()}/${locals.locale}/waves/join`;
	const pdf = await orErrorPage(
		locals,
		printPoster(locals.actor, params.wave, {
			nodeId: wanted !== null && validate(wanted) ? wanted : undefined,
			locale: locals.locale,
			address: place.replace(/^https?:\/\//, ''),
			drawCode: (code) => QRCode.toString(`${place}/${code}`, { type: 'svg', margin: 0, errorCorrectionLevel: 'Q' })
		})
	);
	return download(pdf, 'application/pdf', `qadam-wave-${locals.locale}.pdf`);
};
