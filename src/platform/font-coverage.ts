/** Where the table `cmap` of a TrueType font begins (OpenType 1.9, "Font file": table directory). */
function findCharacterMap(font: Buffer): number {
	const tables = font.readUInt16BE(4);
	for (let index = 0; index < tables; index++) {
		const record = 12 + 16 * index;
		if (font.toString('latin1', record, record + 4) === 'cmap') return font.readUInt32BE(record + 8);
	}
	throw new Error('The font has no character map');
}

/** Segments of subtable format 4: the Basic Multilingual Plane. */
function readSegments(font: Buffer, subtable: number): [first: number, last: number][] {
	const doubledCount = font.readUInt16BE(subtable + 6);
	return Array.from({ length: doubledCount / 2 }, (_, index) => [
		font.readUInt16BE(subtable + 16 + doubledCount + 2 * index),
		Math.min(font.readUInt16BE(subtable + 14 + 2 * index), 0xfffe)
	]);
}

/** Groups of subtable format 12: all of Unicode. */
function readGroups(font: Buffer, subtable: number): [first: number, last: number][] {
	return Array.from({ length: font.readUInt32BE(subtable + 12) }, (_, index) => [
		font.readUInt32BE(subtable + 16 + 12 * index),
		font.readUInt32BE(subtable + 20 + 12 * index)
	]);
}

/** The code points that a TrueType font can print (OpenType 1.9, table `cmap`, formats 4 and 12). */
export function readCoverage(font: Buffer): Set<number> {
	const map = findCharacterMap(font);
	const covered = new Set<number>();
	for (let index = 0; index < font.readUInt16BE(map + 2); index++) {
		const subtable = map + font.readUInt32BE(map + 4 + 8 * index + 4);
		const format = font.readUInt16BE(subtable);
		const ranges = format === 4 ? readSegments(font, subtable) : format === 12 ? readGroups(font, subtable) : [];
		for (const [first, last] of ranges) {
			for (let point = first; point <= last; point++) covered.add(point);
		}
	}
	return covered;
}

/** Matches every character that isn't covered. Built once, so that a long text is searched in one pass. */
export function matchUncovered(coverage: ReadonlySet<number>): RegExp {
	const points = [...coverage].sort((a, b) => a - b);
	const ranges: [first: number, last: number][] = [];
	for (const point of points) {
		const range = ranges.at(-1);
		if (range?.[1] === point - 1) range[1] = point;
		else ranges.push([point, point]);
	}
	const escape = (point: number): string => `\\u{${point.toString(16)}}`;
	return new RegExp(`[^${ranges.map(([first, last]) => `${escape(first)}-${escape(last)}`).join('')}]`, 'gu');
}
