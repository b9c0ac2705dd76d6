import type { LocalText } from '#platform/locale.ts';
import type { Level, LevelOrBelow } from './level.ts';
import type { NextStep } from './next-step.ts';
import type { Report } from './report.ts';

/** A goal of a person's plan: reach `target` in an item. */
export interface Goal {
	readonly item: string;
	readonly target: Level;
	/** ISO date, or null when no date was set. */
	readonly dueOn: string | null;
	readonly note: string;
	readonly doneAt: Date | null;
}

/** A row of the plan's table: the goal next to what the report knows of its item. */
export interface PlanRow {
	readonly item: { readonly code: string; readonly name: LocalText };
	readonly competence: { readonly code: string; readonly name: LocalText };
	/** Level of the item in the report; "below" when it was answered with "don't know", null when it was not answered. */
	readonly now: LevelOrBelow | null;
	readonly isUnknown: boolean;
	readonly target: Level;
	/** From where the teacher stands now; null when the item was not answered. */
	readonly nextStep: NextStep | null;
	readonly dueOn: string | null;
	readonly note: string;
	readonly doneAt: Date | null;
}

/** The rows of a plan in the order of the goals. A goal for an item that the report doesn't know is left out: it belongs to another instrument. */
export function planRows(report: Report, goals: readonly Goal[]): PlanRow[] {
	return goals.flatMap((goal) => {
		const item = report.items.find((entry) => entry.code === goal.item);
		if (item === undefined) return [];
		const competence = report.competences.find((entry) => entry.code === item.competence);
		if (competence === undefined) throw new Error(`No competence ${item.competence} for item ${item.code}`);
		return [
			{
				item: { code: item.code, name: item.name },
				competence: { code: competence.code, name: competence.name },
				now: item.level,
				isUnknown: item.unknown,
				target: goal.target,
				nextStep: item.nextStep,
				dueOn: goal.dueOn,
				note: goal.note,
				doneAt: goal.doneAt
			}
		];
	});
}
