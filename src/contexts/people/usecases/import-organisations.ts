import { v7 as uuidv7 } from 'uuid';
import type { DatabaseTransaction } from '#platform/database.ts';
import { organisationColumns } from '../domain/organisation-row.ts';
import { type KnownOrganisation, type OrganisationTarget, type PlannedOrganisation, planOrganisations } from '../domain/organisation-plan.ts';
import {
	insertOrganisations,
	listKnown,
	lockTree,
	type NewOrganisation,
	type OrganisationFacts,
	updateOrganisations,
	updateParents
} from '../store/organisations.ts';
import { type ImportContext, importType } from './import-kind.ts';
import { recordEvents } from './record-event.ts';

/** Rows in one statement: large enough that the statement's own cost does not count, small enough that progress moves. */
const chunkSize = 500;

function chunksOf<Item>(items: readonly Item[]): Item[][] {
	return Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, index) => items.slice(index * chunkSize, (index + 1) * chunkSize));
}

const targetOf = (row: PlannedOrganisation) => row.target as OrganisationTarget;
const keyOf = (row: PlannedOrganisation) => row.targetId ?? `line ${row.line}`;

/**
 * Rows by their depth in the tree as it will be, from the root down: whatever a row lies in is there, and in its final place, before the row's turn.
 */
function inLayers(rows: readonly PlannedOrganisation[], known: readonly KnownOrganisation[], planned: readonly PlannedOrganisation[]) {
	const parents = new Map<string, string | null>(known.map(({ id, parentId }) => [id, parentId]));
	for (const row of planned) {
		const place = row.target?.place ?? null;
		if (place !== null) parents.set(keyOf(row), 'id' in place ? place.id : `line ${place.line}`);
	}
	const depths = new Map<string, number>();
	const depthBelow = (parent: string | null | undefined): number => (parent === null || parent === undefined ? 0 : depthOf(parent) + 1);
	const depthOf = (key: string): number => {
		const depth = depths.get(key) ?? depthBelow(parents.get(key));
		depths.set(key, depth);
		return depth;
	};
	return [...Map.groupBy(rows, (row) => depthOf(keyOf(row)))].sort(([one], [other]) => one - other).map(([, layer]) => layer);
}

async function carryOut(
	transaction: DatabaseTransaction,
	{ organisationId }: ImportContext,
	planned: readonly PlannedOrganisation[],
	report: (done: number) => Promise<void>
): Promise<{ added: Map<number, string>; changed: PlannedOrganisation[]; moved: PlannedOrganisation[] }> {
	const known = await listKnown(transaction, organisationId, []);
	const knownById = new Map(known.map((organisation) => [organisation.id, organisation]));
	const added = new Map<number, string>();
	let done = 0;
	const idOf = (place: OrganisationTarget['place']) =>
		place === null ? organisationId : 'id' in place ? place.id : (added.get(place.line) as string);
	for (const layer of inLayers(planned.filter(({ outcome }) => outcome === 'new'), known, planned))
		for (const chunk of chunksOf(layer)) {
			const organisations = chunk.map((row): NewOrganisation => {
				const { kind, name, code, settlement, instructionLocales, place } = targetOf(row);
				const id = uuidv7();
				added.set(row.line, id);
				return { id, parentId: idOf(place), kind, name, code, settlement: settlement ?? null, instructionLocales: instructionLocales ?? [] };
			});
			await insertOrganisations(transaction, organisations);
			await report((done += chunk.length));
		}
	const changed = planned.filter(({ outcome }) => outcome === 'changed');
	for (const chunk of chunksOf(changed)) {
		const facts = chunk.map((row): OrganisationFacts => {
			const { name, code, settlement, instructionLocales } = targetOf(row);
			const before = knownById.get(row.targetId as string) as KnownOrganisation;
			return {
				id: before.id,
				name,
				code,
				settlement: settlement ?? before.settlement,
				instructionLocales: instructionLocales ?? before.instructionLocales
			};
		});
		await updateOrganisations(transaction, facts);
		await report((done += chunk.length));
	}
	const moved = changed.filter((row) => targetOf(row).place !== null);
	for (const layer of inLayers(moved, known, planned))
		await updateParents(transaction, layer.map((row) => ({ id: row.targetId as string, parentId: idOf(targetOf(row).place) })));
	return { added, changed, moved };
}

/** Organisations from a file: new ones, and changes of what is there. */
export const organisationImport = importType({
	kind: 'organisations',
	right: 'organisation.import',
	columns: organisationColumns,
	event: 'organisations.imported',
	lock: (transaction) => lockTree(transaction, 'move'),
	plan: async (transaction, { organisationId, options }, rows) => {
		// Cleaned codes are what is compared; a cell that is no code finds nothing here.
		const codes = new Set(rows.flatMap(({ record }) => [record.code, record.parent]).map((code) => code.normalize('NFC').trim()));
		const known = await listKnown(transaction, organisationId, [...codes].filter((code) => code !== ''));
		return planOrganisations({ rows, known, rootId: organisationId, areAlikeOthers: options.areAlikeOthers });
	},
	apply: async (transaction, person, context, planned, report) => {
		const { added, changed, moved } = await carryOut(transaction, context, planned, report);
		const isMoved = new Set(moved.map(({ line }) => line));
		await recordEvents(transaction, person, [
			...[...added.values()].map((id) => ({ action: 'organisation.added', subjectId: id })),
			...changed.map((row) => ({
				action: isMoved.has(row.line) ? 'organisation.moved' : 'organisation.changed',
				subjectId: row.targetId,
				details: { fields: row.changes.map(({ field }) => field).join(' ') }
			}))
		]);
		return [...added].map(([line, targetId]) => ({ line, targetId }));
	}
});
