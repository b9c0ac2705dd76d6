import { createRoute, z } from '@hono/zod-openapi';
import { newApi, problemResponses } from '#platform/http/api.ts';
import { audiences, type Wave } from './domain/wave.ts';
import { joinWave } from './usecases/join-wave.ts';
import { createWave } from './usecases/make-wave.ts';
import { closeWave, openWave } from './usecases/run-wave.ts';
import { declineToShare, listMyWaves, shareAnswers } from './usecases/share-answers.ts';
import { viewWave, viewWaves } from './usecases/view-wave.ts';

/** Which code stands for a wrong value of which field. */
const fieldCodes = {
	wave: 'wave.not_found',
	organisation: 'organisation.not_found',
	attempt: 'wave.attempt_other',
	audience: 'wave.audience',
	opensOn: 'wave.day',
	closesOn: 'wave.day',
	consent: 'consent.required',
	localAnswers: 'wave.local_answer'
} as const;

export const wavesApi = newApi(fieldCodes);

const waveParameter = z.object({ wave: z.uuid() });
const organisationParameter = z.object({ organisation: z.uuid() });
const localText = z.object({ kk: z.string(), ru: z.string(), en: z.string() });
const day = z.string().openapi({ example: '2026-11-22' });
const question = z.object({ position: z.number().int(), text: localText, options: z.array(localText) });
const waveSchema = z
	.object({
		id: z.uuid(),
		organisation: z.uuid(),
		title: z.string(),
		message: z.string(),
		audience: z.enum(audiences),
		state: z.enum(['draft', 'open', 'closed', 'archived']),
		opensOn: day,
		closesOn: day,
		minimumSize: z.number().int(),
		dimensions: z.array(z.string()),
		instrument: z.string(),
		questions: z.array(question)
	})
	.openapi('Wave');

const shown = (wave: Wave) => ({
	id: wave.id,
	organisation: wave.organisationId,
	title: wave.title,
	message: wave.message,
	audience: wave.audience,
	state: wave.state,
	opensOn: wave.opensOn,
	closesOn: wave.closesOn,
	minimumSize: wave.minimumSize,
	dimensions: [...wave.dimensions],
	instrument: `${wave.instrumentId}@${wave.instrumentVersion}`,
	questions: wave.questions.map(({ position, text, options }) => ({ position, text: { ...text }, options: options.map((option) => ({ ...option })) }))
});

const security: Record<string, string[]>[] = [{ session: [] }, { personalToken: [] }];
const forGuests: Record<string, string[]>[] = [...security, { resumeCode: [] }];
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({ description, content: { 'application/json': { schema } } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });

const ownWave = z.object({ wave: z.uuid(), title: z.string(), state: z.string(), attempt: z.uuid().nullable(), decision: z.string().nullable() });

wavesApi.openapi(
	createRoute({
		method: 'get',
		path: '/waves',
		tags: ['Waves'],
		summary: 'Waves that one takes part in',
		security: forGuests,
		responses: { 200: json('The waves', z.object({ waves: z.array(ownWave) })), ...problemResponses }
	}),
	async (context) => {
		const own = await listMyWaves(context.get('actor'));
		const waves = own.map(({ waveId, title, state, attemptId, decision }) => ({ wave: waveId, title, state, attempt: attemptId, decision }));
		return context.json({ waves }, 200);
	}
);

wavesApi.openapi(
	createRoute({
		method: 'get',
		path: '/organisations/{organisation}/waves',
		tags: ['Waves'],
		summary: 'Waves of an organisation, and those in which it takes part',
		security,
		request: { params: organisationParameter, query: z.object({ page: z.coerce.number().int().optional() }) },
		responses: {
			200: json('The waves', z.object({ waves: z.array(waveSchema), total: z.number().int(), joined: z.array(waveSchema) })),
			...problemResponses
		}
	}),
	async (context) => {
		const found = await viewWaves(context.get('actor'), context.req.valid('param').organisation, context.req.valid('query').page);
		return context.json({ waves: found.waves.map(shown), total: found.total, joined: found.joined.map(shown) }, 200);
	}
);

