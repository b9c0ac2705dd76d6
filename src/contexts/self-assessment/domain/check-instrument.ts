import { locales } from '#platform/locale.ts';
import { checkCodes } from './check-codes.ts';
import { checkTexts, localeWords } from './check-texts.ts';
import { type Finding, listAt, sentenceStart, valueAt } from './finding.ts';
import { levels } from './level.ts';
import { competenceOfItem, selfieAreas, selfieCompetences, selfieItems } from './selfie-items.ts';
import { isSameText } from './similarity.ts';

/** The order of an item's answers in a file: the ladder, then "don't know". */
export const answerOrder = [...levels, 'DK'] as const;

/** The option that closes every choice of a context question: nobody has to tell. */
export const preferNotToSay = 'prefer_not_to_say';

const codesOf = (list: readonly unknown[], field: string): unknown[] => list.map((entry) => valueAt(entry, [field]));

/** Pairs of answers that say the same. A level that is given twice is reported as such, not here. */
function checkSameTexts(item: string, answers: readonly unknown[]): Finding[] {
	const entries = answers.map((answer) => ({ value: valueAt(answer, ['value']), text: valueAt(answer, ['text']) }));
	const findings: Finding[] = [];
	for (const [index, later] of entries.entries()) {
		for (const earlier of entries.slice(0, index)) {
			if (typeof earlier.value !== 'string' || typeof later.value !== 'string' || earlier.value === later.value) continue;
			const same = locales.filter((locale) => {
				const [first, second] = [valueAt(earlier.text, [locale]), valueAt(later.text, [locale])];
				return typeof first === 'string' && typeof second === 'string' && isSameText(first, second);
			});
			const [only] = same;
			if (only === undefined) continue;
			const words = localeWords(same);
			findings.push({
				code: 'answer.same_text',
				place: `item ${item}, answers ${earlier.value} and ${later.value}, ${words.place}`,
				item,
				answer: later.value,
				...(same.length === 1 ? { locale: only } : {}),
				message:
					`Item ${item} has the same text, or nearly the same, for the answers ${earlier.value} and ${later.value} in ${words.sentence}; ` +
					'one of them stands in the place of another statement.'
			});
			break; // three equal texts are two findings, not three pairs
		}
	}
	return findings;
}

function checkItem(entry: unknown): Finding[] {
	const code = valueAt(entry, ['code']);
	if (typeof code !== 'string') return [];
	const findings: Finding[] = [];
	const competence = valueAt(entry, ['competence']);
	const right = competenceOfItem(code);
	if (right !== undefined && typeof competence === 'string' && competence !== right) {
		const message = `Item ${code} is mapped to competence "${competence}"; it belongs to ${right}.`;
		findings.push({ code: 'item.competence', place: `item ${code}`, item: code, message });
	}
	const answers = valueAt(entry, ['answers']);
	if (!Array.isArray(answers)) return findings;
	return [
		...findings,
		...checkCodes({
			given: codesOf(answers, 'value'),
			expected: answerOrder,
			noun: 'answer',
			within: `item ${code}`,
			codes: { missing: 'answer.missing', duplicate: 'answer.duplicate', unknown: 'answer.unknown', order: 'answer.order', empty: 'answer.count' },
			about: (answer) => ({ item: code, ...(answer === '' ? {} : { answer }) })
		}),
		...checkSameTexts(code, answers)
	];
}

function checkItems(json: unknown): Finding[] {
	const items = listAt(json, 'items');
	if (!Array.isArray(valueAt(json, ['items']))) return [];
	return [
		...checkCodes({
			given: codesOf(items, 'code'),
			expected: selfieItems.map(({ code }) => code),
			noun: 'item',
			within: '',
			codes: { missing: 'item.missing', duplicate: 'item.duplicate', unknown: 'item.unknown', empty: 'count.items' },
			about: (item) => (item === '' ? {} : { item })
		}),
		...items.flatMap(checkItem)
	];
}

