import { type Actor, actingAs } from '#platform/actor.ts';
import { csvRow, csvStart } from '#platform/csv-text.ts';
import { inTransaction } from '#platform/database.ts';
import { readAuditFilter, type TypedAuditFilter } from '../domain/audit-filter.ts';
import { listEvents, listEventsOf, type LoggedEvent, namesInAudit } from '../store/audit.ts';
import { recordEvent } from './record-event.ts';
import { requirePerson } from './require-person.ts';
import { requireRight } from './rights.ts';

/** Lines on a page. */
const pageLength = 50;

/** Lines that one query fetches for a file. */
const chunkLength = 5_000;

/** One page of the log; `older` is the id that the next page begins after, undefined on the last one. */
export interface AuditPage<Event> {
	readonly events: readonly Event[];
	readonly older: string | undefined;
}

/** An event with the name of who did it, where that person has an account. */
export type NamedEvent = LoggedEvent & { readonly personName: string | undefined };

function pageOf<Event extends { readonly id: string }>(events: readonly Event[]): AuditPage<Event> {
	const shown = events.slice(0, pageLength);
	return { events: shown, older: events.length > pageLength ? shown.at(-1)?.id : undefined };
}

/**
 * One page of the whole log, newest first, for administrators.
 * Throws `account.required`, `right.missing`, and `audit.filter`.
 */
export async function viewAudit(actor: Actor, typed: TypedAuditFilter): Promise<AuditPage<NamedEvent>> {
	await requireRight(actor, 'audit.view', { organisationId: null });
	const filter = readAuditFilter(typed);
	return inTransaction(actingAs(actor), async (transaction) => {
		const events = await listEvents(transaction, filter, pageLength + 1);
		const names = await namesInAudit(transaction, events.flatMap(({ personId }) => personId ?? []));
		return pageOf(events.map((event) => ({ ...event, personName: event.personId === null ? undefined : names.get(event.personId) })));
	});
}

/** What the acting person did, and what others did about them, newest first. Throws `person.required`, `audit.filter`. */
export async function viewOwnAudit(actor: Actor, before?: string): Promise<AuditPage<LoggedEvent & { readonly isOwn: boolean }>> {
	const person = requirePerson(actor);
	const filter = readAuditFilter(before === undefined ? {} : { before });
	const events = await inTransaction(actingAs(person), (transaction) =>
		listEventsOf(transaction, person.personId, filter.before, pageLength + 1)
	);
	return pageOf(events.map((event) => ({ ...event, isOwn: event.personId === person.personId })));
}

const header = ['id', 'happened_at', 'person_id', 'person_name', 'action', 'subject_id', 'request_id', 'details'];

/**
 * The log as a CSV file that is made while it is sent, piece by piece: it needs no more memory for a million lines than for a page. That it was
 * taken is itself an event. Throws as `viewAudit`, before the first piece.
 */
export async function exportAudit(actor: Actor, typed: TypedAuditFilter): Promise<AsyncIterable<string>> {
	await requireRight(actor, 'audit.view', { organisationId: null });
	const filter = readAuditFilter(typed);
	await inTransaction(actingAs(actor), (transaction) => recordEvent(transaction, actor, { action: 'audit.exported', subjectId: null }));
	return pieces(actor, filter);
}

async function* pieces(actor: Actor, filter: ReturnType<typeof readAuditFilter>): AsyncIterable<string> {
	yield csvStart + csvRow(header);
	let before = filter.before;
	for (;;) {
		const narrowed = before === undefined ? filter : { ...filter, before };
		const { events, names } = await inTransaction(actingAs(actor), async (transaction) => {
			const found = await listEvents(transaction, narrowed, chunkLength);
			return { events: found, names: await namesInAudit(transaction, found.flatMap(({ personId }) => personId ?? [])) };
		});
		if (events.length === 0) return;
		yield events
			.map(({ id, happenedAt, personId, action, subjectId, requestId, details }) =>
				csvRow([id, happenedAt, personId, names.get(personId ?? ''), action, subjectId, requestId, JSON.stringify(details)])
			)
			.join('');
		if (events.length < chunkLength) return;
		before = events.at(-1)?.id;
	}
}
