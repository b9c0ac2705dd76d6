/** What a person is in an organisation (GLOSSARY). A person has roles in time, several at once, each in one organisation. */
export const roles = [
	'teacher',
	'learner',
	'mentor',
	'trainer',
	'examiner',
	'coordinator',
	'head',
	'methodologist',
	'analyst',
	'programme_manager',
	'panel_member',
	'editor',
	'facilitator',
	'expert',
	'employer',
	'administrator'
] as const;

export type Role = (typeof roles)[number];

export function isRole(text: unknown): text is Role {
	return (roles as readonly unknown[]).includes(text);
}

/**
 * Whether a role in an organisation also holds in everything below it: whoever coordinates a district coordinates its schools, whoever teaches at a
 * faculty does not teach in each department.
 */
export const reachOf: Readonly<Record<Role, 'node' | 'subtree'>> = {
	teacher: 'node',
	learner: 'node',
	mentor: 'node',
	trainer: 'node',
	examiner: 'node',
	coordinator: 'subtree',
	head: 'subtree',
	methodologist: 'subtree',
	analyst: 'subtree',
	programme_manager: 'subtree',
	panel_member: 'node',
	editor: 'node',
	facilitator: 'node',
	expert: 'node',
	employer: 'node',
	administrator: 'subtree'
};
