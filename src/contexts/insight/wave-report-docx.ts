import {
	BorderStyle,
	Document,
	HeadingLevel,
	type IRunOptions,
	Packer,
	Paragraph,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	WidthType
} from 'docx';
import { intlTags, type Locale } from '#platform/locale.ts';
import { m } from '#paraglide/messages.js';
import { percentText } from './report-words.ts';
import type { WaveReport } from './usecases/view-wave-report.ts';
import { type levelCodes, type ReportRow, type ReportSection, showWaveReport } from './wave-report-view.ts';

/** Word measures in twentieths of a point. */
const millimetre = 56.7;
const page = { width: 210, height: 297, margin: 18 };
const widths = [66, 78, 15, 15];
const colours = { ink: '23201C', soft: '5B554D', accent: '0B6EA8', line: 'DFDAD2', head: 'E2F1FA' };
/** The light theme's colours of the levels, and of what is printed on them (src/ui/tokens.css). */
const fills: Readonly<Record<(typeof levelCodes)[number], readonly [fill: string, ink: string]>> = {
	below: ['EFECE7', '23201C'],
	A1: ['C3F5DE', '23201C'],
	A2: ['82DED2', '23201C'],
	B1: ['41B9D3', '23201C'],
	B2: ['0573AA', 'FFFFFF'],
	C1: ['1B4D95', 'FFFFFF'],
	C2: ['1E266C', 'FFFFFF']
};
const halfPoints = (points: number): number => points * 2;

interface Look {
	readonly size?: number;
	readonly color?: string;
	readonly isBold?: boolean;
	readonly after?: number;
	readonly bullet?: boolean;
}

function paragraph(text: string, { size = 10.5, color = colours.ink, isBold = false, after = 120, bullet = false }: Look = {}): Paragraph {
	const run: IRunOptions = { text, color, bold: isBold, size: halfPoints(size) };
	return new Paragraph({ spacing: { after }, children: [new TextRun(run)], ...(bullet ? { bullet: { level: 0 } } : {}) });
}

const heading = (text: string, level: 1 | 2): Paragraph =>
	new Paragraph({
		heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
		spacing: { before: level === 1 ? 0 : 280, after: 120 },
		children: [new TextRun({ text })]
	});

function section({ title, intro, sentences }: ReportSection): Paragraph[] {
	if (sentences.length === 0) return [];
	return [
		heading(title, 2),
		...(intro === '' ? [] : [paragraph(intro, { color: colours.soft })]),
		...sentences.map((sentence) => paragraph(sentence, { bullet: true, after: 80 }))
	];
}

function cell(width: number, children: (Paragraph | Table)[], fill?: string): TableCell {
	const line = { style: BorderStyle.SINGLE, size: 4, color: colours.line };
	const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
	return new TableCell({
		width: { size: Math.round(width * millimetre), type: WidthType.DXA },
		margins: { top: 50, bottom: 50, left: 60, right: 60 },
		borders: { top: none, left: none, right: none, bottom: line },
		...(fill === undefined ? {} : { shading: { fill } }),
		children
	});
}

/** A bar is a line of text whose pieces have the colours of the levels: it survives every word processor. */
function bar(row: ReportRow, locale: Locale): Paragraph {
	const runs = row.bar.map(({ level, percent }) => {
		const [fill, ink] = fills[level];
		const code = level === 'below' ? '<A1' : level;
		return new TextRun({ text: ` ${code} ${percentText(percent, locale)} `, color: ink, size: halfPoints(8), shading: { type: 'clear', fill } });
	});
	return new Paragraph({ spacing: { after: 0 }, children: runs });
}

function results(rows: readonly ReportRow[], locale: Locale): Table {
	const at = { locale };
	const header = [m.wave_report_column_unit, m.wave_report_column_levels, m.wave_report_column_persons, m.wave_report_column_mean];
	const small = { size: 9, after: 0 };
	return new Table({
		layout: TableLayoutType.FIXED,
		width: { size: Math.round(widths.reduce((sum, width) => sum + width, 0) * millimetre), type: WidthType.DXA },
		columnWidths: widths.map((width) => Math.round(width * millimetre)),
		rows: [
			new TableRow({
				tableHeader: true,
				children: header.map((word, index) => cell(widths[index] as number, [paragraph(word({}, at), { ...small, isBold: true })], colours.head))
			}),
			...rows.map((row) => {
				const look = { ...small, isBold: row.kind !== 'competence' };
				const columns = [paragraph(row.name, look), bar(row, locale), paragraph(row.persons, small), paragraph(row.mean, { ...small, isBold: true })];
				return new TableRow({ cantSplit: true, children: columns.map((column, index) => cell(widths[index] as number, [column])) });
			})
		]
	});
}

/** The report of a wave as a Word document that one goes on writing in: the sentences and the table of the page. */
export async function renderWaveReportDocx(report: WaveReport, locale: Locale): Promise<Uint8Array> {
	const at = { locale };
	const view = showWaveReport(report, locale);
	const file = new Document({
		title: `${view.place}. ${view.title}`,
		creator: 'Qadam',
		styles: {
			default: {
				document: { run: { font: 'Calibri', language: { value: intlTags[locale] } } },
				heading1: { run: { size: halfPoints(20), bold: true, color: colours.accent, font: 'Calibri' } },
				heading2: { run: { size: halfPoints(14), bold: true, color: colours.accent, font: 'Calibri' } }
			}
		},
		sections: [
			{
				properties: {
					page: {
						size: { width: Math.round(page.width * millimetre), height: Math.round(page.height * millimetre) },
						margin: Object.fromEntries(['top', 'bottom', 'left', 'right'].map((side) => [side, Math.round(page.margin * millimetre)]))
					}
				},
				children: [
					paragraph([m.wave_report_kind({}, at), ...view.path.map(({ name }) => name)].join(' · '), { size: 9.5, color: colours.soft }),
					heading(view.place, 1),
					paragraph(view.title, { size: 13, isBold: true }),
					paragraph(view.facts.join(' · '), { color: colours.soft }),
					...section(view.brief),
					...(view.rows.length === 0
						? []
						: [
								heading(m.wave_report_results({}, at), 2),
								paragraph(m.wave_report_results_intro({}, at), { color: colours.soft }),
								results(view.rows, locale)
							]),
					...view.sections.flatMap(section),
					...section(view.advice),
					heading(m.wave_report_method({}, at), 2),
					...view.method.map((text) => paragraph(text, { size: 9, color: colours.soft }))
				]
			}
		]
	});
	return new Uint8Array(await Packer.toArrayBuffer(file));
}
