import { enumerate, type Finding, type FindingCode, sentenceStart } from './finding.ts';

/** A list whose members carry codes of a known set: the answers of an item, the levels, the areas. */
export interface CodeList {
	/** The members as the file gives them; a code that is not text is a matter of shape and is left out. */
	readonly given: readonly unknown[];
	/** Every code once, in the right order. */
	readonly expected: readonly string[];
	/** What a member is called: "answer". */
	readonly noun: string;
	/** The place of the list, for example "item 1.1.1"; "" for a list of the whole file. */
	readonly within: string;
	readonly codes: {
		readonly missing: FindingCode;
		readonly duplicate: FindingCode;
		readonly unknown: FindingCode;
		readonly order?: FindingCode;
		readonly empty?: FindingCode;
	};
	/** Fields to add to the finding about a code. */
	readonly about?: (code: string) => Pick<Finding, 'item' | 'answer'>;
}

/**
 * Compares the codes of a list with the expected ones. Each defect is named once: a missing and a doubled code are two findings, and neither
 * is reported again as a wrong order or a wrong count. An empty list is one finding where the list has a code for it.
 */
export function checkCodes(list: CodeList): Finding[] {
	const { expected, noun, within, codes } = list;
	const about = list.about ?? (() => ({}));
	const place = (code: string) => (within === '' ? `${noun} ${code}` : `${within}, ${noun} ${code}`);
	const subject = within === '' ? 'The file' : sentenceStart(within);
	if (list.given.length === 0 && codes.empty !== undefined) {
		const message = `${subject} has no ${noun}s at all; ${expected.length} are expected.`;
		return [{ code: codes.empty, place: within === '' ? `${noun}s` : within, ...about(''), message }];
	}
	const positions = Map.groupBy(
		list.given.flatMap((code, index) => (typeof code === 'string' ? [{ code, position: index + 1 }] : [])),
		({ code }) => code
	);
	const findings: Finding[] = [];
	for (const code of expected) {
		const found = positions.get(code) ?? [];
		if (found.length === 0) {
			findings.push({ code: codes.missing, place: place(code), ...about(code), message: `${subject} has no ${noun} ${code}.` });
		}
		if (found.length > 1) {
			const times = found.length === 2 ? 'twice' : `${found.length} times`;
			const where = enumerate(found.map(({ position }) => String(position)));
			const message = `${subject} has ${noun} ${code} ${times}: at positions ${where}.`;
			findings.push({ code: codes.duplicate, place: place(code), ...about(code), message });
		}
	}
	for (const code of positions.keys()) {
		if (expected.includes(code)) continue;
		const right =
			expected.length > 10 ? `the ${expected.length} codes go from ${expected[0]} to ${expected.at(-1)}` : `it may be ${expected.join(', ')}`;
		const message = `${subject} has ${noun} "${code}", which does not exist; ${right}.`;
		findings.push({ code: codes.unknown, place: place(code), ...about(code), message });
	}
	if (codes.order !== undefined) {
		const single = [...positions].filter(([code, found]) => found.length === 1 && expected.includes(code)).map(([code]) => code);
		const right = expected.filter((code) => single.includes(code));
		if (single.some((code, index) => code !== right[index])) {
			const message = `${subject} has its ${noun}s in the order ${single.join(', ')}; the right order is ${right.join(', ')}.`;
			findings.push({ code: codes.order, place: within === '' ? `${noun}s` : within, ...about(''), message });
		}
	}
	return findings;
}
