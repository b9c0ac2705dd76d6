import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DataFile, type DataHolder, recordEvent } from '#contexts/people/index.ts';
import { m } from '#paraglide/messages.js';
import { actingAs, type Person } from '#platform/actor.ts';
import { csvTable } from '#platform/csv-text.ts';
import { inTransaction } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import { codeOf } from '../domain/level.ts';
import { listAttempts } from '../store/attempts.ts';
import { deleteAttemptsOf } from '../store/erase.ts';
import { listGoals } from '../store/goals.ts';
import { findResults } from '../store/results.ts';
import { listShares } from '../store/shares.ts';
import { printPlan, printReport } from './print-report.ts';
import { viewAttempt } from './view-attempt.ts';
import { viewReport } from './view-report.ts';

const folder = 'self-assessment';

/** Everything given and computed in one attempt. */
async function collectAttempt(person: Person, attemptId: string) {
	const view = await viewAttempt(person, attemptId);
	const around = await inTransaction(actingAs(person), async (transaction) => {
		const [results, goals, shares] = await Promise.all([
			findResults(transaction, [attemptId]),
			listGoals(transaction, attemptId),
			listShares(transaction, attemptId)
		]);
		return { result: results.get(attemptId) ?? null, goals, shares };
	});
	return { ...view, ...around };
}

type Collected = Awaited<ReturnType<typeof collectAttempt>>;

function attemptJson({ attempt, answers, context, selfRatings, result, goals, shares }: Collected): string {
	const given = answers.map(({ item, value, answeredAt, savedAt }) => ({ item, answer: codeOf(value), answeredAt, savedAt }));
	const { id, instrumentId, instrumentVersion, startedAt, submittedAt } = attempt;
	const instrument = { id: instrumentId, version: instrumentVersion };
	return JSON.stringify({ id, instrument, startedAt, submittedAt, context, selfRatings, answers: given, result, goals, shares }, null, '\t');
}

/** One table over all attempts; the first column says which. */
function table(
	name: string,
	about: string,
	header: readonly string[],
	attempts: readonly Collected[],
	rowsOf: (one: Collected) => (readonly (string | number | Date | null)[])[]
): DataFile {
	const rows = attempts.flatMap((one) => rowsOf(one).map((row) => [one.attempt.id, ...row]));
	return { path: `${folder}/${name}.csv`, about, content: csvTable(['attempt', ...header], rows) };
}

async function* collect(person: Person, locale: Locale, step: () => Promise<void>): AsyncIterable<DataFile> {
	const attempts = (await inTransaction(actingAs(person), (transaction) => listAttempts(transaction, person.personId))).toReversed();
	const all: Collected[] = [];
	for (const [index, { id, submittedAt }] of attempts.entries()) {
		const one = await collectAttempt(person, id);
		all.push(one);
		const place = `${folder}/${one.attempt.startedAt.toISOString().slice(0, 10)}-${index + 1}`;
		const pattern = (name: string) => `${folder}/.../${name}`;
		yield { path: `${place}/attempt.json`, pattern: pattern('attempt.json'), about: m.data_attempt_json({}, { locale }), content: attemptJson(one) };
		if (submittedAt !== null) {
			const report = await viewReport(person, id);
			await nextTurn(); // typesetting takes the whole process: between two files others have their turn
			const printed = await printReport(report, one.goals, locale);
			yield { path: `${place}/report.pdf`, pattern: pattern('report.pdf'), about: m.data_report_pdf({}, { locale }), content: printed };
			if (one.goals.length > 0) {
				const plan = await printPlan(report, one.goals, locale, 'pdf');
				yield { path: `${place}/plan.pdf`, pattern: pattern('plan.pdf'), about: m.data_plan_pdf({}, { locale }), content: plan };
			}
		}
		await step();
	}
	if (all.length === 0) return;
	const columns = ['instrument', 'version', 'started_at', 'submitted_at', 'score', 'level', 'before', 'after'];
	yield table('attempts', m.data_attempts_csv({}, { locale }), columns, all, (one) => [
		[
			one.attempt.instrumentId,
			one.attempt.instrumentVersion,
			one.attempt.startedAt,
			one.attempt.submittedAt,
			one.result?.score.overall.score ?? null,
			one.result?.score.overall.level ?? null,
			one.selfRatings.before ?? null,
			one.selfRatings.after ?? null
		]
	]);
	yield table('answers', m.data_answers_csv({}, { locale }), ['item', 'answer', 'answered_at', 'saved_at'], all, (one) =>
		one.answers.map(({ item, value, answeredAt, savedAt }) => [item, codeOf(value), answeredAt, savedAt])
	);
	yield table('context', m.data_context_csv({}, { locale }), ['question', 'answer'], all, (one) =>
		Object.entries(one.context).map(([question, answer]) => [question, typeof answer === 'string' ? answer : JSON.stringify(answer)])
	);
	yield table('goals', m.data_goals_csv({}, { locale }), ['item', 'target', 'due_on', 'done_at', 'note'], all, (one) =>
		one.goals.map(({ item, target, dueOn, doneAt, note }) => [item, target, dueOn, doneAt, note])
	);
	yield table('links', m.data_links_csv({}, { locale }), ['created_at', 'expires_at', 'revoked_at'], all, (one) =>
		one.shares.map(({ createdAt, expiresAt, revokedAt }) => [createdAt, expiresAt, revokedAt])
	);
}

/** What self-assessment holds of a person. Without the consent to keep results it keeps none. */
export const selfAssessmentData: DataHolder = {
	context: folder,
	count: (person) => inTransaction(actingAs(person), async (transaction) => (await listAttempts(transaction, person.personId)).length),
	collect,
	erase: (transaction, person) => deleteAttemptsOf(transaction, person.personId),
	withdraw: async (transaction, person, purpose) => {
		if (purpose !== 'keep-results') return {};
		const erased = await deleteAttemptsOf(transaction, person.personId);
		const attempts = erased['self_assessment.attempt'] ?? 0;
		if (attempts > 0) await recordEvent(transaction, person, { action: 'results.erased', subjectId: null, details: { attempts } });
		return erased;
	}
};
