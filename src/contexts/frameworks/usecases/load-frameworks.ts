import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { nobody } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { crosswalkShape, findCrosswalkDefects, type Crosswalk } from '../domain/crosswalk.ts';
import { findFrameworkDefects, frameworkShape, type Framework } from '../domain/framework.ts';
import { findLibraryDefects, libraryShape, type Library } from '../domain/library.ts';
import { upsertDocuments, type DocumentBodies, type DocumentKind, type StoredDocument } from '../store/documents.ts';

/** A document of the content can't be loaded. The message names the file and every defect. */
export class ContentError extends Error {
	override readonly name = 'ContentError';
}

interface ReadDocument<Body> extends StoredDocument {
	readonly file: string;
	readonly body: Body & DocumentBodies[DocumentKind];
}

/**
 * Loads `frameworks/`, `crosswalks/` and `library/` of the content folder: every file is checked first, then all are stored together or none.
 * Documents whose content is already stored are left alone, so that it can run at every start. Returns how many were read and written.
 * Throws `ContentError` when a file is broken; the database then stays as it was.
 */
export async function loadFrameworks(contentDirectory: string): Promise<{ read: number; written: number }> {
	const frameworks = await readDocuments<Framework>(contentDirectory, 'frameworks', 'framework', frameworkShape);
	const crosswalks = await readDocuments<Crosswalk>(contentDirectory, 'crosswalks', 'crosswalk', crosswalkShape);
	const libraries = await readDocuments<Library>(contentDirectory, 'library', 'library', libraryShape);

	for (const { file, body } of frameworks) refuse(file, findFrameworkDefects(body));
	for (const { file, body } of libraries) refuse(file, findLibraryDefects(body));
	for (const { file, body } of crosswalks) {
		const [from, to] = [body.from, body.to].map((id) => frameworks.find((framework) => framework.id === id)?.body);
		refuse(file, from && to ? findCrosswalkDefects(body, from, to) : [`one of the frameworks ${body.from} and ${body.to} is missing`]);
	}

	const documents = [...frameworks, ...crosswalks, ...libraries];
	const written = documents.length === 0 ? 0 : await inTransaction(nobody, (transaction) => upsertDocuments(transaction, documents));
	return { read: documents.length, written };
}

async function readDocuments<Body extends { id: string; version: string }>(
	contentDirectory: string,
	folder: string,
	kind: DocumentKind,
	shape: z.ZodType<Body>
): Promise<ReadDocument<Body>[]> {
	const names = (await readdir(path.join(contentDirectory, folder))).filter((name) => name.endsWith('.json')).sort();
	return Promise.all(
		names.map(async (name) => {
			const file = `${folder}/${name}`;
			const text = await readFile(path.join(contentDirectory, folder, name), 'utf8');
			const parsed = shape.safeParse(parseJson(file, text));
			if (!parsed.success) throw new ContentError(`${file}: ${z.prettifyError(parsed.error)}`);
			const body = parsed.data as Body & DocumentBodies[DocumentKind];
			if (name !== `${body.id}@${body.version}.json`)
				throw new ContentError(`${file}: it holds ${body.id}@${body.version}; rename the file or mend its id and version`);
			return { file, kind, id: body.id, version: body.version, body, checksum: createHash('sha256').update(text).digest('hex') };
		})
	);
}

function parseJson(file: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new ContentError(`${file}: it is not JSON`, { cause });
	}
}

function refuse(file: string, defects: readonly string[]): void {
	if (defects.length > 0) throw new ContentError(`${file}: ${defects.join('; ')}`);
}
