import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { type DeviceName, nameDevice } from '../../domain/device.ts';
import { asTransaction, inAccountsTransaction } from '../../store/accounts-database.ts';
import { deleteOtherSessions, deleteSession, listSessions } from '../../store/sessions.ts';
import { recordEvent } from '../record-event.ts';
import { act } from './authentication.ts';
import { tokenOfVisit } from './recognise-session.ts';
import { requireAccount } from '../require-person.ts';
import { headersOf, type Visit } from './visit.ts';

/** A device on which the acting person is signed in. */
export interface Device {
	readonly id: string;
	readonly name: DeviceName;
	readonly signedInAt: Date;
	/** To the day. */
	readonly lastUsedAt: Date;
	/** The one that asks. */
	readonly isThis: boolean;
}

/** The acting person's devices, this one first. Throws `account.required`. */
export async function listDevices(actor: Actor, visit: Visit): Promise<Device[]> {
	const { personId } = requireAccount(actor);
	const sessions = await listSessions(personId, tokenOfVisit(visit));
	return sessions.map(({ id, userAgent, signedInAt, lastUsedAt, isCurrent }) => ({
		id,
		name: nameDevice(userAgent),
		signedInAt,
		lastUsedAt,
		isThis: isCurrent
	}));
}

/** Signs one of the own devices out. Throws `account.required` and `device.not_found`. */
export async function signOutDevice(actor: Actor, sessionId: string): Promise<void> {
	const { personId } = requireAccount(actor);
	await inAccountsTransaction(async (transaction) => {
		if (!(await deleteSession(personId, sessionId))) throw new DomainError('device.not_found');
		await recordEvent(asTransaction(transaction), actor, { action: 'account.device_signed_out', subjectId: personId });
	});
}

/** Signs all devices out but this one; returns how many. Throws `account.required`. */
export async function signOutOtherDevices(actor: Actor, visit: Visit): Promise<number> {
	const { personId } = requireAccount(actor);
	return inAccountsTransaction(async (transaction) => {
		const count = await deleteOtherSessions(personId, tokenOfVisit(visit));
		await recordEvent(asTransaction(transaction), actor, { action: 'account.devices_signed_out', subjectId: personId, details: { count } });
		return count;
	});
}

/** Signs this device out; harmless when nobody is signed in. Returns the cookies that make the device forget. */
export async function signOut(visit: Visit): Promise<readonly string[]> {
	const { cookies } = await act((api) => api.signOut({ headers: headersOf(visit), returnHeaders: true }));
	return cookies;
}
