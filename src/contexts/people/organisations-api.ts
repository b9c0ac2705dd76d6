import { createRoute, z } from '@hono/zod-openapi';
import { newApi, problemResponses } from '#platform/http/api.ts';
import { importOutcomes } from './domain/import.ts';
import { instructionLocales, type Organisation, organisationKinds, settlements } from './domain/organisation.ts';
import { addOrganisation } from './usecases/add-organisation.ts';
import { changeOrganisation } from './usecases/change-organisation.ts';
import { cancelImport, discardImport, type ImportView, planImportAgain, previewImport, startImport, viewImport } from './usecases/imports.ts';
import { agreeToConsortium, joinConsortium, leaveConsortium, leaveOwnConsortium } from './usecases/join-consortium.ts';
import { findOrganisations, viewOrganisationHead } from './usecases/view-organisation.ts';

export const organisationsApi = newApi({
	'organisation': 'organisation.not_found',
	'parent': 'organisation.not_found',
	'member': 'organisation.not_found',
	'import': 'import.not_found',
	'kind': 'organisation.kind_unknown',
	'settlement': 'organisation.settlement_unknown'
});

const tags = ['Organisations'];
const reading: Record<string, string[]>[] = [{ session: [] }, { personalToken: ['read:organisations'] }];
const changing: Record<string, string[]>[] = [{ session: [] }, { personalToken: ['write:organisations'] }];
const id = z.uuid().openapi({ description: 'Id of the organisation.' });
const organisationParameter = z.object({ organisation: id });
const moment = z.iso.datetime({ offset: true });
const done = { 204: { description: 'Done' }, ...problemResponses } as const;

const nameSchema = z
	.object({ kk: z.string(), ru: z.string(), en: z.string() })
	.openapi({ description: 'One of them may be empty while nobody has translated it, never all.' });
const factsSchema = z.object({
	name: nameSchema,
	code: z.string().nullable().openapi({ description: 'A code that others know it by; unique.' }),
	settlement: z.enum(settlements).nullable(),
	instructionLocales: z.array(z.enum(instructionLocales))
});
const organisationSchema = factsSchema
	.extend({
		id,
		parent: id.nullable(),
		kind: z.enum(organisationKinds),
		path: z.array(id).openapi({ description: 'From the root of the tree to the organisation itself.' }),
		closedAt: moment.nullable()
	})
	.openapi('Organisation');

function present({ id: own, parentId, kind, name, code, settlement, instructionLocales: taught, ancestors, closedAt }: Organisation) {
	const closed = closedAt === null ? null : closedAt.toISOString();
	return { id: own, parent: parentId, kind, name, code, settlement, instructionLocales: [...taught], path: [...ancestors], closedAt: closed };
}

