import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { projectRoot } from './config.ts';
import { readCoverage } from './font-coverage.ts';

const fontFiles = [
	'400Regular/SourceSans3_400Regular.ttf',
	'400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
	'600SemiBold/SourceSans3_600SemiBold.ttf',
	'700Bold/SourceSans3_700Bold.ttf'
];

interface PdfPress {
	readonly compiler: NodeCompiler;
	readonly coverage: ReadonlySet<number>;
}

let press: PdfPress | undefined;

function openPress(): PdfPress {
	if (press === undefined) {
		const folder = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'));
		const fonts = fontFiles.map((file) => readFileSync(path.join(folder, file)));
		press = {
			compiler: NodeCompiler.create({ workspace: path.join(projectRoot, 'src'), fontArgs: [{ fontBlobs: fonts }] }),
			coverage: fonts.map(readCoverage).reduce((all, one) => new Set([...all].filter((point) => one.has(point))))
		};
	}
	return press;
}

/** Joiners and variation selectors say how to draw the sign before them; they print nothing themselves. */
const invisible = /[\u200b-\u200f\u2028\u2029\u2060\ufe00-\ufe0f\ufeff]/gu;
/** Everything outside printable ASCII; line breaks inside texts are escaped by JSON. */
const unusual = /[^\x20-\x7e]/gu;

/** PDF/UA forbids glyphs that the font doesn't have (an emoji in a note, say): they are printed as a box. */
function printable(json: string, coverage: ReadonlySet<number>): string {
	return json.replace(invisible, '').replace(unusual, (sign) => (coverage.has(sign.codePointAt(0) as number) ? sign : '□'));
}

export interface PdfOptions {
	/** Written into the file as the moment of its making: the same input gives the same bytes. */
	readonly createdAt: Date;
}

/**
 * Prints a Typst template as a tagged PDF that conforms to PDF/UA-1, with the fonts of the project embedded.
 *
 * `template` is a path below `src`. `data` is plain JSON and reaches the template as data (`json(bytes(sys.inputs.data))`), never as markup:
 * what a person typed can't run as Typst. Pictures are SVG strings inside the data. Templates must set `fallback: false`, so that no font of the
 * machine gets in. A template that doesn't compile, or a document that isn't accessible (a picture without words), is a defect and throws.
 */
export function printPdf(template: string, data: unknown, { createdAt }: PdfOptions): Uint8Array {
	const { compiler, coverage } = openPress();
	const inputs = { data: printable(JSON.stringify(data), coverage) };
	try {
		const compiled = compiler.compile({ mainFilePath: path.join(projectRoot, 'src', template), inputs });
		if (compiled.result === null) throw new Error(`The template ${template} can't be compiled: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`);
		return compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(createdAt.getTime() / 1000) });
	} finally {
		// What Typst remembers of other people's documents is let go after a few prints, so that memory doesn't grow.
		compiler.evictCache(10);
	}
}
