import type { Instrument } from '#contexts/self-assessment/index.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { WaveHead } from './domain/results.ts';

/** A text as R writes it, with letters beyond ASCII as they are. */
export function rText(text: string): string {
	const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(/[\r\n]+/g, ' ');
	return `"${escaped}"`;
}

const rVector = (texts: readonly string[]): string => `c(${texts.map(rText).join(', ')})`;

/** A comment never ends before its line does. */
const comment = (text: string): string => `# ${text.replaceAll(/[\r\n]+/g, ' ')}`;

/** An R script that reads both files of a wave and labels their values; it needs nothing but R itself. */
export function rScript(wave: WaveHead, instrument: Instrument, locale: Locale): string {
	const items = instrument.items.map(({ code }) => `i${code.replaceAll('.', '_')}`);
	const names = instrument.items.map(({ code, name }) => `${code} ${inLocale(name, locale)}`);
	const questions = wave.questions.map(({ text, options }, index) => ({ column: `q${index + 1}`, text: inLocale(text, locale), options }));
	const lines = [
		comment(`Qadam: ${wave.title} (${wave.opensOn} .. ${wave.closesOn}), ${instrument.id} ${instrument.version}`),
		'',
		`level_labels <- ${rVector(['DK', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'])}`,
		`items <- ${rVector(items)}`,
		`item_names <- setNames(${rVector(names)}, items)`,
		'',
		comment('The table of groups: counts, means and standard deviations of everything that may be told.'),
		'if (file.exists("cells.csv")) {',
		'  cells <- read.csv("cells.csv", fileEncoding = "UTF-8-BOM", encoding = "UTF-8", stringsAsFactors = FALSE, colClasses = c(code = "character", place_code = "character"))',
		'  cells$measure <- factor(cells$measure, levels = c("overall", "area", "competence", "item", "question"))',
		'  cells$share_low <- (cells$dk_or_below + cells$a1 + cells$a2) / cells$answered',
		'}',
		'',
		comment('One row for each person, where that file was taken, too. Unanswered is NA.'),
		'if (file.exists("rows.csv")) {',
		'  rows <- read.csv("rows.csv", fileEncoding = "UTF-8-BOM", encoding = "UTF-8", stringsAsFactors = FALSE, na.strings = "")',
		'  rows$group <- factor(rows$group)',
		'  scores <- rowMeans(rows[items], na.rm = TRUE)',
		'  answered <- rowSums(!is.na(rows[items]))',
		comment('As Qadam counts it: a score is the mean of the items answered; a level needs two thirds of them; halves are rounded up.'),
		'  rows$score <- ifelse(answered == 0, NA, scores)',
		'  rows$level <- ifelse(answered * 3 >= length(items) * 2, floor(rows$score + 0.5), NA)',
		'  labelled <- rows',
		'  labelled[items] <- lapply(rows[items], factor, levels = 0:6, labels = level_labels, ordered = TRUE)',
		...questions.map(({ column, options }) => {
			const labels = rVector(options.map((option) => inLocale(option, locale)));
			return `  labelled$${column} <- factor(rows$${column}, levels = 1:${options.length}, labels = make.unique(${labels}))`;
		}),
		...questions.map(({ column, text }) => `  attr(labelled$${column}, "label") <- ${rText(text)}`),
		'  print(summary(rows$score))',
		'}',
		''
	];
	return lines.join('\n');
}
