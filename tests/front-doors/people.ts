import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type pg from 'pg';
import type { Role } from '#contexts/people/index.ts';
import { hashSecret } from '../../src/contexts/people/domain/secret-hash.ts';

/** People for tests that need many of them at once: written by the owner of the database, without passwords and mails. */

export async function addOrganisation(owner: pg.Client, kind: string, parentId: string | null): Promise<string> {
	const id = uuidv7();
	const name = JSON.stringify({ kk: `${kind} қазақша`, ru: `${kind} по-русски`, en: `${kind} in English` });
	await owner.query('insert into people.organisation (id, parent_id, kind, name) values ($1, $2, $3, $4)', [id, parentId, kind, name]);
	return id;
}

/** An account with a confirmed address; returns the person's id. */
export async function addAccount(owner: pg.Client, name: string): Promise<string> {
	const id = uuidv7();
	await owner.query('insert into people.account (id, name, email, email_verified, locale) values ($1, $2, $3, true, $4)', [
		id,
		name,
		`${id}@example.kz`,
		'en'
	]);
	return id;
}

export async function addMembership(owner: pg.Client, personId: string, organisationId: string | null, role: Role): Promise<void> {
	await owner.query('insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, $4)', [
		uuidv7(),
		personId,
		organisationId,
		role
	]);
}

/** Signs the person in on one more device; returns the cookie header of that device. */
export async function cookieOf(owner: pg.Client, personId: string): Promise<string> {
	const token = randomBytes(24).toString('base64url');
	await owner.query("insert into people.session (id, person_id, token_hash, expires_at) values ($1, $2, $3, now() + interval '1 day')", [
		uuidv7(),
		personId,
		hashSecret('session', token).toString('base64url')
	]);
	return `qadam_session=${token}`;
}

/** A guest with an attempt; returns the cookie header of the device. */
export async function startAsGuest(origin: string): Promise<string> {
	const response = await fetch(`${origin}/api/v1/attempts`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ instrument: 'selfie-kz', locale: 'kk', consent: true })
	});
	const { resumeCode } = (await response.json()) as { resumeCode: string };
	return `qadam_code=${resumeCode}`;
}
