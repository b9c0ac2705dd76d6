import { redirect } from '@sveltejs/kit';
import { acceptInvitation, declineInvitation, nameIn, roleName, viewInvitation } from '#contexts/people/index.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import { wordsOf } from '../../../../problems.ts';
import { rememberWayBack } from '../../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

/** Why an invitation can't be accepted any more, by how it stands. */
const closed = {
	expired: 'invitation.expired',
	withdrawn: 'invitation.withdrawn',
	full: 'invitation.full',
	declined: 'invitation.declined',
	accepted: 'invitation.used'
} as const;

/** Looking changes nothing: programs that check mail open every link in it. */
export const load: PageServerLoad = async ({ locals, params, setHeaders, cookies, url }) => {
	const { actor, locale } = locals;
	const { organisationName, standing, ...invitation } = await orErrorPage(locals, viewInvitation(actor, params.token));
	// The address opens a door: no other site learns it from a link.
	setHeaders({ 'referrer-policy': 'no-referrer' });
	const email = actor.kind === 'person' ? actor.account?.email : undefined;
	if (email === undefined) rememberWayBack(cookies, url);
	const isClosed = standing in closed && !invitation.isAcceptedByMe;
	return {
		invitation: {
			kind: invitation.kind,
			role: roleName(invitation.role, locale),
			inviterName: invitation.inviterName,
			message: invitation.message,
			expiresAt: invitation.expiresAt,
			otherEmail: invitation.otherEmail,
			isAcceptedByMe: invitation.isAcceptedByMe,
			organisationName: nameIn(organisationName, locale),
			standing
		},
		closed: isClosed ? wordsOf(closed[standing as keyof typeof closed], {}, locale) : undefined,
		email
	};
};

export const actions: Actions = {
	accept: async ({ locals, params, url }) => {
		const { failure } = await orProblem(locals, {}, acceptInvitation(locals.actor, { secret: params.token }));
		if (failure !== undefined) return failure;
		redirect(303, url.pathname);
	},
	decline: async ({ locals, params, url }) => {
		const { failure } = await orProblem(locals, {}, declineInvitation(locals.actor, { secret: params.token }));
		if (failure !== undefined) return failure;
		redirect(303, url.pathname);
	}
};
