import { redirect } from '@sveltejs/kit';
import QRCode from 'qrcode';
import {
	type Action,
	invitationDays,
	invitationUses,
	inviteByEmail,
	inviteByLink,
	isRole,
	listRights,
	longestMessage,
	mayBeShared,
	mostAddresses,
	roles
} from '#contexts/people/index.ts';
import { DomainError } from '#platform/errors.ts';
import { formText } from '#platform/http/form-text.ts';
import { isLocale } from '#platform/locale.ts';
import { publicOrigin } from '#platform/origin.ts';
import { orErrorPage, orProblem } from '../../../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const rights = await orErrorPage(locals, listRights(locals.actor, params.organisation));
	const grantable = roles.filter((role) => rights.includes(`grant.${role}` satisfies Action));
	return {
		roles: grantable,
		sharedRoles: grantable.filter(mayBeShared),
		limits: { days: invitationDays, uses: invitationUses, message: longestMessage, addresses: mostAddresses }
	};
};

/** What both forms have. Throws `role.unknown`, `locale.unknown`. */
function readChoice(typed: Readonly<Record<'role' | 'days' | 'locale' | 'message', string>>, organisationId: string) {
	const { role, locale, days, message } = typed;
	if (!isRole(role)) throw new DomainError('role.unknown');
	if (!isLocale(locale)) throw new DomainError('locale.unknown');
	return { organisationId, role, locale, days: Number(days), message };
}

function readTyped(form: FormData) {
	const text = (name: string) => formText(form, name);
	return {
		addresses: text('addresses'),
		role: text('role'),
		days: text('days'),
		locale: text('locale'),
		message: text('message'),
		kind: text('kind'),
		uses: text('uses')
	};
}

export const actions: Actions = {
	letters: async ({ request, locals, params, url }) => {
		const form = await request.formData();
		const typed = readTyped(form);
		const work = async () =>
			inviteByEmail(locals.actor, {
				...readChoice(typed, params.organisation),
				addresses: typed.addresses,
				isDraft: formText(form, 'as') === 'draft'
			});
		const { done, failure } = await orProblem(locals, { ...typed, form: 'letters' as const }, work());
		if (failure !== undefined) return failure;
		const { declined: _, ...counts } = done;
		const query = new URLSearchParams({ done: 'new', ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])) });
		redirect(303, `${url.pathname.replace(/\/new$/, '')}?${query.toString()}`);
	},
	share: async ({ request, locals, params }) => {
		const typed = readTyped(await request.formData());
		const work = async () =>
			inviteByLink(locals.actor, {
				...readChoice(typed, params.organisation),
				kind: typed.kind === 'code' ? 'code' : 'link',
				uses: Number(typed.uses)
			});
		const { done, failure } = await orProblem(locals, { ...typed, form: 'share' as const }, work());
		if (failure !== undefined) return failure;
		// Told in the answer to the form, never in an address: addresses are kept in histories and logs.
		const qr = await QRCode.toString(done.url, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
		const join = `${publicOrigin()}/${locals.locale}/join`;
		const { kind, secret, url } = done;
		return { made: { kind, secret, url, join, qr: `data:image/svg+xml;base64,${Buffer.from(qr).toString('base64')}` } };
	}
};
