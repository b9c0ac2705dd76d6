import type { Actor, Person } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';

/** The acting person. Throws `person.required` when nobody is known: no resume code, or one that does not hold any more. */
export function requirePerson(actor: Actor): Person {
	if (actor.kind !== 'person') throw new DomainError('person.required');
	return actor;
}
