import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { nameIn } from '#contexts/people/index.ts';
import { type ApiEnvironment, newApi, problemResponses } from '#platform/http/api.ts';
import type { Locale } from '#platform/locale.ts';
import { meanRange } from './domain/report/difference.ts';
import type { NodeHead, NodeSummary } from './domain/results.ts';
import type { Distribution, Mean, Summary } from './domain/summary.ts';
import { viewResults } from './usecases/view-results.ts';

const mean = z
	.object({
		mean: z.number().openapi({ description: '0 to 6.' }),
		deviation: z.number().nullable().openapi({ description: 'Standard deviation of persons; null for one.' }),
		persons: z.number().int(),
		interval: z.tuple([z.number(), z.number()]).nullable().openapi({ description: '95 % confidence interval (Student), rounded outwards.' })
	})
	.nullable();
const measured = {
	code: z.string(),
	counts: z.array(z.number().int()).length(7).openapi({ description: 'Persons: don’t know (of an item) or below A1 (of a unit), then A1 to C2.' }),
	persons: z.number().int().openapi({ description: 'Persons in `counts`.' }),
	bands: z.object({ A: z.number().int(), B: z.number().int(), C: z.number().int() })
};
const measure = z.object({ ...measured, mean });
const summary = z
	.object({
		persons: z.number().int(),
		overall: measure,
		areas: z.array(measure),
		competences: z.array(measure),
		items: z.array(measure),
		questions: z.array(z.array(z.number().int())).openapi({ description: 'For each question of the organisation, how many chose each choice.' })
	})
	.openapi('WaveSummary');
const place = z.object({ id: z.uuid(), parent: z.uuid().nullable(), kind: z.string(), name: z.string(), code: z.string().nullable() });
const placeSummary = place.extend({ summary: summary.nullable().openapi({ description: 'Null: hidden.' }) });
const waveResults = z
	.object({
		wave: z.object({
			id: z.uuid(),
			title: z.string(),
			instrument: z.string(),
			minimumSize: z.number().int(),
			dimensions: z.array(z.string()),
			closedAt: z.iso.datetime().nullable(),
			publishedAt: z.iso.datetime().nullable()
		}),
		node: placeSummary,
		above: z.array(placeSummary).openapi({ description: 'From the root of the wave down.' }),
		children: z.array(placeSummary),
		childCount: z.number().int(),
		groups: z
			.object({ dimensions: z.array(z.string()), cells: z.array(z.object({ bands: z.array(z.string()), summary })).nullable() })
			.nullable()
			.openapi({ description: 'Null: none asked for. `cells` null: hidden.' }),
		before: z.object({ wave: z.uuid(), summary: summary.nullable() }).nullable()
	})
	.openapi('WaveResults');

const shownMeasure = (code: string, { counts, persons, bands }: Distribution, value: Mean | null) => ({
	code,
	counts: [...counts],
	persons,
	bands,
	mean: value === null ? null : { ...value, interval: intervalOf(value) }
});

function intervalOf(value: Mean): [number, number] | null {
	const range = meanRange(value);
	return range === null ? null : [range[0], range[1]];
}

const shownSummary = (told: Summary | null) => (told === null ? null : shownTold(told));

function shownTold(told: Summary) {
	const unit = ({ code, distribution, score }: Summary['overall']) => shownMeasure(code, distribution, score);
	return {
		persons: told.persons,
		overall: unit(told.overall),
		areas: told.areas.map(unit),
		competences: told.competences.map(unit),
		items: told.items.map(({ code, distribution, value }) => shownMeasure(code, distribution, value)),
		questions: told.localAnswers.map((counts) => [...counts])
	};
}

const shownPlace = ({ id, parentId, kind, name, code }: NodeHead, locale: Locale) => ({
	id,
	parent: parentId,
	kind,
	name: nameIn(name, locale),
	code
});
const shownNode = ({ node, summary: told }: NodeSummary, locale: Locale) => ({ ...shownPlace(node, locale), summary: shownSummary(told) });

/** Operations on what a wave tells. */
export function resultsApi(): OpenAPIHono<ApiEnvironment> {
	const api = newApi({ wave: 'wave.not_found', node: 'wave.node_unknown', by: 'wave.dimension_unknown' });
	api.openapi(
		createRoute({
			method: 'get',
			path: '/waves/{wave}/results',
			tags: ['Waves'],
			summary: 'Results of a place in a wave, with those above and directly below it',
			description: 'Once the wave is closed and published. Groups too small to be told of are null, and so is what they could be worked out from.',
			security: [{ personalToken: ['read:waves'] }],
			request: {
				params: z.object({ wave: z.uuid() }),
				query: z.object({
					node: z.uuid().optional().openapi({ description: 'The organisation; the one of the wave when absent.' }),
					by: z.string().max(200).optional().openapi({ description: 'One or two dimensions of the wave, with a comma between.', example: 'gender' })
				})
			},
			responses: { 200: { description: 'Results', content: { 'application/json': { schema: waveResults } } }, ...problemResponses }
		}),
		async (context) => {
			const locale = context.get('locale');
			const { node, by = '' } = context.req.valid('query');
			const found = await viewResults(context.get('actor'), context.req.valid('param').wave, node, by === '' ? [] : by.split(','));
			const { wave, groups, before } = found;
			return context.json(
				{
					wave: {
						id: wave.id,
						title: wave.title,
						instrument: `${wave.instrumentId}@${wave.instrumentVersion}`,
						minimumSize: wave.minimumSize,
						dimensions: [...wave.dimensions],
						closedAt: wave.closedAt?.toISOString() ?? null,
						publishedAt: wave.publishedAt?.toISOString() ?? null
					},
					node: shownNode({ node: found.node, summary: found.whole }, locale),
					above: found.above.map((one) => shownNode(one, locale)),
					children: found.children.map((one) => shownNode(one, locale)),
					childCount: found.childCount,
					groups:
						groups === null
							? null
							: {
									dimensions: [...groups.dimensions],
									cells: groups.cells?.map(({ bands, summary: told }) => ({ bands: [...bands], summary: shownTold(told) })) ?? null
								},
					before: before === null ? null : { wave: before.wave.id, summary: shownSummary(before.whole) }
				},
				200
			);
		}
	);
	return api;
}
