import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Role } from '../../domain/role.ts';
import { countMembers, findMembers, listMemberships, type Member, type MemberFilter, type Membership } from '../../store/memberships.ts';
import { requireRightIn } from '../rights.ts';

/** Members shown at once. */
const pageSize = 50;
/** Longest text that is searched for, in UTF-16 units. */
const longestSearch = 200;

export interface MembersPage {
	readonly members: readonly Member[];
	/** How many have each role in the organisation itself. */
	readonly counts: readonly { readonly role: Role; readonly members: number }[];
	/** The last one shown, when there are more. */
	readonly next: { readonly name: string; readonly membershipId: string } | null;
}

/** Members of an organisation in the order of their names, page by page. Throws `account.required`, `right.missing`. */
export async function listMembers(actor: Actor, organisationId: string, filter: Omit<MemberFilter, 'limit' | 'personId'> = {}): Promise<MembersPage> {
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'members.view', { organisationId });
		const sought = filter.sought?.trim().slice(0, longestSearch);
		const { sought: _, ...rest } = filter;
		const [found, counts] = await Promise.all([
			findMembers(transaction, organisationId, { ...rest, ...(sought ? { sought } : {}), limit: pageSize + 1 }),
			countMembers(transaction, organisationId)
		]);
		const members = found.slice(0, pageSize);
		const last = members.at(-1);
		return { members, counts, next: found.length > pageSize && last !== undefined ? { name: last.name, membershipId: last.membershipId } : null };
	});
}

export interface MemberView {
	readonly personId: string;
	readonly name: string;
	/** Null when no role here is open. */
	readonly email: string | null;
	/** In this organisation, those that have ended included. */
	readonly memberships: readonly Membership[];
}

/** One member with the roles in this organisation, past ones included. Throws `account.required`, `right.missing`, `membership.not_found`. */
export async function viewMember(actor: Actor, organisationId: string, personId: string): Promise<MemberView> {
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'members.view', { organisationId });
		const [open, former, memberships] = await Promise.all([
			findMembers(transaction, organisationId, { personId, limit: 1 }),
			findMembers(transaction, organisationId, { personId, isFormer: true, limit: 1 }),
			listMemberships(transaction, personId, organisationId)
		]);
		const member = open[0] ?? former[0];
		if (member === undefined) throw new DomainError('membership.not_found');
		return { personId, name: member.name, email: member.email, memberships };
	});
}
