import { m } from '#paraglide/messages.js';
import type { AuditWords } from '#contexts/people/index.ts';

/** What the actions of this context are called in the audit log. */
export const selfAssessmentAudit: AuditWords = {
	'attempt.erased': m.audit_did_attempt_erased,
	'attempt.started': m.audit_did_attempt_started,
	'attempt.submitted': m.audit_did_attempt_submitted,
	'report.shared': m.audit_did_report_shared,
	'report.unshared': m.audit_did_report_unshared,
	'results.erased': m.audit_did_results_erased
};
