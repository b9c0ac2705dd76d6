import { createHash } from 'node:crypto';

/**
 * What the database keeps of a random secret (the token of a session, of a link): enough to recognise it, useless to whoever reads the database.
 * `kind` keeps one from being shown in place of the other.
 */
export function hashSecret(kind: 'session' | 'start', secret: string): Buffer {
	return createHash('sha256').update(`${kind}:${secret}`).digest();
}
