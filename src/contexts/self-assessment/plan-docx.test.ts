import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { locales } from '#platform/locale.ts';
import { renderPlanDocx } from './plan-docx.ts';
import { titlePlan } from './plan-words.ts';
import { goals, hostileNote, makeReport } from './report-fixture.ts';

const report = makeReport(3);

/** The text of the document as Word would show it. */
function readDocument(bytes: Uint8Array): { xml: string; words: string } {
	const body = unzipSync(bytes)['word/document.xml'];
	if (body === undefined) throw new Error('No word/document.xml');
	const xml = new TextDecoder().decode(body);
	const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
	const words = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join('\n');
	return { xml, words: words.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity) };
}

describe.each(locales)('the plan as DOCX in %s', (locale) => {
	it('has the words of the goals, and what a person typed as it stands', async () => {
		const { words } = readDocument(await renderPlanDocx(report, goals, locale));
		const item = report.items.find((entry) => entry.code === '1.1.1');
		expect(words).toContain(titlePlan(locale));
		expect(words).toContain(item?.name[locale]);
		expect(words).toContain(item?.nextStep?.practice[locale]);
		expect(words).toContain(item?.nextStep?.evidence[locale]);
		expect(words).toContain(hostileNote);
	});

	it('is a table across the page with a heading row that repeats', async () => {
		const { xml } = readDocument(await renderPlanDocx(report, goals, locale));
		expect(xml).toContain('<w:tblHeader/>');
		expect(xml.match(/<w:tr>|<w:tr /g)).toHaveLength(goals.length + 1);
		const size = /<w:pgSz w:w="(\d+)" w:h="(\d+)" w:orient="landscape"/.exec(xml);
		expect(Number(size?.[1])).toBeGreaterThan(Number(size?.[2]));
	});
});
