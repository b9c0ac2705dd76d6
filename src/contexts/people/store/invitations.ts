import { sql } from 'kysely';
import type { DatabaseTransaction, Queryable } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import type { InvitationKind, InvitationStanding, InvitationState } from '../domain/invitation.ts';
import type { OrganisationName } from '../domain/organisation.ts';
import type { Role } from '../domain/role.ts';

/** An invitation as those see it who may invite in the organisation. */
export interface Invitation {
	readonly id: string;
	readonly kind: InvitationKind;
	readonly organisationId: string;
	readonly role: Role;
	/** Of an invitation by letter; null when the invitee was erased. */
	readonly email: string | null;
	readonly name: string | null;
	readonly message: string | null;
	readonly locale: Locale;
	readonly state: InvitationState;
	readonly createdAt: Date;
	readonly lastLetterAt: Date | null;
	readonly lettersSent: number;
	readonly days: number;
	readonly expiresAt: Date;
	readonly settledAt: Date | null;
	readonly mostUses: number | null;
	readonly uses: number;
}

const columns = sql`
	id, kind, organisation_id as "organisationId", role, email, name, message, locale, state, created_at as "createdAt",
	last_letter_at as "lastLetterAt", letters_sent as "lettersSent", days, expires_at as "expiresAt", settled_at as "settledAt",
	most_uses as "mostUses", uses
`;

/** How an invitation stands, as `standingOf` of the domain says it. */
const standing = sql`
	case
		when state in ('accepted', 'declined', 'withdrawn') then state
		when expires_at <= now() then 'expired'
		when most_uses is not null and uses >= most_uses then 'full'
		else state
	end
`;

export interface NewInvitation {
	readonly id: string;
	readonly kind: InvitationKind;
	readonly organisationId: string;
	readonly role: Role;
	readonly email?: string;
	readonly name?: string | null;
	readonly message?: string | null;
	readonly locale: Locale;
	readonly state: 'drafted' | 'sent';
	readonly days: number;
	readonly mostUses?: number;
}

/** Stores invitations of the acting person; returns the ids of those that were not asked already. */
export async function insertInvitations(
	transaction: DatabaseTransaction,
	personId: string,
	invitations: readonly NewInvitation[]
): Promise<Set<string>> {
	const { rows } = await sql<{ id: string }>`
		insert into people.invitation
			(id, kind, organisation_id, role, invited_by, email, name, message, locale, state, days, expires_at, most_uses)
		select id, kind, "organisationId", role, ${personId}::uuid, email, name, message, locale, state, days,
			now() + make_interval(days => days), "mostUses"
		from jsonb_to_recordset(${JSON.stringify(invitations)}::jsonb) as given (
			id uuid, kind text, "organisationId" uuid, role text, email text, name text, message text, locale text, state text, days integer,
			"mostUses" integer
		)
		on conflict do nothing
		returning id
	`.execute(transaction);
	return new Set(rows.map(({ id }) => id));
}

export async function insertSecrets(transaction: DatabaseTransaction, secrets: readonly { hash: Buffer; invitationId: string }[]): Promise<void> {
	await sql`
		insert into people.invitation_secret (hash, invitation_id)
		select * from unnest(${secrets.map(({ hash }) => hash)}::bytea[], ${secrets.map(({ invitationId }) => invitationId)}::uuid[])
	`.execute(transaction);
}

/**
 * Notes letters in the name of the acting person. Only where an answer may still come: what was answered or withdrawn meanwhile stays as it is.
 * A letter that is not a reminder opens the invitation anew for its days. Returns the ids that were changed.
 */
export async function noteLetters(
	transaction: DatabaseTransaction,
	personId: string,
	letters: readonly { readonly id: string; readonly mailId: string }[],
	{ isReminder }: { readonly isReminder: boolean }
): Promise<Set<string>> {
	const { rows } = await sql<{ id: string }>`
		update people.invitation set
			state = 'sent',
			invited_by = ${personId}::uuid,
			mail_id = given.mail_id,
			last_letter_at = now(),
			letters_sent = letters_sent + 1,
			expires_at = case when ${isReminder} then expires_at else now() + make_interval(days => days) end
		from unnest(${letters.map(({ id }) => id)}::uuid[], ${letters.map(({ mailId }) => mailId)}::uuid[]) as given (id, mail_id)
		where invitation.id = given.id and state in ('drafted', 'sent', 'bounced')
			-- Says the same again, for the index: a join alone is planned as a walk over all invitations, each asked for its rights.
			and invitation.id = any (${letters.map(({ id }) => id)}::uuid[])
		returning invitation.id
	`.execute(transaction);
	return new Set(rows.map(({ id }) => id));
}

