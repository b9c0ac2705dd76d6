import {
	AlignmentType,
	BorderStyle,
	Document,
	HeadingLevel,
	type IRunOptions,
	type ISectionOptions,
	Packer,
	PageOrientation,
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
import type { Goal } from './domain/plan.ts';
import type { Report } from './domain/report.ts';
import { describePlanBasis, planColumns, titlePlan } from './plan-words.ts';
import { type PrintedGoal, printGoals } from './printed-goals.ts';

/** Word measures in twentieths of a point. */
const millimetre = 56.7;
const page = { width: 210, height: 297, margin: 15 };
/** One width per column of `planColumns`, in millimetres: together the width between the margins of a page across. */
const columnWidths = [46, 26, 68, 44, 26, 26, 31];
const colours = { soft: '5B554D', accent: '0B6EA8', line: 'DFDAD2', head: 'E2F1FA' };
const halfPoints = (points: number): number => points * 2;

interface Line {
	readonly text: string;
	readonly isBold?: boolean;
	readonly isSoft?: boolean;
}

function writeCell(lines: readonly Line[], width: number, isHeader = false): TableCell {
	const border = { style: BorderStyle.SINGLE, size: 4, color: colours.line };
	return new TableCell({
		width: { size: Math.round(width * millimetre), type: WidthType.DXA },
		margins: { top: 80, bottom: 80, left: 100, right: 100 },
		borders: { top: border, bottom: border, left: border, right: border },
		...(isHeader ? { shading: { fill: colours.head } } : {}),
		children: lines.map(({ text, isBold = false, isSoft = false }) => {
			const run: IRunOptions = { text, bold: isBold || isHeader, size: halfPoints(9), ...(isSoft ? { color: colours.soft } : {}) };
			return new Paragraph({ spacing: { after: 40 }, children: [new TextRun(run)] });
		})
	});
}

function writeRow(cells: readonly (readonly Line[])[], isHeader = false): TableRow {
	return new TableRow({
		tableHeader: isHeader,
		cantSplit: true,
		children: cells.map((lines, index) => writeCell(lines, columnWidths[index] as number, isHeader))
	});
}

function goalCells(goal: PrintedGoal): Line[][] {
	return [
		[{ text: `${goal.code} ${goal.name}`, isBold: true }, { text: goal.competence, isSoft: true }],
		[{ text: `${goal.now.printed} → ${goal.target.printed}`, isBold: true }],
		[{ text: goal.suggestion }, ...(goal.practice === null ? [] : [{ text: goal.practice }])],
		[{ text: goal.evidence }],
		[{ text: goal.due }],
		[{ text: goal.state }],
		goal.note.split('\n').map((text) => ({ text }))
	];
}

function writeTable(goals: readonly PrintedGoal[], locale: Locale): Table {
	return new Table({
		layout: TableLayoutType.FIXED,
		width: { size: Math.round(columnWidths.reduce((sum, width) => sum + width, 0) * millimetre), type: WidthType.DXA },
		columnWidths: columnWidths.map((width) => Math.round(width * millimetre)),
		rows: [writeRow(Object.values(planColumns(locale)).map((text) => [{ text }]), true), ...goals.map((goal) => writeRow(goalCells(goal)))]
	});
}

function writeLine(text: string, options: { color?: string; after?: number; size?: number } = {}): Paragraph {
	const { color = '23201C', after = 120, size = 10 } = options;
	return new Paragraph({ spacing: { after }, alignment: AlignmentType.LEFT, children: [new TextRun({ text, color, size: halfPoints(size) })] });
}

/** The plan as a Word document that a teacher goes on writing in: the same table as the PDF, on A4 across, with a heading row that repeats. */
export async function renderPlanDocx(report: Report, goals: readonly Goal[], locale: Locale): Promise<Uint8Array> {
	const title = titlePlan(locale);
	const printed = printGoals(report, goals, locale);
	const section: ISectionOptions = {
		properties: {
			page: {
				// docx turns width and height itself when the page lies across.
				size: { width: Math.round(page.width * millimetre), height: Math.round(page.height * millimetre), orientation: PageOrientation.LANDSCAPE },
				margin: Object.fromEntries(['top', 'bottom', 'left', 'right'].map((side) => [side, Math.round(page.margin * millimetre)]))
			}
		},
		children: [
			new Paragraph({ heading: HeadingLevel.HEADING_1, spacing: { after: 160 }, children: [new TextRun({ text: title })] }),
			writeLine(m.plan_teacher({}, { locale })),
			writeLine(describePlanBasis(report, locale).join(' '), { color: colours.soft, after: 240 }),
			...(printed.length === 0 ? [writeLine(m.plan_empty({}, { locale }))] : [writeTable(printed, locale)]),
			writeLine('', { after: 0 }),
			writeLine(m.report_disclaimer({}, { locale }), { color: colours.soft, size: 9 })
		]
	};
	const file = new Document({
		title,
		creator: 'Qadam',
		styles: {
			default: {
				document: { run: { font: 'Calibri', language: { value: intlTags[locale] } } },
				heading1: { run: { size: halfPoints(18), bold: true, color: colours.accent, font: 'Calibri' } }
			}
		},
		sections: [section]
	});
	return new Uint8Array(await Packer.toArrayBuffer(file));
}