function repeated(values: readonly unknown[]): string[] {
	return [...new Set(values.filter((value, index): value is string => typeof value === 'string' && values.indexOf(value) !== index))];
}

function checkContext(json: unknown): Finding[] {
	const questions = listAt(json, 'context');
	const findings = repeated(codesOf(questions, 'id')).map(
		(id): Finding => ({ code: 'context.duplicate', place: `context question ${id}`, message: `The context question ${id} is there more than once.` })
	);
	for (const question of questions) {
		const place = `context question ${String(valueAt(question, ['id']))}`;
		const start = sentenceStart(place);
		for (const row of repeated(codesOf(listAt(question, 'rows'), 'value'))) {
			findings.push({ code: 'context.row', place: `${place}, row ${row}`, message: `${start} has the row ${row} more than once.` });
		}
		if (!Array.isArray(valueAt(question, ['options']))) continue;
		const options = codesOf(listAt(question, 'options'), 'value');
		const doubled = repeated(options);
		for (const option of doubled) {
			findings.push({ code: 'context.option', place: `${place}, option ${option}`, message: `${start} has the option ${option} more than once.` });
		}
		if (options.at(-1) !== preferNotToSay && !doubled.includes(preferNotToSay)) {
			const isElsewhere = options.includes(preferNotToSay);
			const what = isElsewhere ? `has the option ${preferNotToSay}, but not as the last one` : `does not end with the option ${preferNotToSay}`;
			findings.push({ code: 'context.option', place: `${place}, option ${preferNotToSay}`, message: `${start} ${what}.` });
		} else if (options.length < 2) {
			findings.push({ code: 'context.option', place, message: `${start} has fewer than two options.` });
		}
	}
	return findings;
}

function checkScale(json: unknown): Finding[] {
	const list = (key: string) => ({ given: codesOf(listAt(json, key), 'code'), within: '' });
	const isThere = (...path: string[]) => Array.isArray(valueAt(json, path));
	return [
		...(isThere('levels')
			? checkCodes({
					...list('levels'),
					expected: ['below', ...levels],
					noun: 'level',
					codes: { missing: 'level.missing', duplicate: 'level.duplicate', unknown: 'level.unknown', order: 'level.order', empty: 'level.count' }
				})
			: []),
		...(isThere('areas')
			? checkCodes({
					...list('areas'),
					expected: selfieAreas,
					noun: 'area',
					codes: { missing: 'area.missing', duplicate: 'area.duplicate', unknown: 'area.unknown' }
				})
			: []),
		...(isThere('competences')
			? checkCodes({
					...list('competences'),
					expected: selfieCompetences,
					noun: 'competence',
					codes: { missing: 'competence.missing', duplicate: 'competence.duplicate', unknown: 'competence.unknown' }
				})
			: []),
		...(isThere('selfRating', 'options')
			? checkCodes({
					given: codesOf(listAt(valueAt(json, ['selfRating']), 'options'), 'value'),
					expected: levels,
					noun: 'statement',
					within: 'self-rating',
					codes: {
						missing: 'self_rating.missing',
						duplicate: 'self_rating.duplicate',
						unknown: 'self_rating.unknown',
						order: 'self_rating.order',
						empty: 'self_rating.count'
					}
				})
			: [])
	];
}

/**
 * Names every defect of an instrument file, whatever state the file is in; an empty list means that the instrument may be used. It looks at
 * parsed JSON: the shape, all texts in all languages, the 32 items with the competence each belongs to, seven different answers per item in
 * the order of the ladder, the context questions, the self-rating, the levels, areas and competences. Each defect is reported once: a doubled
 * level beside a missing one is these two findings, not also a wrong order or count.
 */
export function checkInstrument(json: unknown): Finding[] {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) {
		return [{ code: 'shape', place: 'file', message: 'The file is not an instrument: an object is expected.' }];
	}
	return [...checkTexts(json), ...checkItems(json), ...checkScale(json), ...checkContext(json)];
}
