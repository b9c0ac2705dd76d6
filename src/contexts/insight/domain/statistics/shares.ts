import { chiSquareAbove, normalValue } from './distributions.ts';
import { type Interval, interval, result, type StatisticalResult } from './result.ts';

/** Wilson's interval of a share (E. B. Wilson, 1927): `count` of `n` people. Stays between 0 and 1, also for nobody and everybody. */
export function wilson(count: number, n: number, level = 0.95): StatisticalResult {
	const z = normalValue((1 + level) / 2);
	const share = count / n;
	const middle = share + z ** 2 / (2 * n);
	const reach = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
	const scale = 1 + z ** 2 / n;
	const bounds: Interval | null = interval(Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale), level);
	return result({ test: 'wilson', n, assumptions: ['independent-people'], statistic: ['share', share], interval: bounds });
}

/** Two-sided p of b against c changes by the binomial distribution with one half. */
function binomialHalf(b: number, c: number): number {
	const n = b + c;
	let term = 2 ** -n; // fewer than 25 changes, so that nothing vanishes
	let below = 0;
	for (let count = 0; count <= Math.min(b, c); count++) {
		below += term;
		term = (term * (n - count)) / (count + 1);
	}
	return Math.min(1, b === c ? 1 : 2 * below);
}

/** From how many changes on the chi-square approximation of McNemar's test is used alone. */
const enoughChanges = 25;

/**
 * Whether a yes-or-no answer of the same people changed (Q. McNemar, 1947): `gained` went from no to yes, `lost` from yes to no, of `n` people. As
 * R's mcnemar.test, chi-square with correction for continuity; under 25 changes the exact binomial test besides. Nobody changed: no p.
 */
export function mcNemar({ gained, lost, n }: { readonly gained: number; readonly lost: number; readonly n: number }): {
	readonly corrected: StatisticalResult;
	readonly exact: StatisticalResult | null;
} {
	const changed = gained + lost;
	const chi = gained === lost && changed > 0 ? 0 : (Math.max(0, Math.abs(gained - lost) - 1)) ** 2 / changed;
	const difference = (gained - lost) / n;
	const reach = (normalValue(0.975) * Math.sqrt(changed - (gained - lost) ** 2 / n)) / n;
	const effect = { name: 'difference-of-shares', value: difference, interval: interval(difference - reach, difference + reach) } as const;
	const shared = { n, effect };
	const corrected = result({
		...shared,
		test: 'mcnemar-corrected',
		assumptions: ['independent-people', 'same-people', 'many-changes'],
		statistic: ['chi2', chi],
		degreesOfFreedom: 1,
		p: Number.isFinite(chi) ? chiSquareAbove(chi, 1) : NaN
	});
	const exact = result({
		...shared,
		test: 'mcnemar-exact',
		assumptions: ['independent-people', 'same-people'],
		statistic: ['gained', gained],
		p: binomialHalf(gained, lost)
	});
	return { corrected, exact: changed > 0 && changed < enoughChanges ? exact : null };
}

/** Solves a system of linear equations by elimination with pivots; undefined when it has no single solution. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
	const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
	const size = rows.length;
	for (let column = 0; column < size; column++) {
		const sizes = rows.map((row, index) => (index < column ? -1 : Math.abs(row[column] ?? 0)));
		const pivot = sizes.indexOf(Math.max(...sizes));
		const [a, b] = [rows[column] ?? [], rows[pivot] ?? []];
		rows[column] = b;
		rows[pivot] = a;
		const lead = rows[column]?.[column] ?? 0;
		if (Math.abs(lead) < 1e-12) return undefined;
		for (let other = 0; other < size; other++) {
			if (other === column) continue;
			const factor = (rows[other]?.[column] ?? 0) / lead;
			rows[other] = (rows[other] ?? []).map((value, index) => value - factor * (rows[column]?.[index] ?? 0));
		}
	}
	return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

/**
 * Whether the shares of several categories changed among the same people (A. Stuart, 1955; A. Maxwell, 1970). `table[i][j]` people went from
 * category i to j. Categories that nobody entered or left are left out. The same as coin's mh_test in R.
 */
export function stuartMaxwell(table: readonly (readonly number[])[]): StatisticalResult {
	const at = (row: number, column: number) => table[row]?.[column] ?? 0;
	const all = table.map((_, index) => index);
	const rowSum = (row: number) => all.reduce((sum, column) => sum + at(row, column), 0);
	const columnSum = (column: number) => all.reduce((sum, row) => sum + at(row, column), 0);
	const moving = all.filter((index) => rowSum(index) + columnSum(index) > 2 * at(index, index));
	const used = moving.slice(0, -1); // the last one follows from the others
	const differences = used.map((index) => rowSum(index) - columnSum(index));
	const variances = used.map((i) => used.map((j) => (i === j ? rowSum(i) + columnSum(i) - 2 * at(i, i) : -(at(i, j) + at(j, i)))));
	const solution = used.length === 0 ? undefined : solve(variances, differences);
	const chi = solution === undefined ? NaN : differences.reduce((sum, difference, index) => sum + difference * (solution[index] ?? 0), 0);
	return result({
		test: 'stuart-maxwell',
		n: all.reduce((sum, row) => sum + rowSum(row), 0),
		assumptions: ['independent-people', 'same-people', 'large-sample'],
		statistic: ['chi2', chi],
		degreesOfFreedom: used.length,
		p: Number.isFinite(chi) ? chiSquareAbove(chi, used.length) : NaN
	});
}
