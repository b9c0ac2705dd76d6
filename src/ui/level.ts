/** The six levels, `below` (under A1) and `unknown` (too few answers, or not rated). */
export type LevelCode = 'A1' | 'A2' | 'B1' | 'B2' | 'C1' | 'C2' | 'below' | 'unknown';

/** How a level's code is printed. The two that are no level of the scale have a sign of their own. */
export function printedLevelCode(code: LevelCode): string {
	if (code === 'below') return '<A1';
	if (code === 'unknown') return '–';
	return code;
}

/** Background and text of a level as custom properties of one element. */
export function levelColours(code: LevelCode): string {
	const token = `--level-${code.toLowerCase()}`;
	return `--level:var(${token});--level-ink:var(${token}-ink)`;
}
