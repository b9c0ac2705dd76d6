/** From this similarity on, two statements count as the same text. The statements of the shipped instrument stay under 0.7. */
export const sameTextFrom = 0.9;

/** A text without what does not make it another statement: case, punctuation, spacing. */
export function normaliseText(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Number of letters to insert, delete or replace to turn one text into the other (Levenshtein, 1965). */
export function editDistance(first: string, second: string): number {
	const target = [...second];
	let row = Array.from({ length: target.length + 1 }, (_, index) => index);
	for (const [index, letter] of [...first].entries()) {
		const next = [index + 1];
		for (const [column, other] of target.entries()) {
			const replaced = (row[column] as number) + (letter === other ? 0 : 1);
			next.push(Math.min(replaced, (row[column + 1] as number) + 1, (next[column] as number) + 1));
		}
		row = next;
	}
	return row[target.length] as number;
}

/**
 * How alike two texts are, 0 to 1: one minus the edit distance of the normalised texts over the length of the longer one. Two texts that
 * have no letters at all are not compared: 0.
 */
export function similarity(first: string, second: string): number {
	const [a, b] = [normaliseText(first), normaliseText(second)];
	const longer = Math.max([...a].length, [...b].length);
	return longer === 0 ? 0 : 1 - editDistance(a, b) / longer;
}

/** How many letters of the first text have no partner in the second one, whatever their order: never more than the edit distance. */
function unmatchedLetters(first: string, second: string): number {
	const counts = new Map<string, number>();
	for (const letter of second) counts.set(letter, (counts.get(letter) ?? 0) + 1);
	let unmatched = 0;
	for (const letter of first) {
		const left = counts.get(letter) ?? 0;
		if (left === 0) unmatched++;
		else counts.set(letter, left - 1);
	}
	return unmatched;
}

/** Whether two statements are the same text, small differences aside. */
export function isSameText(first: string, second: string): boolean {
	const [a, b] = [normaliseText(first), normaliseText(second)];
	const longer = Math.max(a.length, b.length);
	// Letters without a partner already rule out most pairs, and spare the long way.
	if (Math.max(unmatchedLetters(a, b), unmatchedLetters(b, a)) > Math.ceil((1 - sameTextFrom) * longer)) return false;
	return similarity(a, b) >= sameTextFrom;
}
