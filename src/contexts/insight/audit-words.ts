import type { AuditWords } from '#contexts/people/index.ts';
import { m } from '#paraglide/messages.js';

/** What the actions of this context are called in the audit log. */
export const insightAudit: AuditWords = {
	'study.closed': m.audit_did_study_closed,
	'study.made': m.audit_did_study_made,
	'wave.archived': m.audit_did_wave_archived,
	'wave.cells_exported': m.audit_did_wave_cells_exported,
	'wave.changed': m.audit_did_wave_changed,
	'wave.closed': m.audit_did_wave_closed,
	'wave.declined': m.audit_did_wave_declined,
	'wave.deleted': m.audit_did_wave_deleted,
	'wave.joined': m.audit_did_wave_joined,
	'wave.left': m.audit_did_wave_left,
	'wave.made': m.audit_did_wave_made,
	'wave.opened': m.audit_did_wave_opened,
	'wave.reminders_stopped': m.audit_did_wave_reminders_stopped,
	'wave.rows_asked': m.audit_did_wave_rows_asked,
	'wave.rows_exported': m.audit_did_wave_rows_exported,
	'wave.shared': m.audit_did_wave_shared
};
