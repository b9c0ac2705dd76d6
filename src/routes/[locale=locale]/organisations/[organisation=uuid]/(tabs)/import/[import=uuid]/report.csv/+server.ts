import { reportImport } from '#contexts/people/index.ts';
import { csvTable } from '#platform/csv-text.ts';
import { DomainError } from '#platform/errors.ts';
import { m } from '#paraglide/messages.js';
import { download } from '../../../../../../../../download.ts';
import { tellRow } from '../../../../../../../../import-rows.ts';
import { orErrorPage } from '../../../../../../../../pages.ts';
import type { RequestHandler } from './$types';

/** Every row of the file with what became of it, as a table that a spreadsheet opens and runs nothing of. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { stored, rows } = await orErrorPage(locals, reportImport(locals.actor, params.import));
	if (stored.organisationId !== params.organisation) await orErrorPage(locals, Promise.reject(new DomainError('import.not_found')));
	const inLocale = { locale: locals.locale };
	const header = [m.import_line({}, inLocale), m.import_outcome({}, inLocale), m.organisation_code({}, inLocale), m.import_what({}, inLocale)];
	const body = rows.map((row) => {
		const { line, label, outcomeName, changes, problems } = tellRow(row, locals.locale);
		const changed = changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`).join('; ');
		const told = problems.map(({ field, title, detail }) => `${title}${field === '' ? '' : ` (${field})`}. ${detail}`).join(' ');
		return [line, outcomeName, row.record['code'] ?? '', label, changed, told];
	});
	const table = csvTable([...header, m.import_details({}, inLocale), m.import_csv_message({}, inLocale)], body);
	return download(table, 'text/csv; charset=utf-8', `import-${stored.id}.csv`);
};