/** Locks the invitations with these ids that the acting person may change, in the order of their ids. */
export async function lockInvitations(transaction: DatabaseTransaction, ids: readonly string[]): Promise<Invitation[]> {
	const { rows } = await sql<Invitation>`
		select ${columns} from people.invitation where id = any (${ids}::uuid[]) order by id for update
	`.execute(transaction);
	return rows;
}

/** One invitation of the organisation; undefined when there is none or the acting person may not see it. */
export async function findInvitation(transaction: DatabaseTransaction, organisationId: string, id: string): Promise<Invitation | undefined> {
	const { rows } = await sql<Invitation>`
		select ${columns} from people.invitation where id = ${id} and organisation_id = ${organisationId}
	`.execute(transaction);
	return rows[0];
}

/** Withdraws an open invitation; false when it is not open. */
export async function withdraw(transaction: DatabaseTransaction, id: string): Promise<boolean> {
	const { rows } = await sql`
		update people.invitation set state = 'withdrawn', settled_at = now()
		where id = ${id} and state in ('drafted', 'sent', 'bounced') returning id
	`.execute(transaction);
	return rows.length > 0;
}

export interface InvitationFilter {
	readonly standing?: InvitationStanding;
	/** The last one of the page before. */
	readonly after?: { readonly createdAt: Date; readonly id: string };
	readonly limit: number;
}

/** Invitations of an organisation, newest first. */
export async function listInvitations(
	transaction: DatabaseTransaction,
	organisationId: string,
	{ standing: wanted, after, limit }: InvitationFilter
): Promise<Invitation[]> {
	const { rows } = await sql<Invitation>`
		select ${columns} from people.invitation
		where organisation_id = ${organisationId}
			${wanted === undefined ? sql`` : sql`and ${standing} = ${wanted}`}
			${after === undefined ? sql`` : sql`and (created_at, id) < (${after.createdAt}, ${after.id}::uuid)`}
		order by created_at desc, id desc
		limit ${limit}
	`.execute(transaction);
	return rows;
}

/** How many invitations of an organisation stand how. */
export async function countInvitations(
	transaction: DatabaseTransaction,
	organisationId: string
): Promise<{ standing: InvitationStanding; count: number }[]> {
	const { rows } = await sql<{ standing: InvitationStanding; count: number }>`
		select ${standing} as standing, count(*)::int as count from people.invitation where organisation_id = ${organisationId} group by 1
	`.execute(transaction);
	return rows;
}

export type Due = 'drafts' | 'reminders';

interface ReminderPolicy {
	readonly days: number;
	readonly mostLetters: number;
}

/** Invitations to which a letter may go now: drafts, or reminders as `mayRemind` of the domain says it. */
const isDue = (organisationId: string, what: Due, { days, mostLetters }: ReminderPolicy) => sql`
	organisation_id = ${organisationId} and kind = 'email' and ${
		what === 'drafts'
			? sql`state = 'drafted'`
			: sql`state = 'sent' and expires_at > now() and letters_sent < ${mostLetters} and last_letter_at <= now() - make_interval(days => ${days}::int)`
	}
`;

/** Their ids, oldest first. */
export async function listDue(transaction: DatabaseTransaction, organisationId: string, what: Due, policy: ReminderPolicy): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		select id from people.invitation where ${isDue(organisationId, what, policy)} order by created_at, id
	`.execute(transaction);
	return rows.map(({ id }) => id);
}

export async function countDue(transaction: DatabaseTransaction, organisationId: string, what: Due, policy: ReminderPolicy): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count from people.invitation where ${isDue(organisationId, what, policy)}
	`.execute(transaction);
	return rows[0]?.count ?? 0;
}

/** Whom somebody wants to invite. */
export interface Candidate {
	readonly email: string;
	readonly organisationId: string;
	readonly role: Role;
}

export interface EarlierInvitation extends Candidate {
	readonly id: string;
	readonly state: InvitationState;
	readonly isExpired: boolean;
}

const columnsOf = (candidates: readonly Candidate[]) => sql`
	${candidates.map(({ email }) => email)}::text[], ${candidates.map(({ organisationId }) => organisationId)}::uuid[],
	${candidates.map(({ role }) => role)}::text[]
`;

