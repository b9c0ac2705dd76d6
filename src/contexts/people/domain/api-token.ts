import { createHash, randomBytes } from 'node:crypto';
import type { Action } from './policy.ts';

/** What a token may be allowed, each alone: to read or to change one kind of things in its person's name. */
export const tokenScopes = [
	'read:me',
	'write:me',
	'read:attempts',
	'write:attempts',
	'read:organisations',
	'write:organisations',
	'read:waves',
	'write:waves',
	'read:audit'
] as const;

export type TokenScope = (typeof tokenScopes)[number];

export function isTokenScope(text: unknown): text is TokenScope {
	return (tokenScopes as readonly unknown[]).includes(text);
}

type Area<Name> = Name extends `${infer Start}.${string}` ? Start : never;

/**
 * Which scopes the actions of an area of the policy belong to. `free`: anybody may, a token too. `never`: a person alone, not a token: whoever finds
 * one must not make others, or change how the person signs in. Where only looking is possible, changing is `never`.
 */
const scopesOfAreas: Readonly<Record<Area<Action>, 'free' | 'never' | 'me' | 'attempts' | 'organisations' | 'waves' | 'audit'>> = {
	public: 'free',
	self_assessment: 'attempts',
	data: 'me',
	account: 'never',
	organisation: 'organisations',
	members: 'organisations',
	wave: 'waves',
	study: 'waves',
	audit: 'audit',
	policy: 'free',
	grant: 'organisations'
};

/** The scope that an operation needs, by its action of the policy. */
export function scopeFor(action: Action, isChange: boolean): TokenScope | 'free' | 'never' {
	const area = scopesOfAreas[action.slice(0, action.indexOf('.')) as Area<Action>];
	if (area === 'free' || area === 'never') return area;
	const scope = `${isChange ? 'write' : 'read'}:${area}`;
	return isTokenScope(scope) ? scope : 'never';
}

/** Begins every token, so that a search through code and logs finds one that got lost. */
export const tokenPrefix = 'qadam_pat_';

/** A new token: 256 random bits. It is shown once. */
export function newToken(): string {
	return tokenPrefix + randomBytes(32).toString('base64url');
}

/** What the database keeps of it. */
export function hashToken(token: string): Buffer {
	return createHash('sha256').update(`api-token:${token}`).digest();
}
