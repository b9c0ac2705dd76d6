import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/**
 * Makes the two weights of "Qadam Sans": Source Sans 3 cut down to the letters of Kazakh, Russian and English, so that both together stay
 * under 30 kB (the whole first page has 60). The style sheet names them relatively, so that Vite puts a hash into their names and browsers keep
 * them for good. The licence (OFL 1.1) reserves the name "Source" for the full family: the cut-down fonts carry their own name, inside too.
 */
const family = 'Qadam Sans';
const sourceFolder = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'));
const targetFolder = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'static', 'fonts');

const weights = [
	{ weight: 400, style: 'Regular', source: '400Regular/SourceSans3_400Regular.ttf' },
	{ weight: 600, style: 'SemiBold', source: '600SemiBold/SourceSans3_600SemiBold.ttf' }
] as const;

/** Largest allowed size of both files together, in bytes. */
const budget = 30_000;

function charactersFrom(first: number, last: number): string {
	return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

const characters = [
	charactersFrom(0x20, 0x7e),
	charactersFrom(0x410, 0x44f),
	'ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі',
	'\u00a0«»‹›–—‘’“”…№→✓·©−×≤≥é'
].join('');

/** A TrueType file with its name table replaced; tables and offsets as in the OpenType specification ("Organization of an OpenType Font"). */
function rename(font: Buffer, style: string): Buffer {
	const tableCount = font.readUInt16BE(4);
	const tables = Array.from({ length: tableCount }, (_, index) => {
		const record = 12 + index * 16;
		const offset = font.readUInt32BE(record + 8);
		return { tag: font.toString('latin1', record, record + 4), data: font.subarray(offset, offset + font.readUInt32BE(record + 12)) };
	}).map((table) => (table.tag === 'name' ? { tag: table.tag, data: nameTable(style) } : table));

	const header = Buffer.alloc(12 + tables.length * 16);
	font.copy(header, 0, 0, 12);
	const bodies: Buffer[] = [];
	let offset = header.length;
	tables.forEach(({ tag, data }, index) => {
		const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
		let checksum = 0;
		for (let at = 0; at < padded.length; at += 4) checksum = (checksum + padded.readUInt32BE(at)) >>> 0;
		const record = 12 + index * 16;
		header.write(tag, record, 'latin1');
		header.writeUInt32BE(checksum, record + 4);
		header.writeUInt32BE(offset, record + 8);
		header.writeUInt32BE(data.length, record + 12);
		bodies.push(padded);
		offset += padded.length;
	});
	return Buffer.concat([header, ...bodies]);
}

function nameTable(style: string): Buffer {
	const names: readonly (readonly [id: number, text: string])[] = [
		[0, 'Copyright 2010-2020 Adobe. Cut-down version made by Qadam.'],
		[1, family],
		[2, style],
		[3, `${family} ${style}`],
		[4, `${family} ${style}`],
		[6, `${family} ${style}`.replaceAll(' ', '')],
		[13, 'SIL Open Font License, Version 1.1'],
		[14, 'https://openfontlicense.org']
	];
	const header = Buffer.alloc(6 + names.length * 12);
	header.writeUInt16BE(names.length, 2);
	header.writeUInt16BE(header.length, 4);
	const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
	let offset = 0;
	names.forEach(([id], index) => {
		const text = texts[index] as Buffer;
		// Platform 3 (Windows), encoding 1 (Unicode), language 0x409 (English).
		[3, 1, 0x409, id, text.length, offset].forEach((value, field) => header.writeUInt16BE(value, 6 + index * 12 + field * 2));
		offset += text.length;
	});
	return Buffer.concat([header, ...texts]);
}

/** Kerning and equal-width figures are kept; hints and rarer features would double the size without being seen on a page. */
async function makeFont(source: string, style: string): Promise<Buffer> {
	const full = await readFile(path.join(sourceFolder, source));
	const subset = await subsetFont(full, characters, {
		targetFormat: 'sfnt',
		noHinting: true,
		keepFeatures: ['kern', 'tnum'],
		dropTables: ['gasp', 'STAT', 'DSIG']
	});
	return subsetFont(rename(subset, style), '', { targetFormat: 'woff2', keepAllGlyphs: true, preserveNameIds: [13, 14] });
}

async function modifiedAt(file: string): Promise<number> {
	return stat(file).then(
		(found) => found.mtimeMs,
		() => 0
	);
}

await mkdir(targetFolder, { recursive: true });
await copyFile(path.join(sourceFolder, 'LICENSE_FONT'), path.join(targetFolder, 'LICENSE.txt'));
const scriptModifiedAt = await modifiedAt(fileURLToPath(import.meta.url));
let total = 0;
for (const { weight, style, source } of weights) {
	const target = path.join(targetFolder, `qadam-sans-${weight}.woff2`);
	if ((await modifiedAt(target)) < scriptModifiedAt) await writeFile(target, await makeFont(source, style));
	const { size } = await stat(target);
	total += size;
	process.stdout.write(`${path.basename(target)} ${size} bytes\n`);
}
process.stdout.write(`fonts together ${total} bytes, allowed ${budget}\n`);
if (total > budget) throw new Error(`The fonts are too large: ${total} bytes, allowed ${budget}. Remove characters or features.`);
