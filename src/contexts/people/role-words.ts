import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import type { Role } from './domain/role.ts';

const words = {
	teacher: m.role_teacher,
	learner: m.role_learner,
	mentor: m.role_mentor,
	trainer: m.role_trainer,
	examiner: m.role_examiner,
	coordinator: m.role_coordinator,
	head: m.role_head,
	methodologist: m.role_methodologist,
	analyst: m.role_analyst,
	programme_manager: m.role_programme_manager,
	panel_member: m.role_panel_member,
	editor: m.role_editor,
	facilitator: m.role_facilitator,
	expert: m.role_expert,
	employer: m.role_employer,
	administrator: m.role_administrator
} as const satisfies Readonly<Record<Role, (parameters: Record<string, never>, options?: { locale: Locale }) => string>>;

/** What a role is called; in the language of the page when none is named. */
export function roleName(role: Role, locale?: Locale): string {
	return words[role]({}, locale === undefined ? undefined : { locale });
}
