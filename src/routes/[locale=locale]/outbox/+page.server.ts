import { error } from '@sveltejs/kit';
import { isOutboxOpen } from '#platform/mail/delivery.ts';
import { listKeptMail } from '#platform/mail/outbox.ts';
import type { PageServerLoad } from './$types';

const longest = 100;

export const load: PageServerLoad = async ({ url }) => {
	if (!isOutboxOpen(url.hostname)) error(404, 'outbox.closed');
	// One more than is shown tells whether there are more.
	const mails = await listKeptMail(longest + 1);
	return { mails: mails.slice(0, longest), hasMore: mails.length > longest };
};
