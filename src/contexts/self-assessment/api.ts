import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { newApi, problemResponses, type ApiEnvironment } from '#platform/http/api.ts';
import { inLocale, type Locale, locales } from '#platform/locale.ts';
import { answerCodes, codeOf, levels } from './domain/level.ts';
import type { Instrument } from './domain/instrument.ts';
import { eraseAttempt } from './usecases/erase-attempt.ts';
import { giveAnswer, giveAnswers, mostAnswersAtOnce } from './usecases/give-answer.ts';
import { giveContext } from './usecases/give-context.ts';
import { currentInstrument, listInstruments } from './usecases/list-instruments.ts';
import { rateSelf } from './usecases/rate-self.ts';
import { startAttempt } from './usecases/start-attempt.ts';
import { type AfterSubmission, submitAttempt } from './usecases/submit-attempt.ts';
import { type AttemptView, viewAttempt } from './usecases/view-attempt.ts';
import { viewReport } from './usecases/view-report.ts';

/** Which code stands for a wrong value of which field, so that a client reads more than "something was wrong". */
const fieldCodes = {
	attempt: 'attempt.not_found',
	answer: 'answer.outside_scale',
	answeredAt: 'answer.time',
	level: 'self_rating.outside_scale',
	moment: 'self_rating.moment',
	consent: 'consent.required',
	locale: 'locale.unknown'
} as const;

export const selfAssessmentApi = newApi(fieldCodes);

const localeQuery = z.object({
	locale: z.enum(locales).optional().openapi({ description: 'Language of the texts. Without it, the `Accept-Language` header decides.' })
});
const attemptParameter = z.object({ attempt: z.uuid().openapi({ description: 'Id of the attempt.' }) });
const moment = z.iso.datetime({ offset: true });
const itemParameter = z.string().openapi({ example: '1.1.1' });
const givenAnswer = z.object({
	answer: z.enum(answerCodes).nullable().openapi({ description: 'null takes the answer back.' }),
	answeredAt: moment.optional().openapi({ description: 'By the clock of the device; now when absent.' })
});
const guest = [{ resumeCode: [] }];

const unitSchema = z.object({
	score: z.number().nullable().openapi({ description: 'Mean of the values of the answered items, 0 to 6.' }),
	level: z
		.enum(['below', ...levels])
		.nullable()
		.openapi({ description: 'The score rounded half up; null when fewer than two thirds of the items are answered.' }),
	answered: z.number().int(),
	unknown: z.number().int().openapi({ description: 'Items answered with “don’t know”; they count as answered, with the value 0.' }),
	items: z.number().int(),
	sum: z.number().int()
});

const instrumentSummary = z
	.object({ id: z.string(), version: z.string(), title: z.string(), items: z.number().int(), minutes: z.number().int() })
	.openapi('InstrumentSummary');

const attemptSchema = z
	.object({
		id: z.uuid(),
		instrument: z.object({ id: z.string(), version: z.string() }),
		startedAt: moment,
		submittedAt: moment.nullable(),
		answers: z.record(z.string(), z.object({ answer: z.enum(answerCodes), answeredAt: moment, savedAt: moment })),
		selfRatings: z.object({ before: z.enum(levels).optional(), after: z.enum(levels).optional() }),
		context: z.record(z.string(), z.unknown())
	})
	.openapi('Attempt');

function localeOf(context: Context<ApiEnvironment>, query: { locale?: Locale | undefined }): Locale {
	return query.locale ?? context.get('locale');
}

function summarise(instrument: Instrument, locale: Locale): z.infer<typeof instrumentSummary> {
	return {
		id: instrument.id,
		version: instrument.version,
		title: inLocale(instrument.title, locale),
		items: instrument.items.length,
		minutes: instrument.minutes
	};
}

/** Every text of the instrument in one language: `{kk, ru, en}` becomes a string, wherever it stands. */
function localise(value: unknown, locale: Locale): unknown {
	if (Array.isArray(value)) return value.map((entry) => localise(entry, locale));
	if (typeof value !== 'object' || value === null) return value;
	if ('kk' in value && 'ru' in value && 'en' in value) return (value as Record<Locale, unknown>)[locale];
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, localise(entry, locale)]));
}

function present({ attempt, answers, context, selfRatings }: AttemptView): z.infer<typeof attemptSchema> {
	return {
		id: attempt.id,
		instrument: { id: attempt.instrumentId, version: attempt.instrumentVersion },
		startedAt: attempt.startedAt.toISOString(),
		submittedAt: attempt.submittedAt?.toISOString() ?? null,
		answers: Object.fromEntries(
			answers.map(({ item, value, answeredAt, savedAt }) => [
				item,
				{ answer: codeOf(value), answeredAt: answeredAt.toISOString(), savedAt: savedAt.toISOString() }
			])
		),
		selfRatings,
		context: { ...context }
	};
}

