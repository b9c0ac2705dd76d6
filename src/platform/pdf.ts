import { openThread } from './thread.ts';

/** What the typesetter's thread is asked for. */
export interface PrintRequest extends PdfOptions {
	readonly template: string;
	readonly json: string;
}

export interface PdfOptions {
	/** Written into the file as the moment of its making: the same input gives the same bytes. */
	readonly createdAt: Date;
}

const typesetter = openThread<PrintRequest, Uint8Array>(new URL('pdf-thread.ts', import.meta.url));

/**
 * Prints a Typst template as a tagged PDF that conforms to PDF/UA-1, with the fonts of the project embedded, in a thread beside the server.
 *
 * `template` is a path below `src`. `data` is plain JSON and reaches the template as data (`json(bytes(sys.inputs.data))`), never as markup:
 * what a person typed can't run as Typst. Pictures are SVG strings inside the data. Templates must set `fallback: false`, so that no font of the
 * machine gets in, and must keep what differs from document to document out of the set rules around the text: blocks that stand under the same
 * rules in documents printed before are remembered, the others are typeset anew. A template that doesn't compile, or a document that isn't
 * accessible (a picture without words), is a defect and rejects.
 */
export async function printPdf(template: string, data: unknown, { createdAt }: PdfOptions): Promise<Uint8Array> {
	try {
		return await typesetter.ask({ template, json: JSON.stringify(data), createdAt });
	} catch (cause) {
		throw new Error(`The template ${template} can't be printed as PDF`, { cause });
	}
}
