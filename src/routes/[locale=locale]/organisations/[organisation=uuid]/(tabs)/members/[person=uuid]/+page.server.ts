import { redirect } from '@sveltejs/kit';
import { validate } from 'uuid';
import {
	type Action,
	endMembership,
	findOrganisations,
	giveRole,
	isRole,
	listRights,
	nameIn,
	roles,
	transferMembership,
	viewMember
} from '#contexts/people/index.ts';
import { DomainError } from '#platform/errors.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../../../../../pages.ts';
import type { Actions, PageServerLoad } from './$types';

function requireId(text: string, code: string): string {
	if (!validate(text)) throw new DomainError(code);
	return text;
}

const outcomes = ['ended', 'transferred', 'given'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, locale } = locals;
	const sought = url.searchParams.get('to') ?? '';
	const [member, rights, found] = await Promise.all([
		orErrorPage(locals, viewMember(actor, params.organisation, params.person)),
		listRights(actor, params.organisation),
		sought === '' ? undefined : orErrorPage(locals, findOrganisations(actor, { locale, query: sought }))
	]);
	const openRoles = member.memberships.filter(({ until }) => until === null).map(({ role }) => role);
	return {
		member,
		grantable: roles.filter((role) => rights.includes(`grant.${role}` satisfies Action)),
		givable: roles.filter((role) => rights.includes(`grant.${role}` satisfies Action) && !openRoles.includes(role)),
		sought,
		moving: url.searchParams.get('membership') ?? '',
		targets: found?.organisations
			.filter(({ id, closedAt }) => id !== params.organisation && closedAt === null)
			.slice(0, 20)
			.map(({ id, name, code }) => ({ id, name: nameIn(name, locale), code })),
		outcome: outcomes.find((name) => url.searchParams.get('done') === name)
	};
};

export const actions: Actions = {
	end: async ({ request, locals, url }) => {
		const membership = formText(await request.formData(), 'membership');
		const work = async () => endMembership(locals.actor, requireId(membership, 'membership.not_found'));
		const { failure } = await orProblem(locals, {}, work());
		if (failure !== undefined) return failure;
		redirect(303, `${url.pathname}?done=ended`);
	},
	give: async ({ request, locals, params, url }) => {
		const role = formText(await request.formData(), 'role');
		const work = async () => {
			if (!isRole(role)) throw new DomainError('role.unknown');
			await giveRole(locals.actor, { personId: params.person, organisationId: params.organisation, role });
		};
		const { failure } = await orProblem(locals, {}, work());
		if (failure !== undefined) return failure;
		redirect(303, `${url.pathname}?done=given`);
	},
	transfer: async ({ request, locals, url }) => {
		const form = await request.formData();
		const [membership, organisation] = [formText(form, 'membership'), formText(form, 'organisation')];
		const work = async () =>
			transferMembership(locals.actor, requireId(membership, 'membership.not_found'), requireId(organisation, 'organisation.not_found'));
		const { failure } = await orProblem(locals, {}, work());
		if (failure !== undefined) return failure;
		redirect(303, `${url.pathname}?done=transferred`);
	}
};