selfAssessmentApi.openapi(
	createRoute({
		method: 'get',
		path: '/instruments',
		tags: ['Instruments'],
		summary: 'The newest version of every instrument',
		request: { query: localeQuery },
		responses: {
			200: { description: 'Instruments', content: { 'application/json': { schema: z.object({ instruments: z.array(instrumentSummary) }) } } },
			...problemResponses
		}
	}),
	async (context) => {
		const locale = localeOf(context, context.req.valid('query'));
		return context.json({ instruments: (await listInstruments()).map((instrument) => summarise(instrument, locale)) }, 200);
	}
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'get',
		path: '/instruments/{id}',
		tags: ['Instruments'],
		summary: 'One instrument with all its texts in one language',
		request: { params: z.object({ id: z.string() }), query: localeQuery },
		responses: {
			200: {
				description: 'The instrument',
				content: {
					'application/json': { schema: z.looseObject({ id: z.string(), version: z.string(), items: z.array(z.looseObject({ code: z.string() })) }) }
				}
			},
			...problemResponses
		}
	}),
	async (context) => {
		const instrument = await currentInstrument(context.req.valid('param').id);
		const locale = localeOf(context, context.req.valid('query'));
		context.header('Content-Language', locale);
		return context.json(localise(instrument, locale) as { id: string; version: string; items: { code: string }[] }, 200);
	}
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'post',
		path: '/attempts',
		tags: ['Attempts'],
		summary: 'Start an attempt',
		description:
			'Without a resume code a guest is made, and the answer holds the resume code: it is shown this once. With one, the person gets one more attempt.',
		security: [{}, ...guest],
		request: {
			body: {
				required: true,
				content: {
					'application/json': {
						schema: z.object({
							instrument: z.string(),
							locale: z.enum(locales),
							consent: z
								.boolean()
								.optional()
								.openapi({ description: 'true: the person agrees that answers and results are kept. Not needed from a person who has agreed before.' })
						})
					}
				}
			}
		},
		responses: {
			201: {
				description: 'The attempt',
				content: {
					'application/json': {
						schema: z.object({
							id: z.uuid(),
							instrument: z.object({ id: z.string(), version: z.string() }),
							startedAt: moment,
							resumeCode: z.string().optional()
						})
					}
				}
			},
			...problemResponses
		}
	}),
	async (context) => {
		const { instrument, locale, consent } = context.req.valid('json');
		const { attempt, resumeCode } = await startAttempt(context.get('actor'), { instrumentId: instrument, locale, consent });
		context.header('Location', `/api/v1/attempts/${attempt.id}`);
		return context.json(
			{
				id: attempt.id,
				instrument: { id: attempt.instrumentId, version: attempt.instrumentVersion },
				startedAt: attempt.startedAt.toISOString(),
				...(resumeCode === undefined ? {} : { resumeCode })
			},
			201
		);
	}
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'get',
		path: '/attempts/{attempt}',
		tags: ['Attempts'],
		summary: 'An own attempt with everything given so far',
		security: guest,
		request: { params: attemptParameter },
		responses: { 200: { description: 'The attempt', content: { 'application/json': { schema: attemptSchema } } }, ...problemResponses }
	}),
	async (context) => context.json(present(await viewAttempt(context.get('actor'), context.req.valid('param').attempt)), 200)
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'put',
		path: '/attempts/{attempt}/answers/{item}',
		tags: ['Attempts'],
		summary: 'Give, change or take back one answer',
		description:
			'Idempotent. Of several answers to one item the one given last by `answeredAt` wins; an older one is accepted and changes nothing. The answer to this request means that it is on the disk.',
		security: guest,
		request: {
			params: attemptParameter.extend({ item: itemParameter }),
			body: {
				required: true,
				content: {
					'application/json': {
						schema: givenAnswer
					}
				}
			}
		},
		responses: {
			200: {
				description: 'Stored durably',
				content: {
					'application/json': {
						schema: z.object({ savedAt: moment, superseded: z.boolean().openapi({ description: 'True when a later answer was already there.' }) })
					}
				}
			},
			...problemResponses
		}
	}),
	async (context) => {
		const { attempt, item } = context.req.valid('param');
		const { answer, answeredAt } = context.req.valid('json');
		const { savedAt, isSuperseded } = await giveAnswer(context.get('actor'), attempt, {
			item,
			answer,
			answeredAt: answeredAt === undefined ? undefined : new Date(answeredAt)
		});
		return context.json({ savedAt: savedAt.toISOString(), superseded: isSuperseded }, 200);
	}
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'put',
		path: '/attempts/{attempt}/answers',
		tags: ['Attempts'],
		summary: 'Give, change or take back several answers at once',
		description:
			'For a device that was without a line: the same as one request for each answer, in one. An item that the instrument lacks is told apart; the others are stored.',
		security: guest,
		request: {
			params: attemptParameter,
			body: {
				required: true,
				content: {
					'application/json': {
						schema: z.object({ answers: z.array(givenAnswer.extend({ item: itemParameter })).min(1).max(mostAnswersAtOnce) })
					}
				}
			}
		},
		responses: {
			200: {
				description: 'Stored durably',
				content: {
					'application/json': {
						schema: z.object({
							answers: z.array(
								z.object({
									item: z.string(),
									status: z.enum(['saved', 'superseded', 'refused']),
									savedAt: moment.optional().openapi({ description: 'Absent when it was refused.' }),
									code: z.string().optional().openapi({ description: 'Why it was refused: `item.unknown`.' })
								})
							)
						})
					}
				}
			},
			...problemResponses
		}
	}),
	async (context) => {
		const given = context.req.valid('json').answers.map(({ item, answer, answeredAt }) => ({
			item,
			answer,
			answeredAt: answeredAt === undefined ? undefined : new Date(answeredAt)
		}));
		const outcomes = await giveAnswers(context.get('actor'), context.req.valid('param').attempt, given);
		const answers = outcomes.map((outcome) =>
			outcome.status === 'refused' ? outcome : { ...outcome, savedAt: outcome.savedAt.toISOString() }
		);
		return context.json({ answers }, 200);
	}
);

