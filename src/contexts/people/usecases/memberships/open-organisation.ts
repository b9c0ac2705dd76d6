import type { Queryable } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Organisation } from '../../domain/organisation.ts';
import { findOrganisation } from '../../store/organisations.ts';

/** An organisation that takes members. Throws `organisation.not_found`, `organisation.closed`. */
export async function requireOpenOrganisation(db: Queryable, id: string): Promise<Organisation> {
	const organisation = await findOrganisation(db, id);
	if (organisation === undefined) throw new DomainError('organisation.not_found');
	if (organisation.closedAt !== null) throw new DomainError('organisation.closed');
	return organisation;
}