wavesApi.openapi(
	createRoute({
		method: 'post',
		path: '/organisations/{organisation}/waves',
		tags: ['Waves'],
		summary: 'Make a draft of a wave',
		security,
		request: {
			params: organisationParameter,
			body: body(
				z.object({
					title: z.string(),
					message: z.string().default(''),
					audience: z.enum(audiences).default('teachers'),
					instrument: z.string().default('selfie-kz'),
					opensOn: day,
					closesOn: day,
					minimumSize: z.number().int().default(10),
					dimensions: z.array(z.string()).default([]),
					questions: z.array(question).default([]),
					scope: z.array(z.uuid()).optional(),
					previous: z.uuid().optional()
				})
			)
		},
		responses: { 201: json('Made', z.object({ id: z.uuid() })), ...problemResponses }
	}),
	async (context) => {
		const { organisation } = context.req.valid('param');
		const { instrument, previous, scope = [organisation], ...fields } = context.req.valid('json');
		const request = { ...fields, scope, organisationId: organisation, instrumentId: instrument, previousId: previous };
		return context.json({ id: await createWave(context.get('actor'), request) }, 201);
	}
);

const counts = { joined: z.number().int(), finished: z.number().int() };

wavesApi.openapi(
	createRoute({
		method: 'get',
		path: '/waves/{wave}',
		tags: ['Waves'],
		summary: 'A wave, how far it is at a place, and the place’s code',
		security,
		request: { params: waveParameter, query: z.object({ node: z.uuid().optional() }) },
		responses: {
			200: json(
				'The wave',
				z.object({
					wave: waveSchema,
					node: z.uuid().nullable(),
					code: z.string().nullable(),
					completion: z.object({ ...counts, places: z.array(z.object({ id: z.uuid(), ...counts })) }).nullable()
				})
			),
			...problemResponses
		}
	}),
	async (context) => {
		const { wave, node, completion } = await viewWave(context.get('actor'), context.req.valid('param').wave, context.req.valid('query').node);
		const places = (completion?.places ?? []).map(({ id, joined, finished }) => ({ id, joined, finished }));
		return context.json(
			{
				wave: shown(wave),
				node: node?.id ?? null,
				code: node?.joinCode ?? null,
				completion: completion === undefined ? null : { joined: completion.joined, finished: completion.finished, places }
			},
			200
		);
	}
);

for (const [step, summary, work] of [
	['open', 'Open a draft', openWave],
	['close', 'Close an open wave', closeWave]
] as const) {
	wavesApi.openapi(
		createRoute({
			method: 'post',
			path: `/waves/{wave}/${step}`,
			tags: ['Waves'],
			summary,
			security,
			request: { params: waveParameter },
			responses: { 204: { description: 'Done' }, ...problemResponses }
		}),
		async (context) => {
			await work(context.get('actor'), context.req.valid('param').wave);
			return context.body(null, 204);
		}
	);
}

wavesApi.openapi(
	createRoute({
		method: 'post',
		path: '/waves/join',
		tags: ['Waves'],
		summary: 'Join a wave by its code',
		description: 'Nobody known becomes a guest with a resume code. Without `attempt` a new one is started.',
		security: [{}, ...forGuests],
		request: {
			body: body(z.object({ code: z.string(), organisation: z.uuid().optional(), attempt: z.uuid().optional(), consent: z.boolean().optional() }))
		},
		responses: {
			200: json('Joined', z.object({ wave: z.uuid(), attempt: z.uuid(), isFinished: z.boolean(), resumeCode: z.string().optional() })),
			...problemResponses
		}
	}),
	async (context) => {
		const { code, organisation, attempt, consent } = context.req.valid('json');
		const request = { code, organisationId: organisation, attemptId: attempt, consent, locale: context.get('locale') };
		const { waveId, attemptId, isFinished, resumeCode } = await joinWave(context.get('actor'), request);
		return context.json({ wave: waveId, attempt: attemptId, isFinished, ...(resumeCode === undefined ? {} : { resumeCode }) }, 200);
	}
);

wavesApi.openapi(
	createRoute({
		method: 'post',
		path: '/waves/{wave}/share',
		tags: ['Waves'],
		summary: 'Share the answers without a name, or decline to',
		security: forGuests,
		request: {
			params: waveParameter,
			body: body(
				z.object({
					share: z.boolean(),
					withheld: z.array(z.string()).default([]),
					localAnswers: z.record(z.string(), z.number().int()).default({}),
					consent: z.boolean().optional()
				})
			)
		},
		responses: { 204: { description: 'Noted' }, ...problemResponses }
	}),
	async (context) => {
		const { share, withheld, localAnswers, consent } = context.req.valid('json');
		const [actor, { wave }] = [context.get('actor'), context.req.valid('param')];
		if (share) await shareAnswers(actor, wave, { withheld, localAnswers, consent, locale: context.get('locale') });
		else await declineToShare(actor, wave);
		return context.body(null, 204);
	}
);
