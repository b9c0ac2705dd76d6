import type { Actor } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { memberKinds } from '../domain/organisation.ts';
import { agree, endConsortiumMember, insertConsortiumMember, listConsortia } from '../store/consortium.ts';
import { findOrganisation } from '../store/organisations.ts';
import { mayByRole } from '../store/rights.ts';
import { onOrganisation } from './on-organisation.ts';
import { recordEvent } from './record-event.ts';

async function onConsortium<Result>(
	actor: Actor,
	consortiumId: string,
	work: (transaction: DatabaseTransaction) => Promise<Result>
): Promise<Result> {
	return onOrganisation(actor, consortiumId, 'organisation.manage', async (transaction, consortium) => {
		if (consortium.kind !== 'consortium') throw new DomainError('consortium.not_one');
		return work(transaction);
	});
}

function record(transaction: DatabaseTransaction, actor: Actor, action: string, consortiumId: string, member: string): Promise<void> {
	return recordEvent(transaction, actor, { action, subjectId: consortiumId, details: { member } });
}

/**
 * Proposes to a university that it join a consortium; whoever manages the university, too, has agreed by that. It keeps its place in its own tree.
 * Again, nothing changes. Throws the codes of `onOrganisation`, `consortium.not_one`, `consortium.member_kind`.
 */
export async function joinConsortium(actor: Actor, consortiumId: string, organisationId: string): Promise<void> {
	await onConsortium(actor, consortiumId, async (transaction) => {
		const member = await findOrganisation(transaction, organisationId);
		if (member === undefined) throw new DomainError('organisation.not_found');
		if (!memberKinds.includes(member.kind) || member.closedAt !== null) throw new DomainError('consortium.member_kind');
		const managesBoth = await mayByRole(transaction, 'organisation.manage', organisationId);
		const isChanged = managesBoth
			? (await agree(transaction, consortiumId, organisationId)) || (await insertConsortiumMember(transaction, consortiumId, organisationId, 'agreed'))
			: await insertConsortiumMember(transaction, consortiumId, organisationId, 'proposed');
		if (isChanged) await record(transaction, actor, managesBoth ? 'consortium.joined' : 'consortium.proposed', consortiumId, organisationId);
	});
}

/**
 * A university agrees to what a consortium has proposed: from today on it is a member. Again, nothing changes.
 * Throws the codes of `onOrganisation` about the university, and `consortium.no_proposal`.
 */
export async function agreeToConsortium(actor: Actor, organisationId: string, consortiumId: string): Promise<void> {
	await onOrganisation(actor, organisationId, 'organisation.manage', async (transaction, organisation) => {
		if (organisation.closedAt !== null) throw new DomainError('organisation.closed');
		if (await agree(transaction, consortiumId, organisationId)) return record(transaction, actor, 'consortium.joined', consortiumId, organisationId);
		const consortia = await listConsortia(transaction, organisationId, 'agreed');
		if (!consortia.some(({ id }) => id === consortiumId)) throw new DomainError('consortium.no_proposal');
	});
}

/**
 * The consortium ends the membership today, or takes its proposal back; that it was one stays known.
 * Throws the codes of `onOrganisation` and `consortium.not_one`.
 */
export async function leaveConsortium(actor: Actor, consortiumId: string, organisationId: string): Promise<void> {
	await onConsortium(actor, consortiumId, async (transaction) => {
		if (await endConsortiumMember(transaction, consortiumId, organisationId))
			await record(transaction, actor, 'consortium.left', consortiumId, organisationId);
	});
}

/** The university leaves a consortium, or refuses what it has proposed. Throws the codes of `onOrganisation` about the university. */
export async function leaveOwnConsortium(actor: Actor, organisationId: string, consortiumId: string): Promise<void> {
	await onOrganisation(actor, organisationId, 'organisation.manage', async (transaction) => {
		if (await endConsortiumMember(transaction, consortiumId, organisationId))
			await record(transaction, actor, 'consortium.left', consortiumId, organisationId);
	});
}
