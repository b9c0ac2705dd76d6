import { DomainError } from '#platform/errors.ts';
import { isLocale, type Locale } from '#platform/locale.ts';
import type { ImportColumn, ImportRecord, RowProblem } from './import.ts';
import { isRole, type Role } from './role.ts';

export type MemberField = 'email' | 'name' | 'role' | 'organisation' | 'language';

/** The columns of a file of people to be invited, with the headers people give them. */
export const memberColumns: readonly ImportColumn<MemberField>[] = [
	{ field: 'email', names: ['пошта', 'почта', 'e-mail', 'электрондық пошта', 'электронная почта', 'mail', 'эл. почта', 'адрес'], isRequired: true },
	{ field: 'name', names: ['аты-жөні', 'ФИО', 'имя', 'тегі, аты', 'full name', 'фамилия, имя', 'аты'] },
	{ field: 'role', names: ['рөлі', 'рөл', 'роль', 'должность', 'лауазымы'] },
	{ field: 'organisation', names: ['ұйым коды', 'код организации', 'organisation code', 'organization code', 'код школы', 'мектеп коды', 'БИН'] },
	{ field: 'language', names: ['хат тілі', 'хаттың тілі', 'язык письма', 'language of the letter', 'тіл', 'язык', 'locale'] }
];

type Words<Value extends string> = Readonly<Record<string, Value>>;

const roleWords: Words<Role> = {
	'мұғалім': 'teacher', 'учитель': 'teacher', 'педагог': 'teacher', 'оқытушы': 'teacher', 'преподаватель': 'teacher',
	'тыңдаушы': 'learner', 'слушатель': 'learner', 'студент': 'learner', 'магистрант': 'learner',
	'тәлімгер': 'mentor', 'наставник': 'mentor', 'тренер': 'trainer', 'емтихан алушы': 'examiner', 'экзаменатор': 'examiner',
	'үйлестіруші': 'coordinator', 'координатор': 'coordinator', 'басшы': 'head', 'директор': 'head', 'руководитель': 'head',
	'әдіскер': 'methodologist', 'методист': 'methodologist', 'талдаушы': 'analyst', 'аналитик': 'analyst',
	'бағдарлама жетекшісі': 'programme_manager', 'руководитель программы': 'programme_manager', 'programme manager': 'programme_manager',
	'комиссия мүшесі': 'panel_member', 'член комиссии': 'panel_member', 'panel member': 'panel_member', 'редактор': 'editor',
	'фасилитатор': 'facilitator', 'сарапшы': 'expert', 'эксперт': 'expert', 'жұмыс беруші': 'employer', 'работодатель': 'employer'
};
const localeWords: Words<Locale> = {
	'қазақша': 'kk', 'қазақ': 'kk', 'казахский': 'kk', 'каз': 'kk', 'kazakh': 'kk',
	'орысша': 'ru', 'орыс': 'ru', 'русский': 'ru', 'рус': 'ru', 'russian': 'ru',
	'ағылшынша': 'en', 'ағылшын': 'en', 'английский': 'en', 'англ': 'en', 'english': 'en'
};

/** A row of people to be invited, understood. What is empty in the file is absent. */
export interface MemberRow {
	readonly email: string;
	readonly name: string | null;
	readonly role: Role | undefined;
	readonly organisationCode: string | null;
	readonly locale: Locale | undefined;
}

/** How addresses and names are written one way; both throw codes with words. */
export interface MemberCleaning {
	readonly email: (typed: string) => string;
	readonly name: (typed: string) => string;
}

/** Understands a row, or says what is wrong in which column. */
export function readMemberRow(record: ImportRecord<MemberField>, clean: MemberCleaning): { row: MemberRow; problems: RowProblem[] } {
	const problems: RowProblem[] = [];
	const attempt = <Value>(field: MemberField, read: (cell: string) => Value): Value | undefined => {
		try {
			return read(record[field].trim());
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			problems.push({ field, code: error.code, parameters: error.parameters });
			return undefined;
		}
	};
	const oneOf = <Value extends string>(field: MemberField, code: string, words: Words<Value>, isValue: (text: unknown) => text is Value) =>
		attempt(field, (cell) => {
			const word = cell.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ');
			if (word === '') return undefined;
			if (isValue(word)) return word;
			if (Object.hasOwn(words, word)) return words[word];
			throw new DomainError(code);
		});
	const row = {
		email: attempt('email', clean.email) ?? '',
		name: attempt('name', (cell) => (cell === '' ? null : clean.name(cell))) ?? null,
		role: oneOf('role', 'role.unknown', roleWords, isRole),
		organisationCode: record.organisation.trim() === '' ? null : record.organisation.trim(),
		locale: oneOf('language', 'locale.unknown', localeWords, isLocale)
	};
	return { row, problems };
}
