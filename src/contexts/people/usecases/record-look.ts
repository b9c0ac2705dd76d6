import type { Actor } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import { recordEvent } from './record-event.ts';

/**
 * Notes that somebody looked at an aggregate of an organisation, in the transaction that read it: `aggregate` says which (`wave.report`), never what
 * it showed. The log of looks is part of the audit log: the action `aggregate.viewed` with the organisation as its subject.
 */
export async function recordLook(
	transaction: DatabaseTransaction,
	actor: Actor,
	look: { readonly aggregate: string; readonly organisationId: string }
): Promise<void> {
	await recordEvent(transaction, actor, { action: 'aggregate.viewed', subjectId: look.organisationId, details: { aggregate: look.aggregate } });
}
