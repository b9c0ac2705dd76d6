import { v7 as uuidv7, validate } from 'uuid';
import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { hashToken, isTokenScope, newToken, scopeFor, tokenPrefix } from '../domain/api-token.ts';
import type { Action } from '../domain/policy.ts';
import { type ApiToken, endToken, findToken, insertToken, listTokensOf } from '../store/api-tokens.ts';
import { privacyTerms } from '../store/privacy-content.ts';
import { recordEvent } from './record-event.ts';
import { requireAccount } from './require-person.ts';

/** Characters of a name. */
const longestName = 100;

/** How a token stands: its time may be over, or it was revoked. */
export type ShownToken = ApiToken & { readonly standing: 'open' | 'expired' | 'revoked' };

function show(token: ApiToken): ShownToken {
	const isOver = token.expiresAt <= new Date();
	return { ...token, standing: token.revokedAt !== null ? 'revoked' : isOver ? 'expired' : 'open' };
}

/** For how many days a token may be made. */
export function tokenDays(): readonly number[] {
	return privacyTerms().tokenDays;
}

/** The acting person's tokens, newest first. Throws `person.required`, `account.required`. */
export async function listTokens(actor: Actor): Promise<ShownToken[]> {
	const person = requireAccount(actor);
	return (await inTransaction(actingAs(person), (transaction) => listTokensOf(transaction, person.personId))).map(show);
}

/**
 * Makes a token that acts as the person within its scopes. The secret is returned this once.
 * Throws `person.required`, `account.required`, `token.name`, `token.scopes`, `token.days`, `token.too_many`.
 */
export async function makeToken(
	actor: Actor,
	request: { name: string; scopes: readonly string[]; days: number }
): Promise<{ id: string; token: string }> {
	const person = requireAccount(actor);
	const name = request.name.trim();
	if (name === '' || name.length > longestName) throw new DomainError('token.name', { limit: longestName });
	const scopes = [...new Set(request.scopes)].filter(isTokenScope);
	if (scopes.length === 0 || !request.scopes.every(isTokenScope)) throw new DomainError('token.scopes');
	const { tokenDays: days, tokensAtOnce } = privacyTerms();
	if (!days.includes(request.days)) throw new DomainError('token.days');
	return inTransaction(actingAs(person), async (transaction) => {
		const open = (await listTokensOf(transaction, person.personId)).map(show).filter(({ standing }) => standing === 'open');
		if (open.length >= tokensAtOnce) throw new DomainError('token.too_many', { limit: tokensAtOnce });
		const [id, token] = [uuidv7(), newToken()];
		await insertToken(transaction, { id, personId: person.personId, name, hash: hashToken(token), scopes, days: request.days });
		await recordEvent(transaction, person, { action: 'token.made', subjectId: id, details: { scopes: scopes.join(' '), days: request.days } });
		return { id, token };
	});
}

/** Ends a token at once. Throws `person.required`, `account.required`, `token.not_found`. */
export async function revokeToken(actor: Actor, id: string): Promise<void> {
	const person = requireAccount(actor);
	await inTransaction(actingAs(person), async (transaction) => {
		if (!validate(id) || !(await endToken(transaction, person.personId, id))) throw new DomainError('token.not_found');
		await recordEvent(transaction, person, { action: 'token.revoked', subjectId: id });
	});
}

/** Whether it is a personal token and not a resume code. */
export function isToken(bearer: string): boolean {
	return bearer.startsWith(tokenPrefix);
}

/** Turns a token into its person, limited to its scopes. Throws `token.unknown`: there is none, it has expired, or it was revoked. */
export async function recogniseToken(token: string, requestId: string): Promise<Actor> {
	const found = await findToken(hashToken(token));
	if (!found?.isOpen) throw new DomainError('token.unknown');
	const { personId, scopes, name, email } = found;
	return { kind: 'person', personId, requestId, account: { name, email }, scopes };
}

/** Throws `token.scope` when the actor came by a token that does not reach as far as the operation. */
export function requireScope(actor: Actor, action: Action, isChange: boolean): void {
	if (actor.kind !== 'person' || actor.scopes === undefined) return;
	const scope = scopeFor(action, isChange);
	if (scope !== 'free' && !actor.scopes.includes(scope)) throw new DomainError('token.scope', { scope });
}
