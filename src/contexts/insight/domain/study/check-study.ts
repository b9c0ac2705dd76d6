import type { CsvRow } from '#platform/csv.ts';
import type { TableKind } from './cell.ts';
import { checkBlanks, checkGranularity, checkRanges } from './check-cells.ts';
import { checkCountedShares } from './check-counted-shares.ts';
import { checkChanges } from './check-changes.ts';
import { checkClaims } from './check-claims.ts';
import { checkDuplicates } from './check-rows.ts';
import type { Claim } from './claims.ts';
import type { StudyFinding } from './finding.ts';
import { findLayout } from './layout.ts';
import { checkCounts } from './sums-of-counts.ts';
import { checkShares } from './sums-of-shares.ts';
import { readStudyTable } from './table.ts';

export interface StudyQuestion {
	readonly kind: TableKind;
	/** Number of people that the table is about; a number in the table, per row or column, goes before it. */
	readonly n?: number | undefined;
	/** What a text says about the table. */
	readonly claims?: readonly Claim[] | undefined;
}

const inOrder = (a: StudyFinding, b: StudyFinding) =>
	(a.line ?? Infinity) - (b.line ?? Infinity) || (a.columnNumber ?? Infinity) - (b.columnNumber ?? Infinity);

/**
 * Names what contradicts itself in a published table, and in what a text says about it: an empty list means that nothing does. Rounding is never
 * taken for a contradiction; where the table leaves open what it means, nothing is said.
 */
export function checkStudy(rows: readonly CsvRow[], { kind, n, claims = [] }: StudyQuestion): StudyFinding[] {
	const table = readStudyTable(rows, kind);
	if (table.rows.length === 0) return [...table.findings];
	const layout = findLayout(table, n);
	const granularity = checkGranularity(layout);
	// Shares of something else than n people are checked as if their base were not known.
	const sound = granularity.some(({ reason }) => reason === 'granularity.base') ? findLayout(table, undefined) : layout;
	const findings = [
		...table.findings,
		...checkRanges(layout),
		...granularity,
		...checkCountedShares(layout, n),
		...(kind === 'percent' ? checkShares(sound) : checkCounts(sound)),
		...checkBlanks(sound),
		...checkDuplicates(layout),
		...checkChanges(sound)
	].sort(inOrder);
	return [...findings, ...checkClaims(sound, claims)];
}