organisationsApi.openapi(
	createRoute({
		method: 'get',
		path: '/organisations',
		tags,
		summary: 'Find organisations',
		description: 'By words of their names in any language or of their codes, 50 a page. `parent`: only directly in that one; `root`: only roots of trees.',
		security: reading,
		request: {
			query: z.object({
				query: z.string().max(200).optional(),
				parent: z.union([z.uuid(), z.literal('root')]).optional(),
				page: z.coerce.number().int().min(1).max(100_000).optional()
			})
		},
		responses: {
			200: {
				description: 'Organisations',
				content: {
					'application/json': {
						schema: z.object({
							organisations: z.array(organisationSchema),
							total: z.number().int(),
							page: z.number().int(),
							pages: z.number().int()
						})
					}
				}
			},
			...problemResponses
		}
	}),
	async (context) => {
		const { query = '', parent, page = 1 } = context.req.valid('query');
		const place = parent === undefined ? {} : { parentId: parent === 'root' ? null : parent };
		const found = await findOrganisations(context.get('actor'), { locale: context.get('locale'), query, page, ...place });
		return context.json({ ...found, organisations: found.organisations.map(present) }, 200);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'get',
		path: '/organisations/{organisation}',
		tags,
		summary: 'One organisation',
		security: reading,
		request: { params: organisationParameter },
		responses: { 200: { description: 'The organisation', content: { 'application/json': { schema: organisationSchema } } }, ...problemResponses }
	}),
	async (context) => {
		const { organisation } = await viewOrganisationHead(context.get('actor'), context.req.valid('param').organisation);
		return context.json(present(organisation), 200);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'post',
		path: '/organisations/{organisation}/children',
		tags,
		summary: 'Add an organisation in this one',
		security: changing,
		request: {
			params: organisationParameter,
			body: {
				required: true,
				content: {
					'application/json': {
						schema: factsSchema
							.partial({ code: true, settlement: true, instructionLocales: true })
							.extend({
								kind: z.enum(organisationKinds),
								isOther: z.boolean().optional().openapi({ description: 'An organisation of an alike name in the same place is another one.' })
							})
					}
				}
			}
		},
		responses: { 201: { description: 'Added', content: { 'application/json': { schema: z.object({ id }) } } }, ...problemResponses }
	}),
	async (context) => {
		const { organisation } = context.req.valid('param');
		const { code, settlement, instructionLocales: taught = [], isOther = false, ...rest } = context.req.valid('json');
		const added = await addOrganisation(context.get('actor'), {
			...rest,
			code: code ?? '',
			settlement: settlement ?? '',
			instructionLocales: taught,
			isOther,
			parentId: organisation
		});
		context.header('Location', `/api/v1/organisations/${added}`);
		return context.json({ id: added }, 201);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'patch',
		path: '/organisations/{organisation}',
		tags,
		summary: 'Change an organisation: what is absent stays',
		description: '`parent` moves it with everything below; `closed` closes it, which ends its roles and withdraws its invitations, or opens it again. All of it is done, or nothing.',
		security: changing,
		request: {
			params: organisationParameter,
			body: {
				required: true,
				content: { 'application/json': { schema: factsSchema.extend({ parent: id, closed: z.boolean() }).partial() } }
			}
		},
		responses: done
	}),
	async (context) => {
		const actor = context.get('actor');
		const { organisation } = context.req.valid('param');
		const { parent, closed, name, code, settlement, instructionLocales: taught } = context.req.valid('json');
		const facts = {
			...(name !== undefined && { name }),
			...(code !== undefined && { code: code ?? '' }),
			...(settlement !== undefined && { settlement: settlement ?? '' }),
			...(taught !== undefined && { instructionLocales: taught })
		};
		await changeOrganisation(actor, organisation, {
			facts,
			...(parent !== undefined && { parentId: parent }),
			...(closed !== undefined && { isClosed: closed })
		});
		return context.body(null, 204);
	}
);

const memberParameters = organisationParameter.extend({ member: id });

organisationsApi.openapi(
	createRoute({
		method: 'put',
		path: '/organisations/{organisation}/consortium-members/{member}',
		tags,
		summary: 'Propose to a university that it join a consortium',
		description: 'It is a member once whoever manages it agrees; if that is you, at once.',
		security: changing,
		request: { params: memberParameters },
		responses: done
	}),
	async (context) => {
		const { organisation, member } = context.req.valid('param');
		await joinConsortium(context.get('actor'), organisation, member);
		return context.body(null, 204);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'delete',
		path: '/organisations/{organisation}/consortium-members/{member}',
		tags,
		summary: 'End the membership of a university in a consortium, or take the proposal back',
		security: changing,
		request: { params: memberParameters },
		responses: done
	}),
	async (context) => {
		const { organisation, member } = context.req.valid('param');
		await leaveConsortium(context.get('actor'), organisation, member);
		return context.body(null, 204);
	}
);

const consortiumParameters = organisationParameter.extend({ consortium: id });

organisationsApi.openapi(
	createRoute({
		method: 'put',
		path: '/organisations/{organisation}/consortia/{consortium}',
		tags,
		summary: 'Agree to join a consortium that has proposed it',
		security: changing,
		request: { params: consortiumParameters },
		responses: done
	}),
	async (context) => {
		const { organisation, consortium } = context.req.valid('param');
		await agreeToConsortium(context.get('actor'), organisation, consortium);
		return context.body(null, 204);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'delete',
		path: '/organisations/{organisation}/consortia/{consortium}',
		tags,
		summary: 'Leave a consortium, or refuse what it has proposed',
		security: changing,
		request: { params: consortiumParameters },
		responses: done
	}),
	async (context) => {
		const { organisation, consortium } = context.req.valid('param');
		await leaveOwnConsortium(context.get('actor'), organisation, consortium);
		return context.body(null, 204);
	}
);

const importParameters = organisationParameter.extend({ import: z.uuid() });
const importSchema = z
	.object({
		id: z.uuid(),
		fileName: z.string(),
		state: z.enum(['preview', 'running', 'done', 'failed', 'cancelled']),
		failure: z.string().nullable().openapi({ description: 'Code of the error for which it was not carried out.' }),
		progress: z.object({ done: z.number().int(), total: z.number().int().nullable() }).nullable(),
		counts: z.record(z.enum(importOutcomes), z.number().int()),
		page: z.number().int(),
		pages: z.number().int(),
		rows: z.array(
			z.object({
				line: z.number().int(),
				label: z.string(),
				outcome: z.enum(importOutcomes),
				organisation: id.nullable(),
				changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
				problems: z.array(
					z.object({ field: z.string().nullable(), code: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])) })
				)
			})
		)
	})
	.openapi('Import');

