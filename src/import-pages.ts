import { redirect } from '@sveltejs/kit';
import {
	cancelImport,
	discardImport,
	fieldName,
	type ImportKind,
	type ImportOutcome,
	importOutcomes,
	importWords,
	largestImport,
	listOwnImports,
	memberColumns,
	organisationColumns,
	outcomeName,
	planImportAgain,
	previewImport,
	reportImport,
	startImport,
	viewImport
} from '#contexts/people/index.ts';
import { csvTable } from '#platform/csv-text.ts';
import { DomainError } from '#platform/errors.ts';
import { m } from '#paraglide/messages.js';
import { download } from './download.ts';
import { tellRow } from './import-rows.ts';
import { orErrorPage, orProblem } from './pages.ts';
import { isProblemCode, wordsOf } from './problems.ts';

interface Columns {
	readonly fields: readonly string[];
	/** Rows of the sample: what goes into which column. */
	readonly examples: readonly Readonly<Partial<Record<string, string>>>[];
	/** By which column a reader finds the row of the own file again. */
	readonly key: string;
	/** Where the pages stand below the organisation. */
	readonly path: string;
}

const columns: Readonly<Record<ImportKind, Columns>> = {
	organisations: {
		fields: organisationColumns.map(({ field }) => field),
		key: 'code',
		path: 'import',
		examples: [
			{ code: 'AUD-1', kind: 'аудан', name_kk: 'Үлгі ауданы', name_ru: 'Образцовый район', name_en: 'Sample district' },
			{
				code: '060540004321',
				kind: 'мектеп',
				parent: 'AUD-1',
				name_kk: '№ 1 жалпы білім беретін мектеп',
				name_ru: 'Общеобразовательная школа № 1',
				name_en: 'General school No. 1',
				settlement: 'ауыл',
				languages: 'қазақ, орыс'
			}
		]
	},
	people: {
		fields: memberColumns.map(({ field }) => field),
		key: 'email',
		path: 'invitations/import',
		examples: [
			{ email: 'aigul@mektep.kz', name: 'Айгүл Серікқызы', role: 'мұғалім', language: 'қазақша' },
			{ email: 'olga@mektep.kz', name: 'Ольга Ким', role: 'методист', organisation: '060540004321', language: 'русский' }
		]
	}
};

interface Place {
	readonly organisation: string;
}
interface OneImport extends Place {
	readonly import: string;
}
interface Asked<Params> {
	readonly locals: App.Locals;
	readonly params: Params;
	readonly url: URL;
	readonly request: Request;
}

const isOutcome = (text: string | null): text is ImportOutcome => importOutcomes.some((outcome) => outcome === text);

