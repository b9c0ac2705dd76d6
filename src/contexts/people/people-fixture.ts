import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '#platform/errors.ts';
import type { Person } from '#platform/actor.ts';
import type { Role } from './domain/role.ts';

/** Rows as the owner of the database sees and writes them (`look` of `useDatabase`). */
type Look = <Row extends Record<string, unknown>>(statement: string, values?: unknown[]) => Promise<Row[]>;

/** People and organisations for tests of rights. */
export function peopleFixture(look: Look) {
	async function makeOrganisation(kind: string, parentId: string | null = null, name: string = kind): Promise<string> {
		const id = uuidv7();
		await look('insert into people.organisation (id, parent_id, kind, name, ancestors) values ($1, $2, $3, $4, $5)', [
			id,
			parentId,
			kind,
			JSON.stringify({ kk: name, ru: name, en: name }),
			[]
		]);
		return id;
	}

	async function makePerson(name: string, { email = `${randomUUID()}@mektep.kz`, isConfirmed = true } = {}): Promise<Person> {
		const id = uuidv7();
		await look('insert into people.account (id, name, email, email_verified) values ($1, $2, $3, $4)', [id, name, email, isConfirmed]);
		return { kind: 'person', personId: id, requestId: 'test', account: { name, email } };
	}

	async function giveRole(person: Person, role: Role, organisationId: string | null): Promise<string> {
		const id = uuidv7();
		const values = [id, person.personId, organisationId, role];
		await look('insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, $4)', values);
		return id;
	}

	async function makeMember(name: string, role: Role, organisationId: string | null): Promise<Person> {
		const person = await makePerson(name);
		await giveRole(person, role, organisationId);
		return person;
	}

	return { makeOrganisation, makePerson, giveRole, makeMember };
}

/** The code of the expected failure; `none` when the work succeeds. Any other error is thrown on. */
export async function codeOfFailure(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'none';
	} catch (error) {
		if (error instanceof DomainError) return error.code;
		throw error;
	}
}
