import { createRoute, z } from '@hono/zod-openapi';
import { newApi, problemResponses } from '#platform/http/api.ts';
import { locales } from '#platform/locale.ts';
import { tableKinds } from './domain/study/cell.ts';
import { studyCodes } from './domain/study/finding.ts';
import { checkPublishedTable, compareStudyFiles, describeStudyFile, planSampleSize, type StudyFile } from './study-requests.ts';

/** The tools of studies for programs: public, nothing is kept of what is sent. */
export const studiesApi = newApi({ n: 'study.people', power: 'study.power', effect: 'study.power', first: 'study.power', second: 'study.power' });

const query = z.object({
	locale: z.enum(locales).optional().openapi({ description: 'Language of the sentences. Without it, the `Accept-Language` header decides.' })
});
const kind = z.enum(tableKinds).default('percent').openapi({ description: 'What the cells of a table hold.' });
const people = z
	.int()
	.min(1)
	.max(999_999_999)
	.optional()
	.openapi({ description: 'Number of people that the table is about, where it does not tell it.' });
const table = z.string().min(1).openapi({ description: 'The file as text: CSV, or JSON of a summary.' });

const fileOf = (text: string): StudyFile => ({ name: 'table', bytes: new TextEncoder().encode(text) });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } }, required: true });

const findingSchema = z
	.object({
		code: z.enum(studyCodes),
		reason: z.string(),
		row: z.string().nullable(),
		column: z.string().nullable(),
		line: z.number().int().nullable().openapi({ description: 'Line of the table, from 1.' }),
		columnNumber: z.number().int().nullable(),
		value: z.number().nullable().openapi({ description: 'What is printed.' }),
		expected: z.number().nullable().openapi({ description: 'What would be right, where that is one number.' }),
		message: z.string()
	})
	.openapi('StudyFinding');

studiesApi.openapi(
	createRoute({
		method: 'post',
		path: '/studies/check',
		tags: ['Studies'],
		summary: 'Names what contradicts itself in a published table',
		request: {
			query,
			body: json(
				z.object({
					table,
					kind,
					n: people,
					claims: z
						.string()
						.max(100_000)
						.optional()
						.openapi({ description: 'What a text says about the table: CSV with the columns row, kind, from, to, value.' })
				})
			)
		},
		responses: {
			200: {
				description: 'Findings; none when nothing contradicts itself',
				content: { 'application/json': { schema: z.object({ findings: z.array(findingSchema) }) } }
			},
			...problemResponses
		}
	}),
	async (context) => {
		const { table: text, kind: holds, n, claims } = context.req.valid('json');
		const locale = context.req.valid('query').locale ?? context.get('locale');
		const { findings } = await checkPublishedTable({ file: fileOf(text), kind: holds, n, ...(claims === undefined ? {} : { claims }) }, locale);
		return context.json({ findings }, 200);
	}
);

const anything = z.looseObject({ type: z.enum(['responses', 'table', 'summary']) });

studiesApi.openapi(
	createRoute({
		method: 'post',
		path: '/studies/describe',
		tags: ['Studies'],
		summary: 'Describes answers (reliability, shares with intervals), a published table, or the summary of a study',
		request: { query, body: json(z.object({ table, kind, n: people })) },
		responses: { 200: { description: 'What the file holds', content: { 'application/json': { schema: anything } } }, ...problemResponses }
	}),
	async (context) => {
		const { table: text, kind: holds, n } = context.req.valid('json');
		const locale = context.req.valid('query').locale ?? context.get('locale');
		return context.json({ ...(await describeStudyFile(fileOf(text), { kind: holds, n }, locale)) }, 200);
	}
);

studiesApi.openapi(
	createRoute({
		method: 'post',
		path: '/studies/compare',
		tags: ['Studies'],
		summary: 'Compares rounds or groups, each result with its test, n, assumptions and plain words; names the tests that the data do not allow',
		request: { query, body: json(z.object({ tables: z.array(table).min(1).max(12), control: z.array(table).max(2).optional(), kind })) },
		responses: { 200: { description: 'Results', content: { 'application/json': { schema: anything } } }, ...problemResponses }
	}),
	async (context) => {
		const { tables, control = [], kind: holds } = context.req.valid('json');
		const locale = context.req.valid('query').locale ?? context.get('locale');
		return context.json({ ...(await compareStudyFiles({ files: tables.map(fileOf), control: control.map(fileOf), kind: holds }, locale)) }, 200);
	}
);

const power = z.number().default(0.8);
studiesApi.openapi(
	createRoute({
		method: 'post',
		path: '/studies/power',
		tags: ['Studies'],
		summary: 'How many people a study needs, and how its power grows with them',
		request: {
			query,
			body: json(
				z.discriminatedUnion('design', [
					z.object({ design: z.enum(['groups', 'paired']), effect: z.number().openapi({ description: 'In standard deviations.' }), power, n: people }),
					z.object({ design: z.literal('shares'), first: z.number().openapi({ description: 'Per cent.' }), second: z.number(), power, n: people })
				])
			)
		},
		responses: {
			200: {
				description: 'People a group (or pairs), all people, and the curve',
				content: {
					'application/json': {
						schema: z.looseObject({ people: z.number().int(), total: z.number().int(), curve: z.array(z.object({ n: z.number(), power: z.number() })) })
					}
				}
			},
			...problemResponses
		}
	}),
	(context) => {
		const locale = context.req.valid('query').locale ?? context.get('locale');
		return context.json({ ...planSampleSize(context.req.valid('json'), locale) }, 200);
	}
);
