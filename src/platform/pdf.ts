import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { projectRoot } from './config.ts';
import { matchUncovered, readCoverage } from './font-coverage.ts';

const fontFiles = [
	'400Regular/SourceSans3_400Regular.ttf',
	'400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
	'600SemiBold/SourceSans3_600SemiBold.ttf',
	'700Bold/SourceSans3_700Bold.ttf'
];

interface PdfPress {
	readonly compiler: NodeCompiler;
	/** Matches what the fonts can't print. */
	readonly uncovered: RegExp;
}

let press: PdfPress | undefined;

function openPress(): PdfPress {
	if (press === undefined) {
		const folder = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'));
		const fonts = fontFiles.map((file) => readFileSync(path.join(folder, file)));
		press = {
			compiler: NodeCompiler.create({ workspace: path.join(projectRoot, 'src'), fontArgs: [{ fontBlobs: fonts }] }),
			uncovered: matchUncovered(fonts.map(readCoverage).reduce((all, one) => all.intersection(one)))
		};
	}
	return press;
}

/** Joiners and variation selectors say how to draw the sign before them; they print nothing themselves. */
const invisible = /[\u200b-\u200f\u2028\u2029\u2060\ufe00-\ufe0f\ufeff]/gu;
/** PDF/UA forbids glyphs that the font doesn't have (an emoji in a note, say): they are printed as a box. */
function printable(json: string, uncovered: RegExp): string {
	return json.replace(invisible, '').replace(uncovered, '□');
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
	const { compiler, uncovered } = openPress();
	const inputs = { data: printable(JSON.stringify(data), uncovered) };
	try {
		const compiled = compiler.compile({ mainFilePath: path.join(projectRoot, 'src', template), inputs });
		if (compiled.result === null) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics));
		return compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(createdAt.getTime() / 1000) });
	} catch (cause) {
		throw new Error(`The template ${template} can't be printed as PDF`, { cause });
	} finally {
		// What Typst remembers of earlier documents is let go: it grows with every print, and looking through it costs more than it saves.
		compiler.evictCache(2);
	}
}
