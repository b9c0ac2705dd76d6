import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ApiEnvironment, newApi, problemResponses } from '#platform/http/api.ts';
import { nameIn, type OrganisationName } from './domain/organisation.ts';
import { roles } from './domain/role.ts';
import { endMembership } from './usecases/memberships/end-membership.ts';
import { giveRole } from './usecases/memberships/give-role.ts';
import { listMembers } from './usecases/memberships/list-members.ts';
import { listOwnRoles } from './usecases/memberships/list-own-memberships.ts';
import { addInvitations } from './invitations-api.ts';

const moment = z.iso.datetime();
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({ description, content: { 'application/json': { schema } } });
const organisationParameter = z.object({ organisation: z.uuid() });
const organisationSchema = z.object({ id: z.uuid(), name: z.string() });

const membershipSchema = z
	.object({
		id: z.uuid(),
		role: z.enum(roles),
		organisation: organisationSchema.nullable().openapi({ description: 'Null: everywhere.' }),
		since: moment,
		until: moment.nullable()
	})
	.openapi('Membership');
const memberSchema = z
	.object({
		membership: z.uuid(),
		person: z.uuid(),
		name: z.string(),
		email: z.string().nullable().openapi({ description: 'Null when the role has ended.' }),
		role: z.enum(roles),
		organisation: organisationSchema,
		since: moment,
		until: moment.nullable()
	})
	.openapi('Member');

function addOwnMemberships(api: OpenAPIHono<ApiEnvironment>): void {
	api.openapi(
		createRoute({
			method: 'get',
			path: '/memberships',
			tags: ['Memberships'],
			summary: 'My roles, those that have ended included',
			security: [{ personalToken: ['read:me'] }],
			responses: { 200: json('Memberships', z.object({ memberships: z.array(membershipSchema) })), ...problemResponses }
		}),
		async (context) => {
			const locale = context.get('locale');
			const named = (id: string | null, name: OrganisationName | null) =>
				id === null || name === null ? null : { id, name: nameIn(name, locale) };
			const { memberships } = await listOwnRoles(context.get('actor'));
			const present = memberships.map(({ id, role, organisationId, organisationName, since, until }) => ({
				id,
				role,
				organisation: named(organisationId, organisationName),
				since: since.toISOString(),
				until: until?.toISOString() ?? null
			}));
			return context.json({ memberships: present }, 200);
		}
	);
	api.openapi(
		createRoute({
			method: 'delete',
			path: '/memberships/{membership}',
			tags: ['Memberships'],
			summary: 'End a role: leave an own one, or end one that I may give',
			request: { params: z.object({ membership: z.uuid() }) },
			responses: { 204: { description: 'It has ended; the history stays' }, ...problemResponses }
		}),
		async (context) => {
			await endMembership(context.get('actor'), context.req.valid('param').membership);
			return context.body(null, 204);
		}
	);
}

function addMembers(api: OpenAPIHono<ApiEnvironment>): void {
	api.openapi(
		createRoute({
			method: 'get',
			path: '/organisations/{organisation}/memberships',
			tags: ['Memberships'],
			summary: 'Members of an organisation in the order of their names, fifty at a time',
			security: [{ personalToken: ['read:organisations'] }],
			request: {
				params: organisationParameter,
				query: z.object({
					role: z.enum(roles).optional(),
					query: z.string().max(200).optional().openapi({ description: 'A part of the name or of the address.' }),
					below: z.enum(['yes', 'no']).optional().openapi({ description: 'Those of all organisations below, too.' }),
					former: z.enum(['yes', 'no']).optional().openapi({ description: 'Those whose role has ended.' }),
					afterName: z.string().optional().openapi({ description: 'With `afterMembership`: `next` of the page before.' }),
					afterMembership: z.uuid().optional()
				})
			},
			responses: {
				200: json(
					'Members',
					z.object({
						members: z.array(memberSchema),
						counts: z.array(z.object({ role: z.enum(roles), members: z.number().int() })),
						next: z.object({ afterName: z.string(), afterMembership: z.uuid() }).nullable()
					})
				),
				...problemResponses
			}
		}),
		async (context) => {
			const { organisation } = context.req.valid('param');
			const { role, query, below, former, afterName, afterMembership } = context.req.valid('query');
			const hasAfter = afterName !== undefined && afterMembership !== undefined;
			const page = await listMembers(context.get('actor'), organisation, {
				withBelow: below === 'yes',
				isFormer: former === 'yes',
				...(role === undefined ? {} : { role }),
				...(query === undefined ? {} : { sought: query }),
				...(hasAfter ? { after: { name: afterName, membershipId: afterMembership } } : {})
			});
			const members = page.members.map(({ membershipId, personId, organisationId, organisationName, since, until, ...member }) => ({
				membership: membershipId,
				person: personId,
				...member,
				organisation: { id: organisationId, name: nameIn(organisationName, context.get('locale')) },
				since: since.toISOString(),
				until: until?.toISOString() ?? null
			}));
			const next = page.next === null ? null : { afterName: page.next.name, afterMembership: page.next.membershipId };
			return context.json({ members, counts: [...page.counts], next }, 200);
		}
	);
	api.openapi(
		createRoute({
			method: 'post',
			path: '/organisations/{organisation}/memberships',
			tags: ['Memberships'],
			summary: 'Give a member one more role; whoever is no member is invited',
			security: [{ personalToken: ['write:organisations'] }],
			request: {
				params: organisationParameter,
				body: { required: true, content: { 'application/json': { schema: z.object({ person: z.uuid(), role: z.enum(roles) }) } } }
			},
			responses: { 204: { description: 'The person has the role' }, ...problemResponses }
		}),
		async (context) => {
			const { person, role } = context.req.valid('json');
			await giveRole(context.get('actor'), { personId: person, organisationId: context.req.valid('param').organisation, role });
			return context.body(null, 204);
		}
	);
}

/** Memberships and invitations. */
export const membershipsApi = newApi({
	role: 'role.unknown',
	membership: 'membership.not_found',
	invitation: 'invitation.not_found',
	organisation: 'organisation.not_found',
	locale: 'locale.unknown'
});
addOwnMemberships(membershipsApi);
addMembers(membershipsApi);
addInvitations(membershipsApi);
