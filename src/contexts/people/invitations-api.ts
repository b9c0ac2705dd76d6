import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ApiEnvironment, problemResponses } from '#platform/http/api.ts';
import { locales } from '#platform/locale.ts';
import { invitationDays, invitationKinds, invitationStandings, invitationUses, longestMessage, mostAddresses } from './domain/invitation.ts';
import { roles } from './domain/role.ts';
import { acceptInvitation, declineInvitation } from './usecases/invitations/answer-invitation.ts';
import { inviteByEmail, inviteByLink } from './usecases/invitations/invite.ts';
import { listInvitations, remindInvitation, withdrawInvitation } from './usecases/invitations/manage-invitations.ts';

const moment = z.iso.datetime();
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({ description, content: { 'application/json': { schema } } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });
const organisationParameter = z.object({ organisation: z.uuid() });
const invitationParameter = organisationParameter.extend({ invitation: z.uuid() });
const token = (scope: string) => [{ personalToken: [scope] }];

const invitationSchema = z
	.object({
		id: z.uuid(),
		kind: z.enum(invitationKinds),
		standing: z.enum(invitationStandings),
		role: z.enum(roles),
		email: z.string().nullable(),
		name: z.string().nullable(),
		createdAt: moment,
		expiresAt: moment,
		lettersSent: z.number().int(),
		lastLetterAt: moment.nullable(),
		uses: z.number().int(),
		mostUses: z.number().int().nullable()
	})
	.openapi('Invitation');
const choice = {
	role: z.enum(roles),
	locale: z.enum(locales),
	days: z.number().int().default(invitationDays.usual),
	message: z.string().max(longestMessage).optional()
};
const secretSchema = z.object({ secret: z.string().max(100).openapi({ description: 'The end of the address in the letter or link, or the code.' }) });

function addManaging(api: OpenAPIHono<ApiEnvironment>): void {
	api.openapi(
		createRoute({
			method: 'get',
			path: '/organisations/{organisation}/invitations',
			tags: ['Invitations'],
			summary: 'Invitations of an organisation, newest first, fifty at a time',
			security: token('read:organisations'),
			request: {
				params: organisationParameter,
				query: z.object({
					standing: z.enum(invitationStandings).optional(),
					afterCreated: moment.optional().openapi({ description: 'With `afterId`: `next` of the page before.' }),
					afterId: z.uuid().optional()
				})
			},
			responses: {
				200: json(
					'Invitations',
					z.object({
						invitations: z.array(invitationSchema),
						counts: z.array(z.object({ standing: z.enum(invitationStandings), count: z.number().int() })),
						next: z.object({ afterCreated: moment, afterId: z.uuid() }).nullable()
					})
				),
				...problemResponses
			}
		}),
		async (context) => {
			const { standing, afterCreated, afterId } = context.req.valid('query');
			const hasAfter = afterCreated !== undefined && afterId !== undefined;
			const page = await listInvitations(context.get('actor'), context.req.valid('param').organisation, {
				...(standing === undefined ? {} : { standing }),
				...(hasAfter ? { after: { createdAt: new Date(afterCreated), id: afterId } } : {})
			});
			const invitations = page.invitations.map(({ id, kind, standing: stands, role, email, name, lettersSent, uses, mostUses, ...times }) => ({
				id,
				kind,
				standing: stands,
				role,
				email,
				name,
				createdAt: times.createdAt.toISOString(),
				expiresAt: times.expiresAt.toISOString(),
				lettersSent,
				lastLetterAt: times.lastLetterAt?.toISOString() ?? null,
				uses,
				mostUses
			}));
			const next = page.next ? { afterCreated: page.next.createdAt.toISOString(), afterId: page.next.id } : null;
			return context.json({ invitations, counts: [...page.counts], next }, 200);
		}
	);
	api.openapi(
		createRoute({
			method: 'delete',
			path: '/organisations/{organisation}/invitations/{invitation}',
			tags: ['Invitations'],
			summary: 'Withdraw an open invitation',
			security: token('write:organisations'),
			request: { params: invitationParameter },
			responses: { 204: { description: 'Letter, link or code no longer work' }, ...problemResponses }
		}),
		async (context) => {
			const { organisation, invitation } = context.req.valid('param');
			await withdrawInvitation(context.get('actor'), { organisationId: organisation, id: invitation });
			return context.body(null, 204);
		}
	);
	api.openapi(
		createRoute({
			method: 'post',
			path: '/organisations/{organisation}/invitations/{invitation}/remind',
			tags: ['Invitations'],
			summary: 'Send one more letter to somebody who owes an answer',
			security: token('write:organisations'),
			request: { params: invitationParameter },
			responses: { 204: { description: 'The letter is on its way' }, ...problemResponses }
		}),
		async (context) => {
			const { organisation, invitation } = context.req.valid('param');
			await remindInvitation(context.get('actor'), { organisationId: organisation, id: invitation });
			return context.body(null, 204);
		}
	);
}

