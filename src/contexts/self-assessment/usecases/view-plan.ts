import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import type { Goal } from '../domain/plan.ts';
import type { Report } from '../domain/report.ts';
import { listGoals } from '../store/goals.ts';
import { listShares, type Share } from '../store/shares.ts';
import { viewReport } from './view-report.ts';

/** The own report with the goals of its plan. Throws the codes of `viewReport`. */
export async function viewPlan(actor: Actor, attemptId: string): Promise<{ report: Report; goals: Goal[] }> {
	const report = await viewReport(actor, attemptId);
	return { report, goals: await inTransaction(actingAs(actor), (transaction) => listGoals(transaction, attemptId)) };
}

/** The own report with everything around it: the plan's goals and the links by which others read it. Throws the codes of `viewReport`. */
export async function viewReportPage(actor: Actor, attemptId: string): Promise<{ report: Report; goals: Goal[]; shares: Share[] }> {
	const plan = await viewPlan(actor, attemptId);
	return { ...plan, shares: await inTransaction(actingAs(actor), (transaction) => listShares(transaction, attemptId)) };
}
