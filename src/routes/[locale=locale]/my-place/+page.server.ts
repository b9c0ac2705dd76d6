import { listMyWaves } from '#contexts/insight/index.ts';
import { hasRight, listConsents, listOwnRoles, nameIn, roleName, viewErasure } from '#contexts/people/index.ts';
import { latestPlan, listOwnAttempts } from '#contexts/self-assessment/index.ts';
import { guestCookieName } from '#platform/http/guest-cookie.ts';
import type { PageServerLoad } from './$types';

/** More attempts are shown on demand. */
const shownAttempts = 5;

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { actor } = locals;
	const isErased = url.searchParams.get('erased') === 'yes';
	if (actor.kind !== 'person') return { isErased, hasLeft: false, person: undefined };
	const [attempts, plan, roles, consents, erasure, seesAudit, waves] = await Promise.all([
		listOwnAttempts(actor),
		latestPlan(actor),
		actor.account === undefined ? { memberships: [], invitations: [] } : listOwnRoles(actor),
		listConsents(actor),
		viewErasure(actor),
		hasRight(actor, 'audit.view', { organisationId: null }),
		listMyWaves(actor)
	]);
	return {
		isErased,
		hasLeft: url.searchParams.get('left') === 'wave',
		person: {
			account: actor.account,
			resumeCode: actor.account === undefined ? cookies.get(guestCookieName) : undefined,
			attempts: url.searchParams.has('all') ? attempts : attempts.slice(0, shownAttempts),
			count: attempts.length,
			plan,
			waves,
			erasure,
			seesAudit,
			invitations: roles.invitations.length,
			memberships: roles.memberships
				.filter(({ until }) => until === null)
				.map(({ id, role, organisationName: name }) => ({
					id,
					role: roleName(role, locals.locale),
					where: name === null ? undefined : nameIn(name, locals.locale)
				})),
			consents: consents.filter(({ standing }) => standing === 'given').length,
			outdated: consents.filter(({ standing }) => standing === 'outdated').map(({ text }) => text.title)
		}
	};
};
