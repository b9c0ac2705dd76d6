import { parseArgs } from 'node:util';
import { checkStudy, readClaims, readStudyRows, studyWords, type TableKind, tableKinds, wordedFinding } from '#contexts/insight/files.ts';
import type { CsvRow } from '#platform/csv.ts';
import { DomainError } from '#platform/errors.ts';
import { m } from '#paraglide/messages.js';
import { commonOptions, type ExitCode, onlyArgument, type Output, readLocale, readNamedFile, required, toJson, UsageError } from './command.ts';

/** The number of people that an option gives. */
export function readSize(value: string | undefined, option: string): number | undefined {
	if (value === undefined) return undefined;
	if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`${option} is a number of people, for example ${option} 200, not ${value}.`);
	return Number(value);
}

/** What the cells of a table hold, as the option tells. */
export function readKind(value: string): TableKind {
	const kind = tableKinds.find((known) => known === value);
	if (kind === undefined) throw new UsageError(`--kind is ${tableKinds.join(' or ')}, not ${value}.`);
	return kind;
}

/** The rows of a file; none of an empty one, so that the check can say so. */
async function readRows(file: string): Promise<readonly CsvRow[]> {
	const bytes = await readNamedFile(file);
	try {
		return readStudyRows(bytes);
	} catch (error) {
		if (error instanceof DomainError && error.code === 'csv.empty') return [];
		throw error;
	}
}

/** Checks a published table and prints what contradicts itself. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const { values, positionals } = parseArgs({
		args,
		options: { ...commonOptions, kind: { type: 'string' }, n: { type: 'string' }, claims: { type: 'string' } },
		allowPositionals: true
	});
	const locale = readLocale(values.locale);
	const file = onlyArgument(positionals, 'FILE');
	const kind = readKind(required(values.kind, '--kind'));
	const n = readSize(values.n, '--n');
	const rows = await readRows(file);
	const claims = values.claims === undefined ? [] : readClaims(await readRows(values.claims));
	const findings = checkStudy(rows, { kind, n, claims });
	if (values.json) await output.print(toJson({ file, kind, n: n ?? null, findings: findings.map((finding) => wordedFinding(finding, locale)) }));
	else {
		const lines = findings.map((finding) => {
			const place = finding.line === null ? file : `${file}:${finding.line}`;
			return `${finding.code}  ${place}\n  ${studyWords(finding, locale)}\n`;
		});
		const count = String(findings.length);
		const end = findings.length === 0 ? m.study_line_nothing({ file }, { locale }) : m.study_line_found({ file, count }, { locale });
		await output.print(`${lines.join('')}${end}\n`);
	}
	return findings.length === 0 ? 0 : 1;
}
