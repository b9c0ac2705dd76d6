/** Below 2^26, so that products are exact. */
const prime = 67_108_859;

function inverse(value: number): number {
	let [result, base] = [1, value];
	for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
		if (exponent % 2 === 1) result = (result * base) % prime;
		base = (base * base) % prime;
	}
	return result;
}

/**
 * For tests, the enemy: equations in echelon form; whether a sum follows from them is whether it reduces to nothing. Modulo a prime: sums are of
 * zeros and ones.
 */
export class Equations {
	readonly #rows: { readonly pivot: number; readonly row: readonly number[] }[] = [];

	#reduce(row: readonly number[]): number[] {
		const rest = [...row];
		for (const { pivot, row: known } of this.#rows) {
			const factor = rest[pivot] ?? 0;
			if (factor === 0) continue;
			for (let column = pivot; column < rest.length; column++)
				rest[column] = ((rest[column] ?? 0) + (prime - factor) * (known[column] ?? 0)) % prime;
		}
		return rest;
	}

	add(row: readonly number[]): void {
		const rest = this.#reduce(row);
		const pivot = rest.findIndex((value) => value !== 0);
		if (pivot === -1) return;
		const scale = inverse(rest[pivot] ?? 1);
		this.#rows.push({ pivot, row: rest.map((value) => (value * scale) % prime) });
		this.#rows.sort((one, other) => one.pivot - other.pivot);
	}

	follows(row: readonly number[]): boolean {
		return this.#reduce(row).every((value) => value === 0);
	}
}
