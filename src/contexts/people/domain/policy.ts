import { reachOf, type Role, roles } from './role.ts';

/**
 * Who may do an action. `anyone`: also somebody who is not known. `person`: whoever is known, a guest by resume code too; what they see is their own.
 * `account`: whoever has signed in; again their own. A list: whoever has one of these roles in the organisation concerned, or above it
 * where the role reaches down (`reachOf`).
 */
export type Who = 'anyone' | 'person' | 'account' | readonly Role[];

const leading: readonly Role[] = ['administrator', 'coordinator', 'head'];
/** Roles that a head gives in the own house; whoever leads from above is named from above. */
const ofTheHouse: readonly Role[] = [
	'teacher',
	'learner',
	'mentor',
	'trainer',
	'examiner',
	'editor',
	'facilitator',
	'expert',
	'panel_member',
	'employer'
];

type Grant = `grant.${Role}`;

function giversOf(role: Role): readonly Role[] {
	if (role === 'administrator') return ['administrator'];
	return ofTheHouse.includes(role) ? leading : ['administrator', 'coordinator'];
}

/** Who may give and end each role. */
const grants = Object.fromEntries(roles.map((role) => [`grant.${role}`, giversOf(role)])) as unknown as Readonly<Record<Grant, readonly Role[]>>;

/**
 * The one table of rights. Use cases ask it (`requireRight`), the front doors guard their routes by it (`src/access.ts`), pages show or hide buttons
 * by it, row-level security joins it (`people.role_right`), `qadam policy` prints it.
 */
export const policy = {
	'public.read': 'anyone',
	'self_assessment.start': 'anyone',
	'self_assessment.own': 'person',
	'data.own': 'person',
	'account.own': 'account',
	'organisation.view': 'account',
	'organisation.manage': ['administrator', 'coordinator'],
	'organisation.import': ['administrator', 'coordinator'],
	'members.view': ['administrator', 'coordinator', 'head', 'methodologist', 'programme_manager'],
	'members.manage': leading,
	'members.invite': leading,
	'wave.view': ['administrator', 'coordinator', 'head', 'methodologist', 'analyst', 'programme_manager'],
	// Of a wave that one may look at: the database says which places (`insight.may_see`).
	'wave.results': 'person',
	'wave.manage': ['administrator', 'coordinator', 'head', 'methodologist'],
	'wave.rows': ['administrator', 'coordinator', 'analyst'],
	'study.manage': ['administrator', 'coordinator', 'head', 'methodologist', 'analyst', 'programme_manager'],
	'audit.view': ['administrator'],
	'policy.view': 'account',
	...grants
} as const satisfies Readonly<Record<string, Who>>;

export type Action = keyof typeof policy;

export const actions = Object.keys(policy) as readonly Action[];

export function whoMay(action: Action): Who {
	return policy[action];
}

/** The rights that come with roles, as rows: what the database joins with memberships. */
export function roleRights(): { role: Role; action: Action; reach: 'node' | 'subtree' }[] {
	return actions.flatMap((action) => {
		const who = whoMay(action);
		return typeof who === 'string' ? [] : who.map((role) => ({ role, action, reach: reachOf[role] }));
	});
}

/** Whether a role in an organisation allows the action there (`node`), or in an organisation below (`subtree`). */
export function allows(action: Action, role: Role, distance: 'here' | 'below'): boolean {
	const who = whoMay(action);
	return typeof who !== 'string' && who.includes(role) && (distance === 'here' || reachOf[role] === 'subtree');
}

/**
 * Whether a role may be given by a link or a code that travels from hand to hand: only one that brings no right over others.
 */
export function mayBeShared(role: Role): boolean {
	return !roleRights().some((right) => right.role === role);
}
