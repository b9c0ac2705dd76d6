/** Words by which headers and row names of published tables tell what they hold, in Kazakh, Russian and English. */

/** A name as it is compared: case, spaces, quotes and marks at its end don't matter; ё is е, and lookalike spaces are spaces. */
export function normalise(name: string): string {
	return name
		.normalize('NFC')
		.toLowerCase()
		.replaceAll('ё', 'е')
		.replaceAll(/[«»"“”„'’]/g, '')
		.replaceAll(/[\s\u00a0\u2007\u2009\u202f]+/g, ' ')
		.trim()
		.replace(/[\s.:;,*†‡¹²³]+$/u, '');
}

const is = (...patterns: string[]) => new RegExp(`^(?:${patterns.join('|')})$`, 'u');

const bracketed = '(?: ?[(,].*)?';

/** The number of people a row is about. */
export const isSampleSizeName = (name: string) => sampleSize.test(normalise(name));
const sampleSize = is(
	`n${bracketed}`,
	'n ?=.*',
	'№ ?респ.*',
	'sample(?: size)?',
	'base',
	'respondents?',
	'participants?',
	'(?:number|no|count) of .*',
	'кол(?:ичество|-во|\\. ?во) ?.*',
	'число .*',
	'численность.*',
	'выборка',
	'респондент(?:ы|ов)?',
	'участник(?:и|ов)',
	`чел(?:овек)?${bracketed}`,
	'опрошен.*',
	'саны',
	'.* саны',
	'адам',
	'іріктеме',
	'таңдама',
	'респонденттер'
);

/** A column or row that adds the others up. */
export const isTotalName = (name: string) => total.test(normalise(name));
const total = is(
	`(?:grand |row |column )?totals?${bracketed}`,
	`sum${bracketed}`,
	`overall${bracketed}`,
	`итого${bracketed}`,
	`всего${bracketed}`,
	`общий итог`,
	`сумма${bracketed}`,
	`барлығы${bracketed}`,
	`жиыны${bracketed}`,
	`жалпы${bracketed}`,
	`қосындысы?${bracketed}`,
	'σ',
	'∑',
	'%? ?total ?%?'
);

/** A mean on some scale. */
export const isMeanName = (name: string) => mean.test(normalise(name));
const mean = is(
	...['mean\\b.*', 'average (?:score|mark|grade|value|rating).*', 'avg\\b.*', 'median\\b.*', 'x̄'],
	...['среднее.*', 'средний балл.*', 'средняя (?:оценка|отметка).*', 'ср\\. ?(?:балл|знач|оценка).*', 'медиана.*'],
	...['орташа (?:мән|балл|баға|көрсеткіш).*', 'орта балл.*']
);

/** A statistic, a rank or another number that is no part of a whole, beyond doubt. */
export const isStatisticName = (name: string) => statistic.test(normalise(name));
const statistic = is(
	'p[- ]?value.*',
	'p ?[<=(].*',
	'std.*',
	's\\.d',
	'standard (?:deviation|error).*',
	'st\\.? ?dev.*',
	'стандартн\\p{L}* (?:откл|ошиб).*',
	'ст\\.? ?откл.*',
	'стандартты? (?:ауытқу|қате).*',
	'χ ?[2²].*',
	'chi.*square.*',
	't[- ]?test.*',
	'sig\\.?.*',
	'cohen.*',
	'effect size.*',
	'95 ?%.*',
	'.*confidence interval.*',
	'доверит.*',
	'сенім.*аралы.*',
	'rank',
	'net',
	'net (?:balance|score|agreement).*',
	'сальдо',
	'ранг',
	'рейтинг',
	'№',
	'#',
	'code',
	'код',
	'year',
	'год',
	'жыл',
	'note',
	'notes',
	'примечани[ея]',
	'ескерту.*'
);

/** Names of a statistic in one table and of a category in another ("SD": standard deviation, or "strongly disagree"; "average"). */
export const isDoubtfulName = (name: string) => doubtful.test(normalise(name));
const doubtful = /^(?:n|m|m ?[(].*|sd|p|t|z|u|f|d|g|r|df|σ|se|no|балл|балы|average|орташа|орта|средний|средняя)$/u;

const noChange = /no change|без изменени|не измени|өзгеріссіз|өзгерген жоқ|өзгермеді/u;

/** How a column of changes tells its unit. */
export type ChangeUnit = 'unsaid' | 'points' | 'relative';

/** Whether a header is of a column of differences between two moments, and in which unit it says they are. */
export function readDifferenceName(name: string): ChangeUnit | undefined {
	const text = normalise(name);
	if (noChange.test(text)) return undefined;
	if (/^(?:percentage points?|points?|pp|p\.p|п\.? ?п|п\/п|(?:процентные )?пункты|(?:пайыздық )?тармақ)$/u.test(text)) return 'points';
	if (!/differen|^diff\b|\bgains?\b|\bchange|growth|increase|decrease|dynamics|^delta|[δ∆]|\+ ?[/-] ?[-–−]|±|айырма|өзгеріс|өзгеру|өсім|өсу|динамика|прирост|разниц|изменени|рост(?!\p{L})|сдвиг|разность/u.test(text)) {
		return undefined;
	}
	if (/points|\bpp\b|p\.p|п\. ?п|п\/п|пункт|тармақ/u.test(text)) return 'points';
	if (/relative|per ?cent change|% change|change in %|rate|темп|относительн|салыстырмалы|қарқын/u.test(text)) return 'relative';
	// Growth in per cent is told of the first number; a difference "in %" is one of shares.
	if (/(?:growth|increase|decrease|прирост|рост|өсім|өсу)\p{L}*[\s,;:(]*(?:in |в )?(?:%|per ?cent|процент|пайыз)/u.test(text)) return 'relative';
	return 'unsaid';
}

/** Whether a header is of a column that tells how many times something grew. */
export const isFoldName = (name: string) => /\bfold|\btimes\b|^ratio|^раз$|\bкратность|отношение|^во сколько|\(раз\)|, раз|^есе|неше есе|, есе|\(есе\)/u.test(normalise(name));

export type Phase = 'before' | 'after';
const phaseWords: Readonly<Record<Phase, RegExp>> = {
	before: is(
		...['before', 'pre', 'pre-?test', 'baseline', 'initial(?:ly)?', 'до', 'начал[оае]', 'исходн\\p{L}*', 'констатир\\p{L}*', 'входн\\p{L}*'],
		...['дейін', 'дейінгі', 'бастапқы\\p{L}*', 'бұрын', 'бұрынғы', 'анықтау', 'кіріс']
	),
	after: is(
		...['after', 'post', 'post-?test', 'final(?:ly)?', 'после', 'кон(?:ец|ца|це)', 'итогов\\p{L}*', 'контрольн(?:ый|ого|ом)', 'выходн\\p{L}*'],
		...['кейін', 'кейінгі', 'соңғы', 'соңында', 'қорытынды', 'бақылау', 'шығыс']
	)
};

/** The moment that a header names and what is left of it: "after: High" is after, "high"; undefined when no word of it is a moment. */
export function readPhase(name: string): { readonly phase: Phase; readonly rest: string } | undefined {
	const words = normalise(name).split(/[\s:;,()/_|–—]+|(?<=\p{L})\.(?=\p{L})/u).filter((word) => word !== '');
	for (const phase of ['before', 'after'] as const) {
		const index = words.findIndex((word) => phaseWords[phase].test(word));
		if (index >= 0) return { phase, rest: words.toSpliced(index, 1).join(' ') };
	}
	return undefined;
}

/** Names that a table repeats for good reason: answers that belong to several questions. */
export const isCommonAnswer = (name: string) =>
	isTotalName(name) ||
	/^(?:yes|no|other|others|none|don'?t know|no answer|n\/a|missing|да|нет|другое|другие|прочее|прочие|иное|не знаю|нет ответа|затрудня\p{L}+ .*|иә|жоқ|басқа|басқалар|білмеймін|жауап жоқ|жауап бермеді)$/u.test(
		normalise(name)
	);

/** A step of an order: rows of such names divide people among themselves. */
export const isLevelName = (name: string) =>
	/(?:^|[^\p{L}])(?:high|medium|middle|average|low|basic|sufficient|level|высок|средн|низк|базов|достаточ|уровень|жоғары|орта|төмен|базалық|жеткілікті|деңгей|[abcавс][12]|yes|no|да|нет|иә|жоқ)/iu.test(
		normalise(name)
	);

/** A line below a table that explains it, as far as its beginning tells. */
export const startsAsNote = (name: string) => /^[*†‡¹²³]|^(?:notes?|sources?|примечани[ея]|прим|источник\p{L}*|ескерт\p{L}*|дереккөз\p{L}*)(?!\p{L})/iu.test(name.trim());

/** A line without numbers that explains the table, and is no forgotten row. */
export const isNoteName = (name: string) =>
	startsAsNote(name) ||
	/^n ?=|[.!?]$/iu.test(name.trim()) ||
	name.trim().length > 60;

/** A group of people or a moment that is compared with others: shares of such columns belong to different wholes. */
export const isComparedName = (name: string) => compared.test(normalise(name));
const compared = is(
	`(?:control|experimental|trained|comparison|intervention|treatment)(?: group)?${bracketed}`,
	`(?:eg|cg|эг|кг|эт|бт)[ -]?\\d?${bracketed}`,
	`(?:контрольная|экспериментальная)(?: группа)?${bracketed}`,
	`(?:бақылау|эксперименттік|тәжірибелік|эксперимент)(?: тоб[ыы]| топ)?${bracketed}`,
	'(?:19|20)\\d\\d(?: ?(?:г|год|ж|жыл|year))?'
);

/** The result of a comparison between the columns beside it. */
export const isComparisonName = (name: string) => comparison.test(normalise(name));
const comparison = /^(?:p|p[- ]?value.*|p ?[<=(].*|χ ?[2²].*|chi.*square.*|t[- ]?test.*|sig|sig\..*|φ.*|t|z|u)$/u;

/** Categories of which a person belongs to one only: ages, years of experience, women and men, steps of an order. */
export const isExclusiveName = (name: string) => isLevelName(name) || exclusive.test(normalise(name));
const exclusive = is(
	'(?:[<>≤≥]=? ?)?\\d+ ?(?:[-–—]|to|до) ?\\d+(?: .*)?',
	'[<>≤≥]=? ?\\d+(?: .*)?',
	'\\d+ ?\\+(?: .*)?',
	'(?:under|over|less than|more than|up to|до|от|свыше|более|менее|старше|младше|моложе) \\d+(?: .*)?',
	'\\d+(?: .*)? (?:and (?:more|over|older)|и (?:более|старше)|лет и (?:более|старше)|және (?:одан )?(?:жоғары|көп|үлкен)|жастан (?:жоғары|асқан)|жасқа дейін|жылға дейін|жылдан (?:астам|көп))(?: .*)?',
	'(?:wom[ae]n|m[ae]n|female|male|girls?|boys?|женщины|мужчины|женский|мужской|девочки|мальчики|девушки|юноши|әйел(?:дер)?|ер(?:лер)?|ер адам(?:дар)?|қыз(?:дар)?|ұл(?:дар)?)',
	'(?:urban|rural|city|village|town|город|село|городск\\p{L}*|сельск\\p{L}*|қала|ауыл|қалалық|ауылдық)'
);

/** A column of shares that its name tells nothing else about than that. */
export const isPlainShareName = (name: string) =>
	/^(?:%|in %|в %|per ?cent|percentages?|shares?|frequency|доля|процент\p{L}*|удельный вес|үлесі?|пайызы?|пайызбен)(?: (?:of|от|из) .*)?(?:[,;(]? ?%?\)?)$/u.test(normalise(name));

/** The sample size that a name tells of itself: "School 5 (n = 45)". */
export function readSampleSize(name: string): number | undefined {
	const found = /(?:^|[^\p{L}])n\s*=\s*(\d+)/iu.exec(name);
	return found === null ? undefined : Number(found[1]);
}

/** The scale that the name of a mean tells: "Mean (1–5)". */
export function readScale(name: string): { readonly lowest: number; readonly highest: number } | undefined {
	const found = /(?:^|[^\d.,])(\d{1,2})\s*(?:-|–|—|\.\.|…|to|до)\s*(\d{1,3})(?![\d.,])/u.exec(name);
	if (found === null) return undefined;
	const [lowest, highest] = [Number(found[1]), Number(found[2])];
	return lowest < highest ? { lowest, highest } : undefined;
}