function presentImport({ stored, state, progress, counts, rows, page, pages }: ImportView): z.infer<typeof importSchema> {
	return {
		id: stored.id,
		fileName: stored.fileName,
		state,
		failure: progress?.messageCode ?? null,
		progress: progress === undefined ? null : { done: progress.done, total: progress.total },
		counts,
		page,
		pages,
		rows: rows.map(({ line, label, outcome, targetId, changes, problems }) => ({
			line,
			label,
			outcome,
			organisation: targetId,
			changes: changes.map((change) => ({ ...change })),
			problems: problems.map(({ field, code, parameters }) => ({ field, code, parameters: { ...parameters } }))
		}))
	};
}

organisationsApi.openapi(
	createRoute({
		method: 'post',
		path: '/organisations/{organisation}/imports',
		tags,
		summary: 'Send a file and see what it would do',
		description: 'CSV or XLSX as the body of the request, 16 MB at most. Nothing is changed until the import is started.',
		security: changing,
		request: {
			params: organisationParameter,
			query: z.object({ fileName: z.string().max(200).optional() }),
			body: { required: true, content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } }
		},
		responses: { 201: { description: 'What it would do', content: { 'application/json': { schema: importSchema } } }, ...problemResponses }
	}),
	async (context) => {
		const { organisation } = context.req.valid('param');
		const actor = context.get('actor');
		const bytes = new Uint8Array(await context.req.arrayBuffer());
		const made = await previewImport(actor, 'organisations', organisation, { name: context.req.valid('query').fileName ?? 'import', bytes });
		context.header('Location', `/api/v1/organisations/${organisation}/imports/${made}`);
		return context.json(presentImport(await viewImport(actor, made)), 201);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'get',
		path: '/organisations/{organisation}/imports/{import}',
		tags,
		summary: 'How far an own import is, and its rows, 50 a page',
		security: reading,
		request: {
			params: importParameters,
			query: z.object({ outcome: z.enum(importOutcomes).optional(), page: z.coerce.number().int().min(1).optional() })
		},
		responses: { 200: { description: 'The import', content: { 'application/json': { schema: importSchema } } }, ...problemResponses }
	}),
	async (context) => {
		const { outcome, page = 1 } = context.req.valid('query');
		return context.json(presentImport(await viewImport(context.get('actor'), context.req.valid('param').import, { outcome, page })), 200);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'patch',
		path: '/organisations/{organisation}/imports/{import}',
		tags,
		summary: 'Plan the same file again',
		description: 'Because something has changed meanwhile, or because rows with alike names mean other organisations (`areAlikeOthers`).',
		security: changing,
		request: {
			params: importParameters,
			body: { required: true, content: { 'application/json': { schema: z.object({ areAlikeOthers: z.boolean() }) } } }
		},
		responses: done
	}),
	async (context) => {
		await planImportAgain(context.get('actor'), context.req.valid('param').import, context.req.valid('json'));
		return context.body(null, 204);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'post',
		path: '/organisations/{organisation}/imports/{import}/start',
		tags,
		summary: 'Have an import carried out, all of it or nothing',
		security: changing,
		request: { params: importParameters },
		responses: { 202: { description: 'It is carried out in the background' }, ...problemResponses }
	}),
	async (context) => {
		await startImport(context.get('actor'), context.req.valid('param').import);
		return context.body(null, 202);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'post',
		path: '/organisations/{organisation}/imports/{import}/cancel',
		tags,
		summary: 'Cancel an import that is under way; what it did by then is undone',
		security: changing,
		request: { params: importParameters },
		responses: done
	}),
	async (context) => {
		await cancelImport(context.get('actor'), context.req.valid('param').import);
		return context.body(null, 204);
	}
);

organisationsApi.openapi(
	createRoute({
		method: 'delete',
		path: '/organisations/{organisation}/imports/{import}',
		tags,
		summary: 'Throw away an import that was only looked at',
		security: changing,
		request: { params: importParameters },
		responses: done
	}),
	async (context) => {
		await discardImport(context.get('actor'), context.req.valid('param').import);
		return context.body(null, 204);
	}
);
