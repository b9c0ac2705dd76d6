import { m } from '#paraglide/messages.js';
import type { Role } from '../domain/role.ts';
import { roleName } from '../role-words.ts';

/** The filter by role, as words: everybody first, then each role with its number. */
export function roleCounts(counts: readonly { readonly role: Role; readonly members: number }[]): { role: string; text: string }[] {
	const all = counts.reduce((sum, { members }) => sum + members, 0);
	return [
		{ role: '', text: m.members_all({ count: all }) },
		...counts.map(({ role, members }) => ({ role, text: m.members_role_count({ role: roleName(role), count: members }) }))
	];
}
