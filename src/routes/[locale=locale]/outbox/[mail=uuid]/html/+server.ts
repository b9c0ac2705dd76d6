import { error } from '@sveltejs/kit';
import { isOutboxOpen } from '#platform/mail/delivery.ts';
import { findKeptMail } from '#platform/mail/outbox.ts';
import type { RequestHandler } from './$types';

/** The mail as a mail program shows it: no scripts, nothing loaded from elsewhere, and links that leave the frame. */
export const GET: RequestHandler = async ({ params, url }) => {
	const mail = isOutboxOpen(url.hostname) ? await findKeptMail(params.mail) : undefined;
	if (mail === undefined || mail.html === null) error(404, 'mail.not_found');
	return new Response(mail.html.replace('<head>', '<head><base target="_top">'), {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'"
		}
	});
};
