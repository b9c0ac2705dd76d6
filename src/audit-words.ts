import { insightAudit } from '#contexts/insight/index.ts';
import { peopleAudit } from '#contexts/people/index.ts';
import { selfAssessmentAudit } from '#contexts/self-assessment/index.ts';
import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';

const words = { ...peopleAudit, ...selfAssessmentAudit, ...insightAudit };

/** Every action that the audit log may tell of. */
export const auditActions: readonly string[] = Object.keys(words).sort();

/** What was done, in words; an action of an older version, which nobody has words for any more, by its name. */
export function tellAction(action: string, locale: Locale): string {
	return words[action]?.({}, { locale }) ?? m.audit_unknown_action({ action }, { locale });
}
