import type { DatabaseTransaction } from '#platform/database.ts';
import type { Actor } from '#platform/actor.ts';
import { insertAuditEvent, insertAuditEvents } from '../store/people.ts';

/** What happened: `action` as noun and verb in the past ("attempt.submitted"), its subject, and details that are not personal. */
export interface AuditEvent {
	readonly action: string;
	readonly subjectId: string | null;
	readonly details?: Readonly<Record<string, string | number>>;
}

/** Writes the audit event in the transaction of the change that it tells of. */
export async function recordEvent(transaction: DatabaseTransaction, actor: Actor, event: AuditEvent): Promise<void> {
	await insertAuditEvent(transaction, {
		personId: actor.kind === 'person' ? actor.personId : null,
		action: event.action,
		subjectId: event.subjectId,
		requestId: actor.requestId,
		details: event.details ?? {}
	});
}

/** As `recordEvent`, for changes of many things at once. */
export async function recordEvents(transaction: DatabaseTransaction, actor: Actor, events: readonly AuditEvent[]): Promise<void> {
	const personId = actor.kind === 'person' ? actor.personId : null;
	await insertAuditEvents(
		transaction,
		events.map(({ action, subjectId, details = {} }) => ({ personId, action, subjectId, requestId: actor.requestId, details }))
	);
}
