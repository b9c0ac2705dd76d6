import type { Actor } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { memberKinds } from '../domain/organisation.ts';
import { endConsortiumMember, insertConsortiumMember } from '../store/consortium.ts';
import { findOrganisation } from '../store/organisations.ts';
import { onOrganisation } from './on-organisation.ts';
import { recordEvent } from './record-event.ts';

async function onConsortium(actor: Actor, consortiumId: string, work: (transaction: DatabaseTransaction) => Promise<void>): Promise<void> {
	await onOrganisation(actor, consortiumId, 'organisation.manage', async (transaction, consortium) => {
		if (consortium.kind !== 'consortium') throw new DomainError('consortium.not_one');
		await work(transaction);
	});
}

/**
 * Joins a university to a consortium from today on; it keeps its place in its own tree. Joined again, nothing changes.
 * Throws the codes of `onOrganisation`, `consortium.not_one`, `consortium.member_kind`.
 */
export async function joinConsortium(actor: Actor, consortiumId: string, organisationId: string): Promise<void> {
	await onConsortium(actor, consortiumId, async (transaction) => {
		const member = await findOrganisation(transaction, organisationId);
		if (member === undefined) throw new DomainError('organisation.not_found');
		if (!memberKinds.includes(member.kind) || member.closedAt !== null) throw new DomainError('consortium.member_kind');
		if (await insertConsortiumMember(transaction, consortiumId, organisationId))
			await recordEvent(transaction, actor, { action: 'consortium.joined', subjectId: consortiumId, details: { member: organisationId } });
	});
}

/** Ends the membership today; that it was one stays known. Throws the codes of `onOrganisation` and `consortium.not_one`. */
export async function leaveConsortium(actor: Actor, consortiumId: string, organisationId: string): Promise<void> {
	await onConsortium(actor, consortiumId, async (transaction) => {
		if (await endConsortiumMember(transaction, consortiumId, organisationId))
			await recordEvent(transaction, actor, { action: 'consortium.left', subjectId: consortiumId, details: { member: organisationId } });
	});
}
