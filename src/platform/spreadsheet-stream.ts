import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import yazl from 'yazl';

/** Excel's largest sheet, in rows. */
export const mostSheetRows = 1_048_576;

const xmlStart = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relationship = (type: string, target: string) =>
	`<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/${type}" Target="${target}"/></Relationships>`;

const files = {
	'[Content_Types].xml': [
		`<Types xmlns="${packages}/content-types">`,
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
		'<Default Extension="xml" ContentType="application/xml"/>',
		`<Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/>`,
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/></Types>`
	].join(''),
	'_rels/.rels': relationship('officeDocument', 'xl/workbook.xml'),
	'xl/workbook.xml':
		`<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Qadam" sheetId="1" r:id="r1"/></sheets></workbook>`,
	'xl/_rels/workbook.xml.rels': relationship('worksheet', 'worksheets/sheet1.xml')
};

/** Letters that XML 1.0 has no place for. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The letters of a column: 0 is A, 26 is AA. */
function columnLetters(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function cellXml(value: string | number | null, place: string): string {
	if (value === null || value === '') return '';
	if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
	const text = value
		.replace(forbidden, '')
		.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;');
	return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

type Row = readonly (string | number | null)[];

async function writeSheet(into: PassThrough, header: readonly string[], rows: AsyncIterable<readonly Row[]>): Promise<void> {
	const letters = header.map((_, index) => columnLetters(index));
	const rowXml = (row: Row, number: number): string =>
		`<row r="${number}">${row.map((value, index) => cellXml(value, `${letters[index] ?? ''}${number}`)).join('')}</row>`;
	const write = async (text: string): Promise<void> => {
		if (!into.write(text)) await once(into, 'drain');
	};
	const pane = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
	await write(`${xmlStart}<worksheet xmlns="${main}">${pane}<sheetData>${rowXml(header, 1)}`);
	let count = 1;
	for await (const some of rows) {
		const fitting = some.slice(0, mostSheetRows - count);
		const before = count + 1;
		await write(fitting.map((row, index) => rowXml(row, before + index)).join(''));
		count += fitting.length;
	}
	into.end('</sheetData></worksheet>');
}

/**
 * A workbook of one sheet that is made while it is sent: it needs no more memory for a million rows than for ten. Numbers are numbers, all else is
 * text. Rows beyond `mostSheetRows` are left out: whoever has more takes CSV.
 */
export function streamSpreadsheet(header: readonly string[], rows: AsyncIterable<readonly Row[]>): Readable {
	const archive = new yazl.ZipFile();
	for (const [name, xml] of Object.entries(files)) archive.addBuffer(Buffer.from(xmlStart + xml), name);
	const sheet = new PassThrough();
	archive.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
	archive.end();
	const output = new PassThrough();
	archive.outputStream.pipe(output);
	writeSheet(sheet, header, rows).catch((error: unknown) => output.destroy(error as Error));
	return output;
}
