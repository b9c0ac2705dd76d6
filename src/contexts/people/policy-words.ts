import { m } from '#paraglide/messages.js';
import type { Locale } from '#platform/locale.ts';
import { type Action, actions, whoMay } from './domain/policy.ts';
import { reachOf, type Role, roles } from './domain/role.ts';
import { roleName } from './role-words.ts';

type Message = (parameters: Record<string, never>, options: { locale: Locale }) => string;
type NamedAction = Exclude<Action, `grant.${Role}`>;

const words: Readonly<Record<NamedAction, Message>> = {
	'public.read': m.policy_act_public_read,
	'self_assessment.start': m.policy_act_self_assessment_start,
	'self_assessment.own': m.policy_act_self_assessment_own,
	'data.own': m.policy_act_data_own,
	'account.own': m.policy_act_account_own,
	'organisation.view': m.policy_act_organisation_view,
	'organisation.manage': m.policy_act_organisation_manage,
	'organisation.import': m.policy_act_organisation_import,
	'members.view': m.policy_act_members_view,
	'members.manage': m.policy_act_members_manage,
	'members.invite': m.policy_act_members_invite,
	'wave.view': m.policy_act_wave_view,
	'wave.results': m.policy_act_wave_results,
	'wave.manage': m.policy_act_wave_manage,
	'wave.rows': m.policy_act_wave_rows,
	'study.manage': m.policy_act_study_manage,
	'audit.view': m.policy_act_audit_view,
	'policy.view': m.policy_act_policy_view
};

const everybody = { anyone: m.policy_anyone, person: m.policy_person, account: m.policy_account } as const;

function tellWho(action: Action, locale: Locale): string {
	const who = whoMay(action);
	return typeof who === 'string' ? everybody[who]({}, { locale }) : who.map((role) => roleName(role, locale)).join(', ');
}

/** The table of rights as people read it. */
export interface ToldPolicy {
	readonly actions: readonly { readonly code: string; readonly what: string; readonly who: string }[];
	/** Who gives and ends each role. */
	readonly grants: readonly { readonly role: string; readonly who: string }[];
	/** Names of the roles that hold in everything below, too. */
	readonly reachingDown: string;
}

/** Who may do what, from the one table of rights, in words. */
export function tellPolicy(locale: Locale): ToldPolicy {
	const isNamed = (action: Action): action is NamedAction => !action.startsWith('grant.');
	return {
		actions: actions.filter(isNamed).map((action) => ({ code: action, what: words[action]({}, { locale }), who: tellWho(action, locale) })),
		grants: roles.map((role) => ({ role: roleName(role, locale), who: tellWho(`grant.${role}`, locale) })),
		reachingDown: roles.filter((role) => reachOf[role] === 'subtree').map((role) => roleName(role, locale)).join(', ')
	};
}
