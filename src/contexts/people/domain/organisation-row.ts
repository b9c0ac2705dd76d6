import { DomainError } from '#platform/errors.ts';
import type { ImportColumn, ImportRecord, RowProblem } from './import.ts';
import {
	type InstructionLocale,
	isInstructionLocale,
	isOrganisationKind,
	isSettlement,
	type OrganisationKind,
	type OrganisationName,
	type Settlement
} from './organisation.ts';
import { cleanCode, cleanName } from './organisation-text.ts';

export type OrganisationField = 'code' | 'kind' | 'parent' | 'name_kk' | 'name_ru' | 'name_en' | 'settlement' | 'languages';

/** The columns of a file of organisations, with the headers people give them. */
export const organisationColumns: readonly ImportColumn<OrganisationField>[] = [
	{ field: 'code', names: ['коды', 'код', 'БСН', 'БИН', 'BIN'] },
	{ field: 'kind', names: ['түрі', 'вид', 'тип', 'type'] },
	{
		field: 'parent',
		names: ['жоғары тұрған ұйымның коды', 'код вышестоящей организации', 'parent code', 'жоғары тұрған ұйым', 'вышестоящая организация']
	},
	{ field: 'name_kk', names: ['қазақша атауы', 'название на казахском', 'name in Kazakh', 'атауы', 'атауы (қаз)'] },
	{ field: 'name_ru', names: ['орысша атауы', 'название на русском', 'name in Russian', 'название', 'наименование', 'наименование на русском'] },
	{ field: 'name_en', names: ['ағылшынша атауы', 'название на английском', 'name in English', 'name'] },
	{ field: 'settlement', names: ['қала немесе ауыл', 'город или село', 'urban or rural', 'местность', 'елді мекен'] },
	{ field: 'languages', names: ['оқыту тілдері', 'языки обучения', 'languages of instruction', 'оқыту тілі', 'язык обучения'] }
];

/** Each word that people use in a cell, with what it means. */
type Words<Value extends string> = Readonly<Record<string, Value>>;

const kindWords: Words<OrganisationKind> = {
	'ел': 'nation', 'страна': 'nation', 'өңір': 'region', 'облыс': 'region', 'область': 'region', 'регион': 'region',
	'аудан': 'district', 'район': 'district', 'мектеп': 'school', 'школа': 'school', 'университет': 'university', 'вуз': 'university',
	'жоо': 'university', 'факультет': 'faculty', 'кафедра': 'department', 'консорциум': 'consortium',
	'біліктілікті арттыру орталығы': 'cpd_centre', 'центр повышения квалификации': 'cpd_centre', 'cpd centre': 'cpd_centre'
};
const settlementWords: Words<Settlement> = {
	'қала': 'urban', 'қалалық': 'urban', 'город': 'urban', 'городская': 'urban', 'городской': 'urban', 'city': 'urban', 'town': 'urban',
	'ауыл': 'rural', 'ауылдық': 'rural', 'село': 'rural', 'сельская': 'rural', 'сельский': 'rural', 'village': 'rural'
};
const languageWords: Words<InstructionLocale> = {
	'қазақ': 'kk', 'қазақша': 'kk', 'казахский': 'kk', 'kazakh': 'kk', 'каз': 'kk', 'қаз': 'kk',
	'орыс': 'ru', 'орысша': 'ru', 'русский': 'ru', 'russian': 'ru', 'рус': 'ru',
	'өзбек': 'uz', 'узбекский': 'uz', 'uzbek': 'uz', 'ұйғыр': 'ug', 'уйгурский': 'ug', 'uyghur': 'ug',
	'тәжік': 'tg', 'таджикский': 'tg', 'tajik': 'tg', 'ағылшын': 'en', 'английский': 'en', 'english': 'en',
	'түрік': 'tr', 'турецкий': 'tr', 'turkish': 'tr', 'неміс': 'de', 'немецкий': 'de', 'german': 'de'
};

function understand<Value extends string>(cell: string, words: Words<Value>, isValue: (text: unknown) => text is Value): Value | undefined {
	const word = cleanName(cell).toLowerCase();
	return isValue(word) ? word : Object.hasOwn(words, word) ? words[word] : undefined;
}

/** A row of a file of organisations, understood. What is empty in the file is absent: it changes nothing of what there is. */
export interface OrganisationRow {
	readonly code: string | null;
	readonly kind: OrganisationKind | undefined;
	readonly parentCode: string | null;
	readonly name: Partial<OrganisationName>;
	readonly settlement: Settlement | undefined;
	readonly instructionLocales: readonly InstructionLocale[] | undefined;
}

/** Understands a row, or says what is wrong in which column. */
export function readOrganisationRow(record: ImportRecord<OrganisationField>): { row: OrganisationRow; problems: RowProblem[] } {
	const problems: RowProblem[] = [];
	const attempt = <Value>(field: OrganisationField, read: (cell: string) => Value): Value | undefined => {
		try {
			return read(record[field]);
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			problems.push({ field, code: error.code, parameters: error.parameters });
			return undefined;
		}
	};
	const oneOf = <Value extends string>(field: OrganisationField, code: string, words: Words<Value>, isValue: (text: unknown) => text is Value) =>
		attempt(field, (cell) => {
			if (cleanName(cell) === '') return undefined;
			const value = understand(cell, words, isValue);
			if (value === undefined) throw new DomainError(code, { value: cleanName(cell).slice(0, 60) });
			return value;
		});
	const languages = attempt('languages', (cell) => {
		const words = cell.split(/[,;/|+]/).map(cleanName).filter((word) => word !== '');
		const read = words.map((word) => {
			const locale = understand(word.replace(/ (тілі|язык|language)$/i, ''), languageWords, isInstructionLocale);
			if (locale === undefined) throw new DomainError('organisation.language_unknown', { value: word.slice(0, 60) });
			return locale;
		});
		return read.length === 0 ? undefined : [...new Set(read)];
	});
	const name: Partial<Record<keyof OrganisationName, string>> = {};
	for (const locale of ['kk', 'ru', 'en'] as const) {
		const text = attempt(`name_${locale}`, cleanName);
		if (text !== undefined && text !== '') name[locale] = text;
	}
	const row = {
		code: attempt('code', cleanCode) ?? null,
		kind: oneOf('kind', 'organisation.kind_unknown', kindWords, isOrganisationKind),
		parentCode: attempt('parent', cleanCode) ?? null,
		name,
		settlement: oneOf('settlement', 'organisation.settlement_unknown', settlementWords, isSettlement),
		instructionLocales: languages
	};
	return { row, problems };
}