const stored = { 204: { description: 'Stored' } } as const;

selfAssessmentApi.openapi(
	createRoute({
		method: 'put',
		path: '/attempts/{attempt}/context',
		tags: ['Attempts'],
		summary: 'Answer the context questions',
		description: 'Replaces what was given before. Every question may be left out.',
		security: guest,
		request: { params: attemptParameter, body: { required: true, content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } } } },
		responses: { ...stored, ...problemResponses }
	}),
	async (context) => {
		await giveContext(context.get('actor'), context.req.valid('param').attempt, context.req.valid('json'));
		return context.body(null, 204);
	}
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'put',
		path: '/attempts/{attempt}/self-rating/{moment}',
		tags: ['Attempts'],
		summary: 'Rate oneself before or after the items',
		security: guest,
		request: {
			params: attemptParameter.extend({ moment: z.enum(['before', 'after']) }),
			body: { required: true, content: { 'application/json': { schema: z.object({ level: z.enum(levels) }) } } }
		},
		responses: { ...stored, ...problemResponses }
	}),
	async (context) => {
		const { attempt, moment: when } = context.req.valid('param');
		await rateSelf(context.get('actor'), attempt, when, context.req.valid('json').level);
		return context.body(null, 204);
	}
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'get',
		path: '/attempts/{attempt}/report',
		tags: ['Reports'],
		summary: 'The report of a submitted attempt, as JSON or PDF by the `Accept` header',
		security: guest,
		request: { params: attemptParameter, query: localeQuery },
		responses: {
			200: {
				description: 'The report',
				content: {
					'application/json': {
						schema: z.looseObject({ overall: unitSchema.loose(), areas: z.array(unitSchema.loose()), competences: z.array(unitSchema.loose()) })
					},
					'application/pdf': { schema: z.string().openapi({ format: 'binary' }) }
				}
			},
			...problemResponses
		}
	}),
	async (context) => {
		const locale = localeOf(context, context.req.valid('query'));
		const report = await viewReport(context.get('actor'), context.req.valid('param').attempt);
		context.header('Content-Language', locale);
		context.header('Vary', 'Accept, Accept-Language');
		if ((context.req.header('accept') ?? '').includes('application/pdf')) {
			const { renderReportPdf } = await import('./report-pdf.ts'); // the typesetter is loaded when the first PDF is asked for
			context.header('Content-Type', 'application/pdf');
			return context.body(new Uint8Array(await renderReportPdf(report, locale)), 200);
		}
		return context.json(localise(report, locale) as never, 200);
	}
);

selfAssessmentApi.openapi(
	createRoute({
		method: 'delete',
		path: '/attempts/{attempt}',
		tags: ['Attempts'],
		summary: 'Erase an attempt for good',
		description: 'Answers, result, plan and links go with it. A guest whose last attempt is erased is forgotten too, and the resume code opens nothing any more.',
		security: guest,
		request: { params: attemptParameter },
		responses: { 204: { description: 'Erased' }, ...problemResponses }
	}),
	async (context) => {
		await eraseAttempt(context.get('actor'), context.req.valid('param').attempt);
		return context.body(null, 204);
	}
);

/** Submitting, with what other contexts note of it (`src/after-submission.ts`). */
export function submissionApi(after: readonly AfterSubmission[]) {
	const api = newApi(fieldCodes);
	api.openapi(
		createRoute({
			method: 'post',
			path: '/attempts/{attempt}/submit',
			tags: ['Attempts'],
			summary: 'Submit: compute the result and freeze it',
			description: 'Unanswered items are allowed. Submitting again changes nothing.',
			security: guest,
			request: { params: attemptParameter },
			responses: {
				200: { description: 'Submitted', content: { 'application/json': { schema: z.object({ submittedAt: moment, report: z.string() }) } } },
				...problemResponses
			}
		}),
		async (context) => {
			const { attempt } = context.req.valid('param');
			const { submittedAt } = await submitAttempt(context.get('actor'), attempt, after);
			return context.json({ submittedAt: submittedAt.toISOString(), report: `/api/v1/attempts/${attempt}/report` }, 200);
		}
	);
	return api;
}
