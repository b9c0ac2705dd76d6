import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { DomainError } from '../errors.ts';

/** What can be wrong with an address that somebody typed. */
export interface EmailErrors {
	'email.invalid': Readonly<Record<string, never>>;
}

/** As browsers check it (HTML, "valid e-mail address"), with a domain that has a dot. */
const address = z.email({ pattern: z.regexes.html5Email }).regex(/@.+\../).max(254);

/**
 * The one way in which Qadam writes an email address, so that one person does not become two. Throws `email.invalid`.
 *
 * - Unicode NFKC, spaces around it cut off: wide letters and invisible variants of what people paste become what they look like.
 * - Lower-case throughout. The part before the @ could differ by case (RFC 5321, 2.4), but no provider that people have does so, and people do.
 * - The domain as it travels (punycode): почта.рф is xn--80a1acny.xn--p1ai. A Cyrillic letter hidden in a Latin domain shows by that.
 * - Before the @ only ASCII, as browsers allow it. A Cyrillic "а" in "аsan@…" looks like the Latin one and leads elsewhere, and addresses of
 *   Cyrillic letters throughout need mail servers of RFC 6531 at both ends; both are refused, and the words say so.
 * - Dots and "+tag" stay: only the provider knows what they mean. `mailboxKey` compares without them.
 */
export function normaliseEmail(typed: string): string {
	const text = typed.normalize('NFKC').trim();
	const at = text.lastIndexOf('@');
	const local = text.slice(0, at).toLowerCase();
	const normalised = `${local}@${domainToASCII(text.slice(at + 1))}`;
	const isWellFormed = at > 0 && at <= 64 && !/^\.|\.\.|\.$/.test(local) && address.safeParse(normalised).success;
	if (!isWellFormed) throw new DomainError('email.invalid');
	return normalised;
}

/** Providers that deliver to the same mailbox with and without dots. */
const dotless = new Set(['gmail.com', 'googlemail.com']);

/**
 * A key that is equal for normalised addresses which most likely lead to the same mailbox: without "+tag", and without dots where the provider
 * ignores them. Good for pointing at likely duplicates in an import. Never for recognising a person: that two addresses look alike proves nothing.
 */
export function mailboxKey(normalised: string): string {
	const [local = '', domain = ''] = normalised.split('@');
	const untagged = local.replace(/(?<=.)\+.*$/, '');
	return dotless.has(domain) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`;
}
