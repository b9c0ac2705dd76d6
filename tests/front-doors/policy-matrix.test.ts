/**
 * Every page, form action, file and operation of the API, tried by every role in the own organisation, in one below, and in another one, and by
 * somebody without a role, a guest, and nobody: each is let in exactly where the table of rights says so. Forms are sent in a way that no action
 * takes (a form has no JSON), so that nothing is done: what the guard lets by is answered with 415.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, inject, test } from 'vitest';
import { type Action, allows, type Role, roles, whoMay } from '#contexts/people/index.ts';
import { apiAccess, pageAccess } from '../../src/access.ts';
import { inOwnerSession } from '../database.ts';
import { postgresUrl } from '../qadam-process.ts';
import { addAccount, addMembership, addOrganisation, cookieOf, startAsGuest } from './people.ts';

const origin = inject('origin');
const ownerUrl = postgresUrl(inject('dataFolder'));

type Distance = 'here' | 'below' | 'elsewhere' | 'everywhere';

interface Visitor {
	readonly name: string;
	readonly kind: 'nobody' | 'guest' | 'account';
	readonly role?: Role;
	/** The role has no organisation: it holds everywhere. */
	readonly isEverywhere?: boolean;
	readonly cookie: string;
}

let visitors: readonly Visitor[] = [];
const places: Record<'here' | 'below' | 'elsewhere', string> = { here: '', below: '', elsewhere: '' };

beforeAll(async () => {
	const guest = await startAsGuest(origin);
	await inOwnerSession(ownerUrl, async (owner) => {
		places.here = await addOrganisation(owner, 'district', null);
		places.below = await addOrganisation(owner, 'school', places.here);
		places.elsewhere = await addOrganisation(owner, 'school', null);
		const signedIn: Visitor[] = [];
		for (const role of roles) {
			const person = await addAccount(owner, role);
			await addMembership(owner, person, places.here, role);
			signedIn.push({ name: role, kind: 'account', role, cookie: await cookieOf(owner, person) });
		}
		const stranger = await addAccount(owner, 'stranger');
		const everywhere = await addAccount(owner, 'everywhere');
		await addMembership(owner, everywhere, null, 'administrator');
		visitors = [
			{ name: 'nobody', kind: 'nobody', cookie: '' },
			{ name: 'guest', kind: 'guest', cookie: guest },
			{ name: 'without a role', kind: 'account', cookie: await cookieOf(owner, stranger) },
			...signedIn,
			{ name: 'administrator everywhere', kind: 'account', role: 'administrator', isEverywhere: true, cookie: await cookieOf(owner, everywhere) }
		];
	});
});

/** What the table of rights says, worked out apart from the code that guards. */
function isAllowed(visitor: Visitor, action: Action, distance: Distance): boolean {
	const who = whoMay(action);
	if (who === 'anyone') return true;
	if (who === 'person') return visitor.kind !== 'nobody';
	if (visitor.kind !== 'account') return false;
	if (who === 'account') return true;
	if (visitor.role === undefined) return false;
	if (visitor.isEverywhere) return allows(action, visitor.role, 'here');
	return (distance === 'here' || distance === 'below') && allows(action, visitor.role, distance);
}

interface Way {
	readonly name: string;
	readonly action: Action;
	readonly method: string;
	readonly address: string;
	readonly isForm: boolean;
}

/** An address of the route, with an organisation where it names one, and with ids that nothing has. */
function fill(route: string, organisation: string): string {
	return route
		.replace(/\/\([^)]+\)/g, '')
		.replace(/\/\[\[[^\]]+\]\]/g, '')
		.replace(/\[organisation[^\]]*\]|\{organisation\}/g, organisation)
		.replace(/\[[^\]]+\]|\{[^}]+\}/g, randomUUID());
}

function waysTo(organisation: string): Way[] {
	const pages = Object.entries(pageAccess).flatMap(([route, { view, acts = {} }]): Way[] => {
		const address = `/en${fill(route, organisation)}`.replace(/\/$/, '');
		return [
			{ name: `GET ${route}`, action: view, method: 'GET', address, isForm: false },
			...Object.entries(acts).map(([name, action]) => ({
				name: `POST ${route} ${name}`,
				action,
				method: 'POST',
				address: name === 'default' ? address : `${address}?/${name}`,
				isForm: true
			}))
		];
	});
	const operations = Object.entries(apiAccess).map(([operation, action]): Way => {
		const [method = '', path = ''] = operation.split(' ');
		return { name: operation, action, method, address: `/api/v1${fill(path, organisation)}`, isForm: false };
	});
	return [...pages, ...operations];
}

/** Whether the front door let the request by. */
async function isLetIn({ cookie }: Visitor, way: Way): Promise<boolean> {
	const response = await fetch(origin + way.address, {
		method: way.method,
		redirect: 'manual',
		headers: { cookie, origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', accept: 'text/html' },
		...(way.method === 'GET' || way.method === 'DELETE' ? {} : { body: '{' })
	});
	await response.arrayBuffer();
	const location = response.headers.get('location') ?? '';
	const isSentAway = response.status === 303 && (way.isForm || /\/(sign-in|resume)(\?|$)/.test(location));
	return response.status !== 401 && response.status !== 403 && !isSentAway;
}

async function inTurns<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> {
	const rest = [...items];
	await Promise.all(Array.from({ length: atOnce }, async () => {
		for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
	}));
}

test('every way in x every role x {own, below, other, stranger} is as the table of rights says', { timeout: 600_000 }, async () => {
	const hasOrganisation = (way: Way) => /[[{]organisation/.test(way.name);
	const tries = visitors.flatMap((visitor) => [
		...waysTo(places.here).filter((way) => !hasOrganisation(way)).map((way) => ({ visitor, way, distance: 'everywhere' as const })),
		...(['here', 'below', 'elsewhere'] as const).flatMap((distance) =>
			waysTo(places[distance]).filter(hasOrganisation).map((way) => ({ visitor, way, distance }))
		)
	]);
	const wrong: string[] = [];
	const seen = { allowed: 0, refused: 0 };
	await inTurns(tries, 6, async ({ visitor, way, distance }) => {
		const expected = isAllowed(visitor, way.action, distance);
		seen[expected ? 'allowed' : 'refused'] += 1;
		if ((await isLetIn(visitor, way)) === expected) return;
		wrong.push(`${visitor.name}, ${distance}: ${way.name} should be ${expected ? 'allowed' : 'refused'}`);
	});
	expect(wrong).toEqual([]);
	expect(seen.allowed).toBeGreaterThan(100);
	expect(seen.refused).toBeGreaterThan(50);
});
