import type { Person } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { ImportColumn, ImportKind, PlannedRow, ReadRow } from '../domain/import.ts';
import type { Action } from '../domain/policy.ts';
import type { ImportOptions } from '../store/imports.ts';

export interface ImportContext {
	readonly organisationId: string;
	readonly options: ImportOptions;
}

/** What differs between imports of different things; preview, commit, cancelling and report are the same for all (`usecases/imports.ts`). */
export interface ImportType<Field extends string = string, Planned extends PlannedRow = PlannedRow> {
	readonly kind: ImportKind;
	/** What the person needs the right to, in the organisation that the file is for. */
	readonly right: Action;
	readonly columns: readonly ImportColumn<Field>[];
	/** Audit event of an import that was carried out. */
	readonly event: string;
	/** What must not change between the plan and its end: taken before the plan of a commit, held until its end. */
	readonly lock: (transaction: DatabaseTransaction) => Promise<void>;
	/** What the rows would do; changes nothing. */
	readonly plan: (transaction: DatabaseTransaction, context: ImportContext, rows: readonly ReadRow<Field>[]) => Promise<readonly Planned[]>;
	/**
	 * Does what was planned, with the audit events of each change, and returns what new rows have become. `report` says how many rows are done; it
	 * throws when the person has cancelled.
	 */
	readonly apply: (
		transaction: DatabaseTransaction,
		person: Person,
		context: ImportContext,
		planned: readonly Planned[],
		report: (done: number) => Promise<void>
	) => Promise<readonly { readonly line: number; readonly targetId: string }[]>;
}

/** The kinds are kept side by side; each gets back only what it has planned itself. */
export function importType<Field extends string, Planned extends PlannedRow>(type: ImportType<Field, Planned>): ImportType {
	return type as unknown as ImportType;
}