/** The newest invitation of each candidate for the same role in the same organisation. */
export async function findEarlierInvitations(transaction: DatabaseTransaction, candidates: readonly Candidate[]): Promise<EarlierInvitation[]> {
	const { rows } = await sql<EarlierInvitation>`
		select distinct on (invitation.email, invitation.organisation_id, invitation.role)
			invitation.id, invitation.email, invitation.organisation_id as "organisationId", invitation.role, invitation.state,
			invitation.expires_at <= now() as "isExpired"
		from unnest(${columnsOf(candidates)}) as wanted (email, organisation_id, role)
		join people.invitation using (email, organisation_id, role)
		order by invitation.email, invitation.organisation_id, invitation.role,
			invitation.state in ('drafted', 'sent', 'bounced') desc, invitation.created_at desc
	`.execute(transaction);
	return rows;
}

/** Candidates who have the role already, as far as the acting person sees the members of the organisation. */
export async function findMembersAmong(transaction: DatabaseTransaction, candidates: readonly Candidate[]): Promise<Candidate[]> {
	const { rows } = await sql<Candidate>`
		select email, organisation_id as "organisationId", role from people.find_members_by_email(${columnsOf(candidates)})
	`.execute(transaction);
	return rows;
}

/** What an invitation says to whoever holds its secret. */
export interface OpenedInvitation {
	readonly id: string;
	readonly kind: InvitationKind;
	readonly state: InvitationState;
	readonly role: Role;
	readonly organisationId: string;
	readonly organisationName: OrganisationName;
	/** Null when the inviter's account is gone. */
	readonly inviterName: string | null;
	readonly email: string | null;
	readonly name: string | null;
	readonly message: string | null;
	readonly locale: Locale;
	readonly expiresAt: Date;
	readonly mostUses: number | null;
	readonly uses: number;
	readonly isAcceptedByMe: boolean;
}

export async function findBySecret(db: Queryable, hash: Buffer): Promise<OpenedInvitation | undefined> {
	const { rows } = await sql<OpenedInvitation>`
		select id, kind, state, role, organisation_id as "organisationId", organisation_name as "organisationName", inviter_name as "inviterName",
			email, name, message, locale, expires_at as "expiresAt", most_uses as "mostUses", uses, is_accepted_by_me as "isAcceptedByMe"
		from people.find_invitation(${hash})
	`.execute(db);
	return rows[0];
}

/** An open invitation to the confirmed address of the acting person. */
export interface OwnInvitation {
	readonly id: string;
	readonly role: Role;
	readonly organisationId: string;
	readonly organisationName: OrganisationName;
	readonly inviterName: string | null;
	readonly message: string | null;
	readonly expiresAt: Date;
}

export async function listOwnInvitations(transaction: DatabaseTransaction): Promise<OwnInvitation[]> {
	const { rows } = await sql<OwnInvitation>`
		select id, role, organisation_id as "organisationId", organisation_name as "organisationName", inviter_name as "inviterName", message,
			expires_at as "expiresAt"
		from people.find_own_invitations()
	`.execute(transaction);
	return rows;
}

/** How somebody comes to an invitation: by the hash of its secret, or as one to the own confirmed address. */
export type WayIn = { readonly hash: Buffer } | { readonly invitationId: string };

const partsOf = (way: WayIn) => ('hash' in way ? sql`${way.hash}::bytea, null::uuid` : sql`null::bytea, ${way.invitationId}::uuid`);

export interface Acceptance {
	/** `accepted`, or an error code. */
	readonly outcome: string;
	readonly invitationId: string;
	readonly membershipId: string;
	readonly organisationId: string;
	readonly role: Role;
	/** False: the person had the role already. */
	readonly isNew: boolean;
}

/** The acting person accepts, as the database decides. */
export async function accept(transaction: DatabaseTransaction, way: WayIn, membershipId: string): Promise<Acceptance> {
	const { rows } = await sql<Acceptance>`
		select outcome, found_invitation as "invitationId", given_membership as "membershipId", given_organisation as "organisationId",
			given_role as role, is_new as "isNew"
		from people.accept_invitation(${partsOf(way)}, ${membershipId}::uuid)
	`.execute(transaction);
	return rows[0] as Acceptance;
}

export async function decline(transaction: DatabaseTransaction, way: WayIn): Promise<{ outcome: string; invitationId: string }> {
	const { rows } = await sql<{ outcome: string; invitationId: string }>`
		select outcome, found_invitation as "invitationId" from people.decline_invitation(${partsOf(way)})
	`.execute(transaction);
	return rows[0] as { outcome: string; invitationId: string };
}
