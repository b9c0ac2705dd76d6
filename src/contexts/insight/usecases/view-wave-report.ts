import { validate as isUuid } from 'uuid';
import { findInstrumentVersion, type Instrument } from '#contexts/self-assessment/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import type { ReportSource } from '../domain/report/source.ts';
import type { Statement } from '../domain/report/statement.ts';
import type { Themes } from '../domain/report/themes.ts';
import { writeReport } from '../domain/report/write-report.ts';
import type { WaveResults } from '../domain/results.ts';
import { courseThemes, reportRules } from '../store/report-content.ts';
import { countTakingPart } from '../store/reports.ts';
import { viewResults } from './view-results.ts';

/** The report of a wave for a place, in no particular language: page, PDF, DOCX and JSON are drawn from this one object. */
export interface WaveReport {
	readonly results: WaveResults;
	/** What is said, in its order; each follows from the results (`domain/report/holds.ts`). */
	readonly statements: readonly Statement[];
	readonly instrument: Instrument;
	readonly themes: Themes;
	/** Version of the rules that the statements were written by. */
	readonly rulesVersion: string;
	/** Whoever joined at the place and below, and finished; not all of them shared. */
	readonly takingPart: { readonly joined: number; readonly finished: number };
}

/** What statements are written from. Of more places below than were read nothing is said of all. */
function sourceOf(results: WaveResults): ReportSource {
	return { ...results, children: results.childCount > results.children.length ? [] : results.children };
}

/**
 * The report of a wave whose results are out, for a place (without one: for the organisation of the wave).
 * Throws `wave.not_found`, `wave.not_published`, `wave.node_unknown` and `right.missing`.
 */
export async function viewWaveReport(actor: Actor, waveId: string, nodeId?: string): Promise<WaveReport> {
	if (nodeId !== undefined && !isUuid(nodeId)) throw new DomainError('wave.node_unknown');
	const results = await viewResults(actor, waveId, nodeId);
	const { wave, node } = results;
	const rules = reportRules();
	const [instrument, takingPart] = await Promise.all([
		findInstrumentVersion(wave.instrumentId, wave.instrumentVersion),
		inTransaction(actingAs(actor), (transaction) => countTakingPart(transaction, waveId, node.id))
	]);
	return { results, statements: writeReport(sourceOf(results), rules), instrument, themes: courseThemes(), rulesVersion: rules.version, takingPart };
}

/** The report as a file: a tagged PDF, or a document that one goes on writing in. */
export async function printWaveReport(report: WaveReport, locale: Locale, format: 'pdf' | 'docx'): Promise<Uint8Array> {
	// The typesetter and the word processor are loaded when the first file is asked for: the server starts without them.
	if (format === 'pdf') return (await import('../wave-report-pdf.ts')).renderWaveReportPdf(report, locale);
	return (await import('../wave-report-docx.ts')).renderWaveReportDocx(report, locale);
}
