import { error } from '@sveltejs/kit';
import { isOutboxOpen } from '#platform/mail/delivery.ts';
import { findKeptMail } from '#platform/mail/outbox.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
	const mail = isOutboxOpen(url.hostname) ? await findKeptMail(params.mail) : undefined;
	if (mail === undefined) error(404, 'mail.not_found');
	const { html, text, ...head } = mail;
	// Every other part is an address that can be followed.
	return { mail: head, hasHtml: html !== null, parts: text.split(/(https?:\/\/[^\s<>"]+)/) };
};
