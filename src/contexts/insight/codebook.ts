import type { Instrument } from '#contexts/self-assessment/index.ts';
import { csvTable } from '#platform/csv-text.ts';
import { type Locale, type LocalText, locales } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { cellColumns } from './domain/export/cell-rows.ts';
import type { WaveHead } from './domain/results.ts';

/** What a column of a file means, and which values it has, in three languages. */
export interface CodebookEntry {
	/** `cells`: the table of groups; `rows`: the file with a row for each person. */
	readonly file: 'cells' | 'rows';
	readonly column: string;
	readonly meaning: LocalText;
	/** Empty where the meaning says it. */
	readonly values: LocalText;
}

const inAll = (words: (locale: Locale) => string): LocalText => ({ kk: words('kk'), ru: words('ru'), en: words('en') });
const none: LocalText = { kk: '', ru: '', en: '' };

const fixed: Readonly<Record<string, LocalText>> = {
	place_id: inAll((locale) => m.codebook_place_id({}, { locale })),
	place_code: inAll((locale) => m.codebook_place_code({}, { locale })),
	place_kind: inAll((locale) => m.codebook_place_kind({}, { locale })),
	place_kk: inAll((locale) => m.codebook_place({}, { locale })),
	place_ru: inAll((locale) => m.codebook_place({}, { locale })),
	place_en: inAll((locale) => m.codebook_place({}, { locale })),
	persons: inAll((locale) => m.codebook_persons({}, { locale })),
	measure: inAll((locale) => m.codebook_measure({}, { locale })),
	code: inAll((locale) => m.codebook_code({}, { locale })),
	answered: inAll((locale) => m.codebook_answered({}, { locale })),
	mean: inAll((locale) => m.codebook_mean({}, { locale })),
	sd: inAll((locale) => m.codebook_sd({}, { locale })),
	dk_or_below: inAll((locale) => m.codebook_unknown({}, { locale }))
};

function describeCellColumn(column: string, instrument: Instrument): CodebookEntry {
	const question = instrument.context.find(({ id }) => id === column);
	if (question !== undefined && question.type !== 'text') {
		const values = inAll((locale) => question.options.map(({ value, text }) => `${value} = ${text[locale]}`).join('; '));
		return { file: 'cells', column, meaning: question.text, values };
	}
	const choice = /^choice_(\d+)$/.exec(column)?.[1];
	const meaning =
		choice === undefined
			? inAll((locale) => m.codebook_level({ level: column.toUpperCase() }, { locale }))
			: inAll((locale) => m.codebook_choice({ number: choice }, { locale }));
	return { file: 'cells', column, meaning: fixed[column] ?? meaning, values: none };
}

/** The codebook of both files of a wave. */
export function codebookOf(wave: WaveHead, instrument: Instrument): CodebookEntry[] {
	const answers = inAll((locale) => m.codebook_item_values({}, { locale }));
	return [
		...cellColumns(wave, wave.dimensions).map((column) => describeCellColumn(column, instrument)),
		{ file: 'rows', column: 'group', meaning: inAll((locale) => m.codebook_group({}, { locale })), values: none },
		...instrument.items.map(
			({ code, question }): CodebookEntry => ({ file: 'rows', column: `i${code.replaceAll('.', '_')}`, meaning: question, values: answers })
		),
		...wave.questions.map(({ position, text, options }, index): CodebookEntry => {
			const values = inAll((locale) => {
				const named = options.map((option, choice) => `${choice + 1} = ${option[locale]}`);
				return [m.codebook_no_answer({}, { locale }), ...named].join('; ');
			});
			return { file: 'rows', column: `q${index + 1}`, meaning: inAll((locale) => text[locale] || `${position}`), values };
		})
	];
}

/** The codebook as a CSV file with all three languages. */
export function codebookCsv(entries: readonly CodebookEntry[]): string {
	const header = ['file', 'column', ...locales.map((locale) => `meaning_${locale}`), ...locales.map((locale) => `values_${locale}`)];
	return csvTable(
		header,
		entries.map(({ file, column, meaning, values }) => [
			file,
			column,
			...locales.map((locale) => meaning[locale]),
			...locales.map((locale) => values[locale])
		])
	);
}
