import { z } from 'zod';
import { m } from '#paraglide/messages.js';
import { type Actor, actingAs, type Person } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { defineQueue, handleJobs, type JobQuery, type JobWorker } from '#platform/jobs.ts';
import { formatDate, type Locale } from '#platform/locale.ts';
import { queueMail } from '#platform/mail/mail.ts';
import { renderMail } from '#platform/mail/render.ts';
import { removePrivateFile } from '#platform/private-files.ts';
import type { DataHolder, RowCounts } from '../domain/data-holder.ts';
import {
	cancelPendingErasure,
	countOwnRows,
	findPendingErasure,
	finishErasure,
	insertErasure,
	isLastAdministrator,
	listDueErasures,
	lockPendingErasure,
	type PendingErasure
} from '../store/erasures.ts';
import { listExportsOf } from '../store/exports.ts';
import { deletePerson } from '../store/people.ts';
import { privacyTerms } from '../store/privacy-content.ts';
import { recordEvent } from './record-event.ts';
import { requireAccount, requirePerson } from './require-person.ts';

/** What was erased, and what stays and why: kept when the person is gone, and tells nothing of who it was. */
export interface ErasureRecord {
	readonly erased: RowCounts;
	readonly stays: readonly { readonly what: string; readonly rows?: number; readonly because: 'without_person' | 'anonymous' }[];
}

/**
 * Erases the person now, everywhere, in one transaction: either all is gone or nothing. Undefined, and nothing done, when the wish was taken back
 * meanwhile.
 */
async function erase(person: Person, holders: readonly DataHolder[]): Promise<ErasureRecord | undefined> {
	const { record, files } = await inTransaction(actingAs(person), async (transaction) => {
		if ((await lockPendingErasure(transaction, person.personId)) === undefined) return { record: undefined, files: [] };
		const erased: Record<string, number> = {};
		for (const holder of holders) Object.assign(erased, await holder.erase(transaction, person));
		const { audit_event: events, ...own } = await countOwnRows(transaction, person.personId);
		for (const [table, rows] of Object.entries(own)) erased[`people.${table}`] = rows;
		const told: ErasureRecord = {
			erased: { ...erased, 'people.person': 1 },
			stays: [
				{ what: 'people.audit_event', rows: events, because: 'without_person' },
				{ what: 'aggregates', because: 'anonymous' }
			]
		};
		const kept = (await listExportsOf(transaction, person.personId)).flatMap(({ fileName }) => fileName ?? []);
		await finishErasure(transaction, person.personId, told);
		await recordEvent(transaction, person, { action: 'erasure.done', subjectId: null });
		await deletePerson(transaction, person.personId);
		return { record: told, files: kept };
	});
	for (const name of files) await removePrivateFile(name);
	return record;
}

/** The pending wish of the acting person. Throws `person.required`. */
export async function viewErasure(actor: Actor): Promise<PendingErasure | undefined> {
	const person = requirePerson(actor);
	return inTransaction(actingAs(person), (transaction) => findPendingErasure(transaction, person.personId));
}

/**
 * Asks for the account and everything that belongs to it to be erased. It is done after a waiting time, in which it can be taken back, so that
 * nobody who got hold of a device erases a person; a letter says so. Asking again changes nothing.
 * Throws `person.required`, `account.required` (a guest is erased at once: `eraseGuest`), and `erasure.last_administrator`.
 */
export async function requestErasure(actor: Actor, locale: Locale, origin: string): Promise<PendingErasure> {
	const person = requireAccount(actor);
	return inTransaction(actingAs(person), async (transaction) => {
		const pending = await findPendingErasure(transaction, person.personId);
		if (pending !== undefined) return pending;
		if (await isLastAdministrator(transaction)) throw new DomainError('erasure.last_administrator');
		await insertErasure(transaction, person.personId, privacyTerms().erasureWaitingDays);
		const made = await findPendingErasure(transaction, person.personId);
		if (made === undefined) throw new Error('The erasure that was just asked for is not there');
		await recordEvent(transaction, person, { action: 'erasure.requested', subjectId: made.id });
		const title = m.erasure_mail_title({}, { locale });
		const letter = renderMail({
			locale,
			title,
			paragraphs: [m.erasure_mail_text({ date: formatDate(made.dueAt, locale) }, { locale }), m.erasure_mail_not_you({}, { locale })],
			action: { label: m.erasure_cancel({}, { locale }), url: `${origin}/${locale}/my-place/data` }
		});
		const { name, email } = person.account;
		await queueMail(transaction, { to: email, toName: name, subject: title, ...letter, locale, kind: 'people.erasure-requested' });
		return made;
	});
}

/** Takes the wish back. Throws `person.required`, and `erasure.not_found` when there is none. */
export async function cancelErasure(actor: Actor): Promise<void> {
	const person = requirePerson(actor);
	await inTransaction(actingAs(person), async (transaction) => {
		if (!(await cancelPendingErasure(transaction, person.personId))) throw new DomainError('erasure.not_found');
		await recordEvent(transaction, person, { action: 'erasure.cancelled', subjectId: null });
	});
}

/**
 * Erases a guest at once: whoever has the code is the guest, and nobody can be written to.
 * Throws `person.required`, and `erasure.account` for somebody with an account, who has to wait.
 */
export async function eraseGuest(actor: Actor, holders: readonly DataHolder[]): Promise<ErasureRecord | undefined> {
	const person = requirePerson(actor);
	if (person.account !== undefined) throw new DomainError('erasure.account');
	await inTransaction(actingAs(person), (transaction) => insertErasure(transaction, person.personId, 0));
	return erase(person, holders);
}

const queue = defineQueue('people.erase-due', z.object({}));

/** Erases those whose waiting time is over, every hour, each in the own name. */
export function erasureJob(holders: readonly DataHolder[]): JobWorker {
	return handleJobs(
		queue,
		async ({ id, query }) => {
			await eraseDue(holders, id, query);
		},
		{ schedule: '7 * * * *' }
	);
}

/** Erases everybody whose waiting time is over; returns how many. */
export async function eraseDue(holders: readonly DataHolder[], requestId: string, query: JobQuery): Promise<number> {
	let erased = 0;
	for (const personId of await listDueErasures(query))
		if ((await erase({ kind: 'person', personId, requestId }, holders)) !== undefined) erased += 1;
	return erased;
}
