import type { Actor } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { mayLieIn, type Organisation } from '../domain/organisation.ts';
import { findOrganisation, updateParents } from '../store/organisations.ts';
import { onOrganisation } from './on-organisation.ts';
import { recordEvent } from './record-event.ts';
import { requireRightIn } from './rights.ts';

/** As `moveOrganisation`, within a transaction that holds the tree. */
export async function moveIn(transaction: DatabaseTransaction, actor: Actor, organisation: Organisation, parentId: string | null): Promise<void> {
	const { id } = organisation;
	if (organisation.parentId === parentId) return;
	await requireRightIn(transaction, actor, 'organisation.manage', { organisationId: organisation.parentId });
	await requireRightIn(transaction, actor, 'organisation.manage', { organisationId: parentId });
	const parent = parentId === null ? null : await findOrganisation(transaction, parentId);
	if (parent === undefined) throw new DomainError('organisation.not_found');
	if (parent?.ancestors.includes(id) === true) throw new DomainError('organisation.circle');
	if (!mayLieIn(organisation.kind, parent?.kind ?? null))
		throw new DomainError('organisation.place', { kind: organisation.kind, parent: parent?.kind ?? 'root' });
	if ((parent?.closedAt ?? null) !== null) throw new DomainError('organisation.parent_closed');
	await updateParents(transaction, [{ id, parentId }]);
	await recordEvent(transaction, actor, {
		action: 'organisation.moved',
		subjectId: id,
		details: { from: organisation.parentId ?? 'root', to: parentId ?? 'root' }
	});
}

/**
 * Moves an organisation with everything below it under another one (`null`: to the root of a tree of its own). Whoever moves needs the right in
 * both places: nobody takes a school out of a district, or puts one into it, who does not lead there.
 * Throws the codes of `onOrganisation` (also about the new place), `organisation.circle`, `organisation.place`, `organisation.parent_closed`.
 */
export async function moveOrganisation(actor: Actor, id: string, parentId: string | null): Promise<void> {
	await onOrganisation(actor, id, 'organisation.manage', (transaction, organisation) => moveIn(transaction, actor, organisation, parentId), 'move');
}
