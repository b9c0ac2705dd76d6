import { fieldName, organisationColumns } from '#contexts/people/index.ts';
import { csvTable } from '#platform/csv-text.ts';
import { download } from '../../../../../../../download.ts';
import type { RequestHandler } from './$types';

/** Two rows that show what goes into which column; the second one lies in the first. */
const examples = [
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
];

export const GET: RequestHandler = ({ locals }) => {
	const header = organisationColumns.map(({ field }) => fieldName(field, locals.locale));
	const rows = examples.map((example: Partial<Record<string, string>>) => organisationColumns.map(({ field }) => example[field] ?? ''));
	return download(csvTable(header, rows), 'text/csv; charset=utf-8', 'organisations-sample.csv');
};
