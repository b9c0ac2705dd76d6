import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { type Locale, locales } from '#platform/locale.ts';
import { renderPlanPdf } from './plan-pdf.ts';
import { goals, makeReport } from './report-fixture.ts';
import { renderReportPdf } from './report-pdf.ts';

const report = makeReport(3);
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

interface Tag {
	readonly role?: string;
	readonly alt?: string;
	readonly children?: readonly Tag[];
}

/** The tags of all pages, flat. */
async function readTags(bytes: Uint8Array): Promise<Tag[]> {
	const document = await getDocumentProxy(new Uint8Array(bytes));
	const flatten = (tag: Tag): Tag[] => [tag, ...(tag.children ?? []).flatMap(flatten)];
	const pages = await Promise.all(
		Array.from({ length: document.numPages }, async (_, index) => (await document.getPage(index + 1)).getStructTree() as Promise<Tag | null>)
	);
	return pages.flatMap((root) => (root === null ? [] : flatten(root)));
}

async function readWords(bytes: Uint8Array): Promise<string> {
	const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
	return text.replace(/\s+/g, ' ');
}

describe.each(locales)('the report as PDF in %s', async (locale: Locale) => {
	const bytes = await renderReportPdf(report, locale, goals);

	it('is tagged, has a language and says that it is accessible', () => {
		const file = asText(bytes);
		expect(file).toMatch(/\/StructTreeRoot/);
		expect(file).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
		expect(file).toContain(`/Lang (${locale})`);
		expect(file).toContain('<pdfuaid:part>1</pdfuaid:part>');
	});

	it('embeds its fonts and uses no other', () => {
		const names = [...asText(bytes).matchAll(/\/BaseFont \/(\S+)/g)].map((match) => match[1]);
		expect(names.length).toBeGreaterThan(0);
		expect(names.filter((name) => !/^[A-Z]{6}\+SourceSans3-/.test(name ?? ''))).toEqual([]);
	});

	it('carries the words of every item as text', async () => {
		const words = await readWords(bytes);
		for (const item of report.items) {
			expect(words).toContain(item.code);
			expect(words).toContain(item.nextStep?.suggestion[locale]);
		}
	});

	it('has headings, header cells and words for its pictures', async () => {
		const tags = await readTags(bytes);
		const count = (role: string): number => tags.filter((tag) => tag.role === role).length;
		expect(count('H1')).toBe(1);
		expect(count('H2')).toBeGreaterThanOrEqual(6);
		expect(count('H3')).toBe(6);
		expect(count('TH')).toBeGreaterThan(10);
		const pictures = tags.filter((tag) => tag.role === 'Figure');
		expect(pictures.length).toBeGreaterThanOrEqual(2);
		expect(pictures.filter((tag) => (tag.alt ?? '') === '')).toEqual([]);
		const radar = pictures.find((tag) => report.areas.every((area) => tag.alt?.includes(area.name[locale])));
		expect(radar).toBeDefined();
	});
});

describe('what a person typed', () => {
	it.each([
		['report', () => renderReportPdf(report, 'kk', goals)],
		['plan', () => renderPlanPdf(report, goals, 'kk')]
	])('is printed in the %s as it stands, never run as Typst', async (_, render) => {
		const words = (await readWords(await render())).replace(/\s/g, '');
		expect(words).toContain('#panic("x")*x*$y$<b>&amp;\\@ref`raw`#{1+1}□');
	});

	it('keeps every letter of Kazakh and Russian', async () => {
		const alphabet = 'ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЙйЩщЪъЫыЭэ';
		const words = await readWords(await renderPlanPdf(report, [{ item: '1.1.1', target: 'B1', dueOn: null, note: alphabet, doneAt: null }], 'kk'));
		expect(words.replace(/\s/g, '')).toContain(alphabet);
	});
});

describe('the file', () => {
	it('is the same for the same report', async () => {
		expect(Buffer.compare(await renderReportPdf(report, 'ru'), await renderReportPdf(report, 'ru'))).toBe(0);
	});

	it('says in the plan that there are no goals yet', async () => {
		expect(await readWords(await renderPlanPdf(report, [], 'en'))).toContain('The plan has no goals yet');
	});
});
