import type pg from 'pg';
import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { type Action, actions, roleRights, whoMay } from '../domain/policy.ts';
import { listRightsByRole, mayAnywhere, mayByRole, replaceRoleRights } from '../store/rights.ts';

/** Where an action is done: in one organisation, everywhere (`null`: only roles without an organisation), or in any at all. */
export type Where = { readonly organisationId: string | null } | 'anywhere';

/** What is decided without a look at roles; undefined where roles decide. */
function mayByBeing(actor: Actor, action: Action): boolean | undefined {
	const who = whoMay(action);
	if (who === 'anyone') return true;
	if (actor.kind !== 'person') return false;
	if (who === 'person') return true;
	const isSignedIn = actor.account !== undefined;
	return who === 'account' || !isSignedIn ? isSignedIn : undefined;
}

async function mayIn(transaction: DatabaseTransaction, actor: Actor, action: Action, where: Where): Promise<boolean> {
	const known = mayByBeing(actor, action);
	if (known !== undefined) return known;
	return where === 'anywhere' ? mayAnywhere(transaction, action) : mayByRole(transaction, action, where.organisationId);
}

/** Whether the actor may do the action there, by the one table of rights (`domain/policy.ts`). */
export async function hasRight(actor: Actor, action: Action, where: Where): Promise<boolean> {
	return mayByBeing(actor, action) ?? inTransaction(actingAs(actor), (transaction) => mayIn(transaction, actor, action, where));
}

/** What somebody who lacks the right is told: to make oneself known, to sign in, or that the role does not allow it. */
function refuse(actor: Actor, action: Action): never {
	const who = whoMay(action);
	if (who === 'person' && actor.kind !== 'person') throw new DomainError('person.required');
	if (actor.kind !== 'person' || actor.account === undefined) throw new DomainError('account.required');
	throw new DomainError('right.missing');
}

/** Throws `person.required`, `account.required` or `right.missing` unless the actor may do the action there. */
export async function requireRight(actor: Actor, action: Action, where: Where): Promise<void> {
	if (!(await hasRight(actor, action, where))) refuse(actor, action);
}

/** As `requireRight`, within the transaction that the right is needed for. */
export async function requireRightIn(transaction: DatabaseTransaction, actor: Actor, action: Action, where: Where): Promise<void> {
	if (!(await mayIn(transaction, actor, action, where))) refuse(actor, action);
}

/** All that the actor may do with an organisation (`null`: everywhere): what a page shows buttons by. */
export async function listRights(actor: Actor, organisationId: string | null): Promise<Action[]> {
	const isSignedIn = actor.kind === 'person' && actor.account !== undefined;
	const byRole = isSignedIn ? await inTransaction(actingAs(actor), (transaction) => listRightsByRole(transaction, organisationId)) : [];
	return actions.filter((action) => mayByBeing(actor, action) ?? byRole.includes(action));
}

/** Writes the table of rights into the database, as owner, at each start. */
export async function storePolicy(owner: pg.ClientBase): Promise<void> {
	await replaceRoleRights(owner, roleRights());
}
