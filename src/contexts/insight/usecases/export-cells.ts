import { validate as isUuid } from 'uuid';
import { recordEvent } from '#contexts/people/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { cellColumns, cellRows, type ExportCell } from '../domain/export/cell-rows.ts';
import { unpackTally } from '../domain/measures.ts';
import { summarise } from '../domain/summary.ts';
import { familyKey } from '../domain/suppression.ts';
import { dimensionsOf } from '../domain/table-families.ts';
import { listNodesFrom } from '../store/exports.ts';
import { readCells } from '../store/results.ts';
import { viewResults } from './view-results.ts';
import { layoutOfWave } from './wave-layout.ts';

/** Places whose cells are read at a time. */
const placesAtOnce = 200;

export interface CellExport {
	readonly columns: readonly string[];
	/** Rows in pieces, read while they are sent. */
	readonly rows: AsyncIterable<ExportCell[][]>;
}

/**
 * Everything that is told of a place and of all places below it, as a table: by none of the wave's dimensions or by those in `by`. What is hidden is
 * not there. That it was taken is an event.
 * Throws `wave.not_found`, `wave.not_published`, `wave.node_unknown`, `wave.dimension_unknown` and `right.missing`, before the first row.
 */
export async function exportCells(actor: Actor, waveId: string, nodeId?: string, by: readonly string[] = []): Promise<CellExport> {
	if (nodeId !== undefined && !isUuid(nodeId)) throw new DomainError('wave.node_unknown');
	const { wave, node } = await viewResults(actor, waveId, nodeId);
	const dimensions = dimensionsOf(wave.dimensions, by);
	if (dimensions === undefined) throw new DomainError('wave.dimension_unknown');
	const [layout, places] = await inTransaction(actingAs(actor), async (transaction) => {
		await recordEvent(transaction, actor, { action: 'wave.cells_exported', subjectId: waveId, details: { place: node.id } });
		return Promise.all([layoutOfWave(wave), listNodesFrom(transaction, waveId, node.id)]);
	});
	async function* rows(): AsyncGenerator<ExportCell[][]> {
		for (let start = 0; start < places.length; start += placesAtOnce) {
			const some = places.slice(start, start + placesAtOnce);
			const nodes = some.map(({ id }) => id);
			const cells = await inTransaction(actingAs(actor), (transaction) =>
				readCells(transaction, { waveId, from: node.id, nodes, family: familyKey(dimensions as NonNullable<typeof dimensions>) })
			);
			const byPlace = Map.groupBy(cells, ({ organisationId }) => organisationId);
			yield some.flatMap((place) =>
				(byPlace.get(place.id) ?? []).flatMap((cell) =>
					cellRows(wave, place, JSON.parse(cell.bands) as string[], summarise(layout, unpackTally(layout, cell)))
				)
			);
		}
	}
	return { columns: cellColumns(wave, dimensions), rows: rows() };
}

/** The table as JSON: a list with an object for each row. */
export async function* jsonOfCells({ columns, rows }: CellExport): AsyncGenerator<string> {
	let separator = '[\n';
	for await (const some of rows) {
		for (const row of some) {
			yield separator + JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
			separator = ',\n';
		}
	}
	yield separator === '[\n' ? '[]\n' : '\n]\n';
}
