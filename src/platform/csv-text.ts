/** Programs for tables read a file as UTF-8 for certain, and not Kazakh letters as something else, when it begins so. */
export const csvStart = '\uFEFF';

/**
 * What a program for tables would take for a formula, and run (OWASP, CSV Injection); full-width signs count as plain ones in East Asian settings.
 * An apostrophe before it makes it the text that it is.
 */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/u;

function cellText(value: string | number | boolean | Date | null | undefined): string {
	if (value === null || value === undefined) return '';
	if (value instanceof Date) return value.toISOString();
	if (typeof value !== 'string') return String(value);
	const harmless = formulaStart.test(value) ? `'${value}` : value;
	return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One row of a CSV file (RFC 4180), with its end. Texts that could be run as formulas are neutralised; numbers stay numbers. */
export function csvRow(cells: readonly (string | number | boolean | Date | null | undefined)[]): string {
	return `${cells.map(cellText).join(',')}\r\n`;
}

/** A whole small table. Large ones are streamed row by row. */
export function csvTable(header: readonly string[], rows: readonly (readonly (string | number | boolean | Date | null | undefined)[])[]): string {
	return csvStart + csvRow(header) + rows.map(csvRow).join('');
}