/** Loads, form actions and files of the pages of a kind of import; the pages themselves are `ImportStart` and `ImportView` of `people/ui`. */
export function importPages(kind: ImportKind) {
	const { fields, examples, key, path } = columns[kind];
	const addressOf = ({ locals, params }: Pick<Asked<Place>, 'locals' | 'params'>) => `/${locals.locale}/organisations/${params.organisation}/${path}`;

	/** An import of another kind, or for another organisation, is none of these pages. */
	async function requireHere({ locals, params }: Pick<Asked<Place>, 'locals' | 'params'>, stored: { kind: ImportKind; organisationId: string }) {
		if (stored.kind === kind && stored.organisationId === params.organisation) return;
		await orErrorPage(locals, Promise.reject(new DomainError('import.not_found')));
	}

	/** Back to the page itself by a request that may be repeated: it is loaded again until the import has ended. */
	async function andShow(event: Asked<OneImport>, work: Promise<void>) {
		const { failure } = await orProblem(event.locals, {}, work);
		if (failure !== undefined) return failure;
		redirect(303, `${addressOf(event)}/${event.params.import}`);
	}

	return {
		start: async (event: Pick<Asked<Place>, 'locals' | 'params'>) => ({
			imports: await orErrorPage(event.locals, listOwnImports(event.locals.actor, kind, event.params.organisation)),
			largestImport,
			columns: fields.map((field) => fieldName(field, event.locals.locale)),
			here: addressOf(event)
		}),
		upload: async (event: Asked<Place>) => {
			const { locals, params, request } = event;
			const sent = (await request.formData()).get('file');
			const file = sent instanceof File ? { name: sent.name, bytes: new Uint8Array(await sent.arrayBuffer()) } : { name: '', bytes: new Uint8Array() };
			const { done, failure } = await orProblem(locals, {}, previewImport(locals.actor, kind, params.organisation, file));
			if (failure !== undefined) return failure;
			redirect(303, `${addressOf(event)}/${done}`);
		},
		view: async (event: Omit<Asked<OneImport>, 'request'>) => {
			const { locals, params, url } = event;
			const wanted = url.searchParams.get('outcome');
			const outcome = isOutcome(wanted) ? wanted : undefined;
			const view = await orErrorPage(locals, viewImport(locals.actor, params.import, { outcome, page: Number(url.searchParams.get('page') ?? 1) }));
			await requireHere(event, view.stored);
			const code = view.progress?.messageCode ?? '';
			return {
				here: `${addressOf(event)}/${view.stored.id}`,
				imports: addressOf(event),
				fileName: view.stored.fileName,
				areAlikeOthers: view.stored.options.areAlikeOthers,
				state: view.state,
				done: view.progress?.done ?? 0,
				total: view.progress?.total ?? 0,
				/** Why it could not be carried out. */
				failure: view.state === 'failed' ? wordsOf(isProblemCode(code) ? code : 'internal', { request: locals.requestId }, locals.locale) : undefined,
				counts: view.counts,
				outcomes: importOutcomes.map((one) => ({ outcome: one, name: outcomeName(kind, one, locals.locale), count: view.counts[one] })),
				outcome,
				rows: view.rows.map((row) => tellRow(kind, row, locals.locale)),
				page: view.page,
				pages: view.pages
			};
		},
		actions: {
			start: (event: Asked<OneImport>) => andShow(event, startImport(event.locals.actor, event.params.import)),
			cancel: (event: Asked<OneImport>) => andShow(event, cancelImport(event.locals.actor, event.params.import)),
			again: async (event: Asked<OneImport>) => {
				const areAlikeOthers = (await event.request.formData()).get('others') === 'yes';
				return andShow(event, planImportAgain(event.locals.actor, event.params.import, { areAlikeOthers }));
			},
			discard: async (event: Asked<OneImport>) => {
				const { failure } = await orProblem(event.locals, {}, discardImport(event.locals.actor, event.params.import));
				if (failure !== undefined) return failure;
				redirect(303, addressOf(event));
			}
		},
		/** The columns and an example of each. */
		sample: ({ locals }: Pick<Asked<Place>, 'locals'>) => {
			const header = fields.map((field) => fieldName(field, locals.locale));
			return download(csvTable(header, examples.map((row) => fields.map((field) => row[field] ?? ''))), 'text/csv; charset=utf-8', `${kind}-sample.csv`);
		},
		/** Every row of the file with what became of it, as a table that a spreadsheet opens and runs nothing of. */
		report: async (event: Pick<Asked<OneImport>, 'locals' | 'params'>) => {
			const { locals, params } = event;
			const { stored, rows } = await orErrorPage(locals, reportImport(locals.actor, params.import));
			await requireHere(event, stored);
			const inLocale = { locale: locals.locale };
			const body = rows.map((row) => {
				const { line, label, outcomeName: outcome, changes, problems } = tellRow(kind, row, locals.locale);
				const changed = changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`).join('; ');
				const told = problems.map(({ field, title, detail }) => `${title}${field === '' ? '' : ` (${field})`}. ${detail}`).join(' ');
				return [line, outcome, row.record[key] ?? '', label, changed, told];
			});
			const header = [m.import_line({}, inLocale), m.import_outcome({}, inLocale), fieldName(key, locals.locale), importWords[kind].what({}, inLocale)];
			const table = csvTable([...header, m.import_details({}, inLocale), m.import_csv_message({}, inLocale)], body);
			return download(table, 'text/csv; charset=utf-8', `import-${stored.id}.csv`);
		}
	};
}