function addInviting(api: OpenAPIHono<ApiEnvironment>): void {
	api.openapi(
		createRoute({
			method: 'post',
			path: '/organisations/{organisation}/invitations',
			tags: ['Invitations'],
			summary: 'Invite by letter. The answer is the same whether or not an address has an account',
			security: token('write:organisations'),
			request: {
				params: organisationParameter,
				body: body(z.object({ emails: z.array(z.string().max(1_200)).min(1).max(mostAddresses), isDraft: z.boolean().default(false), ...choice }))
			},
			responses: {
				200: json(
					'How many were invited, opened anew, and left alone',
					z.object({ new: z.number().int(), renewed: z.number().int(), invited: z.number().int(), member: z.number().int() })
				),
				...problemResponses
			}
		}),
		async (context) => {
			const { emails, message, ...rest } = context.req.valid('json');
			const outcome = await inviteByEmail(context.get('actor'), {
				...rest,
				...(message === undefined ? {} : { message }),
				organisationId: context.req.valid('param').organisation,
				addresses: emails.join('\n')
			});
			return context.json({ new: outcome.new, renewed: outcome.renewed, invited: outcome.invited, member: outcome.member }, 200);
		}
	);
	api.openapi(
		createRoute({
			method: 'post',
			path: '/organisations/{organisation}/invitations/shared',
			tags: ['Invitations'],
			summary: 'Make a link or a code for several persons. It is told once',
			security: token('write:organisations'),
			request: {
				params: organisationParameter,
				body: body(z.object({ kind: z.enum(['link', 'code']), uses: z.number().int().default(invitationUses.usual), ...choice }))
			},
			responses: {
				201: json('What opens it', z.object({ id: z.uuid(), kind: z.enum(['link', 'code']), secret: z.string(), url: z.url() })),
				...problemResponses
			}
		}),
		async (context) => {
			const { message, ...rest } = context.req.valid('json');
			const made = await inviteByLink(context.get('actor'), {
				...rest,
				...(message === undefined ? {} : { message }),
				organisationId: context.req.valid('param').organisation
			});
			return context.json({ ...made }, 201);
		}
	);
}

function addAnswering(api: OpenAPIHono<ApiEnvironment>): void {
	api.openapi(
		createRoute({
			method: 'post',
			path: '/invitations/accept',
			tags: ['Invitations'],
			summary: 'Accept an invitation',
			request: { body: body(secretSchema) },
			responses: { 200: json('The role', z.object({ organisation: z.uuid(), role: z.enum(roles) })), ...problemResponses }
		}),
		async (context) => {
			const { organisationId, role } = await acceptInvitation(context.get('actor'), context.req.valid('json'));
			return context.json({ organisation: organisationId, role }, 200);
		}
	);
	api.openapi(
		createRoute({
			method: 'post',
			path: '/invitations/decline',
			tags: ['Invitations'],
			summary: 'Decline an invitation by letter; no account is needed',
			request: { body: body(secretSchema) },
			responses: { 204: { description: 'The inviter sees it' }, ...problemResponses }
		}),
		async (context) => {
			await declineInvitation(context.get('actor'), context.req.valid('json'));
			return context.body(null, 204);
		}
	);
}

/** Invitations: for those who may invite, and for those who are invited. */
export function addInvitations(api: OpenAPIHono<ApiEnvironment>): void {
	addManaging(api);
	addInviting(api);
	addAnswering(api);
}
