import { redirect } from '@sveltejs/kit';
import { validate } from 'uuid';
import { acceptInvitation, declineInvitation, endMembership, listOwnRoles, nameIn, roleName } from '#contexts/people/index.ts';
import { DomainError } from '#platform/errors.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { memberships, invitations } = await orErrorPage(locals, listOwnRoles(locals.actor));
	const { locale } = locals;
	const named = memberships.map(({ organisationName, role, ...membership }) => ({
		...membership,
		role: roleName(role, locale),
		organisationName: organisationName === null ? null : nameIn(organisationName, locale)
	}));
	return {
		open: named.filter(({ until }) => until === null),
		past: named.filter(({ until }) => until !== null),
		invitations: invitations.map(({ organisationName, role, ...invitation }) => ({
			...invitation,
			role: roleName(role, locale),
			organisationName: nameIn(organisationName, locale)
		})),
		hasLeft: url.searchParams.get('done') === 'left'
	};
};

/** Does something with the one that the form names. */
function onOne(field: string, code: string, work: (actor: App.Locals['actor'], id: string) => Promise<unknown>, query = '') {
	return async ({ request, locals, url }: RequestEvent) => {
		const id = formText(await request.formData(), field);
		const act = async () => {
			if (!validate(id)) throw new DomainError(code);
			await work(locals.actor, id);
		};
		const { failure } = await orProblem(locals, {}, act());
		if (failure !== undefined) return failure;
		redirect(303, url.pathname + query);
	};
}

export const actions: Actions = {
	leave: onOne('membership', 'membership.not_found', endMembership, '?done=left'),
	accept: onOne('invitation', 'invitation.not_found', (actor, invitationId) => acceptInvitation(actor, { invitationId })),
	decline: onOne('invitation', 'invitation.not_found', (actor, invitationId) => declineInvitation(actor, { invitationId }))
};
