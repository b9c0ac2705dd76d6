/** What the Content Security Policy of every page says: scripts of our own alone, none of which anybody could have written into the page. */
import { beforeAll, expect, inject, test } from 'vitest';
import { pageAccess } from '../../src/access.ts';
import { inOwnerSession } from '../database.ts';
import { postgresUrl } from '../qadam-process.ts';
import { addAccount, addMembership, cookieOf } from './people.ts';

const origin = inject('origin');
let cookie = '';

beforeAll(() =>
	inOwnerSession(postgresUrl(inject('dataFolder')), async (owner) => {
		const person = await addAccount(owner, '<script>alert(1)</script>');
		await addMembership(owner, person, null, 'administrator');
		cookie = await cookieOf(owner, person);
	})
);

function directivesOf(response: Response): Map<string, readonly string[]> {
	const policy = response.headers.get('content-security-policy') ?? '';
	return new Map(policy.split(';').map((part) => part.trim().split(/\s+/)).map(([name = '', ...values]) => [name, values]));
}

const pages = Object.entries(pageAccess)
	.filter(([route, { isFile }]) => !isFile && !route.includes('['))
	.map(([route]) => `/kk${route === '/' ? '' : route}`);

test.each([...pages, '/kk/no-such-page', '/kk/invitations/none', '/kk/shared/none'])('%s', async (address) => {
	const response = await fetch(origin + address, { headers: { cookie } });
	const html = await response.text();
	const directives = directivesOf(response);
	const scripts = directives.get('script-src') ?? [];
	expect(scripts.filter((source) => !/^'nonce-[\w+/=-]+'$/.test(source))).toEqual(["'self'"]);
	expect(directives.get('default-src')).toEqual(["'self'"]);
	expect(directives.get('object-src')).toEqual(["'none'"]);
	expect(directives.get('base-uri')).toEqual(["'none'"]);
	expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
	expect(directives.get('form-action')).toEqual(["'self'"]);
	const nonce = /'nonce-([^']+)'/.exec(scripts.join(' '))?.[1];
	for (const [, attributes = ''] of html.matchAll(/<script\b([^>]*)>/g)) {
		const isOurs = /\ssrc="\/[^/]/.test(attributes) || (nonce !== undefined && attributes.includes(`nonce="${nonce}"`));
		expect(isOurs, attributes).toBe(true);
	}
	expect(html).not.toMatch(/<[^>]+\son[a-z]+\s*=|javascript:/i);
});
