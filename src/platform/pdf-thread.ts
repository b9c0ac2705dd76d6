import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { projectRoot } from './config.ts';
import { matchUncovered, readCoverage } from './font-coverage.ts';
import type { PrintRequest } from './pdf.ts';
import { answerRequests } from './thread.ts';

const fontFiles = [
	'400Regular/SourceSans3_400Regular.ttf',
	'400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
	'600SemiBold/SourceSans3_600SemiBold.ttf',
	'700Bold/SourceSans3_700Bold.ttf'
];

/**
 * For how many documents Typst remembers a typeset block that none of them used. Measured with reports whose 32 levels are drawn by lot, in three
 * languages (docs/adr/0008-typst-for-pdf.md): 2 remembers next to nothing, beyond 40 memory grows and little is won.
 */
const rememberedDocuments = 40;

const fontFolder = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'));
const fonts = fontFiles.map((file) => readFileSync(path.join(fontFolder, file)));
const compiler = NodeCompiler.create({ workspace: path.join(projectRoot, 'src'), fontArgs: [{ fontBlobs: fonts }] });
/** What the fonts can't print. */
const uncovered = matchUncovered(fonts.map(readCoverage).reduce((all, one) => all.intersection(one)));

/** Joiners and variation selectors say how to draw the sign before them; they print nothing themselves. */
const invisible = /[\u200b-\u200f\u2028\u2029\u2060\ufe00-\ufe0f\ufeff]/gu;
/** PDF/UA forbids glyphs that the font doesn't have (an emoji in a note, say): they are printed as a box. */
function printable(json: string): string {
	return json.replace(invisible, '').replace(uncovered, '□');
}

function print({ template, json, createdAt }: PrintRequest): Uint8Array {
	const compiled = compiler.compile({ mainFilePath: path.join(projectRoot, 'src', template), inputs: { data: printable(json) } });
	if (compiled.result === null) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics));
	return compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(createdAt.getTime() / 1000) });
}

answerRequests(print, () => compiler.evictCache(rememberedDocuments));
