import type { Account, Actor, Person } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';

/** The acting person. Throws `person.required` when nobody is known. */
export function requirePerson(actor: Actor): Person {
	if (actor.kind !== 'person') throw new DomainError('person.required');
	return actor;
}

/** The acting person with an account. Throws `person.required`, and `account.required` for a guest. */
export function requireAccount(actor: Actor): Person & { readonly account: Account } {
	const person = requirePerson(actor);
	const { account } = person;
	if (account === undefined) throw new DomainError('account.required');
	return { ...person, account };
}
