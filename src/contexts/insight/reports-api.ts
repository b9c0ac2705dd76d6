import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { csvRow, csvStart } from '#platform/csv-text.ts';
import { newApi, problemResponses } from '#platform/http/api.ts';
import { locales } from '#platform/locale.ts';
import { exportCells, jsonOfCells } from './usecases/export-cells.ts';
import { viewWaveReport } from './usecases/view-wave-report.ts';
import { namesOf } from './wave-report-view.ts';
import { tellStatement } from './report-words.ts';

const fieldCodes = { wave: 'wave.not_found', node: 'wave.node_unknown', locale: 'locale.unknown' } as const;

/** Reports of waves, and the table of groups as data. */
export const reportsApi = newApi(fieldCodes);

const waveParameter = z.object({ wave: z.uuid().openapi({ description: 'Id of the wave.' }) });
const nodeQuery = { node: z.uuid().optional().openapi({ description: 'A place in the wave; without it, the organisation of the wave.' }) };

const statementSchema = z
	.looseObject({ kind: z.string() })
	.openapi('WaveStatement', { description: 'A sentence of the report: its kind, the numbers that make it true, and its words.' });

reportsApi.openapi(
	createRoute({
		method: 'get',
		path: '/waves/{wave}/report',
		tags: ['Waves'],
		summary: 'The report of a wave for a place: what is said, with the numbers that make it true',
		request: { params: waveParameter, query: z.object({ ...nodeQuery, locale: z.enum(locales).optional() }) },
		responses: {
			200: {
				description: 'The report',
				content: { 'application/json': { schema: z.object({ wave: z.uuid(), node: z.uuid(), rules: z.string(), statements: z.array(statementSchema) }) } }
			},
			...problemResponses
		}
	}),
	async (context) => {
		const { node, locale = context.get('locale') } = context.req.valid('query');
		const report = await viewWaveReport(context.get('actor'), context.req.valid('param').wave, node);
		const names = namesOf(report, locale);
		const statements = report.statements.map((statement) => ({ ...statement, text: tellStatement(statement, names, locale) }));
		const body = JSON.stringify({ wave: report.results.wave.id, node: report.results.node.id, rules: report.rulesVersion, statements });
		// What a statement holds differs from kind to kind; the schema names what they have in common.
		return context.body(body, 200, { 'content-type': 'application/json' }) as never;
	}
);

reportsApi.openapi(
	createRoute({
		method: 'get',
		path: '/waves/{wave}/export',
		tags: ['Waves'],
		summary: 'The table of groups: everything that is told of a place and of all places below it',
		request: {
			params: waveParameter,
			query: z.object({
				...nodeQuery,
				format: z.enum(['csv', 'json']).default('json'),
				by: z.string().optional().openapi({ description: 'One or two of the wave’s questions about the person, separated by a comma.' })
			})
		},
		responses: {
			200: { description: 'The table', content: { 'text/csv': { schema: z.string() }, 'application/json': { schema: z.array(z.looseObject({})) } } },
			...problemResponses
		}
	}),
	async (context) => {
		const { node, format, by } = context.req.valid('query');
		const cells = await exportCells(context.get('actor'), context.req.valid('param').wave, node, by === undefined ? [] : by.split(','));
		async function* csv() {
			yield csvStart + csvRow(cells.columns);
			for await (const some of cells.rows) yield some.map(csvRow).join('');
		}
		const stream = Readable.from(format === 'csv' ? csv() : jsonOfCells(cells), { objectMode: false });
		// The stream is the body that the schema describes.
		return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>, {
			headers: { 'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json' }
		});
	}
);
