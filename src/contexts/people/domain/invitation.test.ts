import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DomainError } from '#platform/errors.ts';
import {
	checkInvitation,
	type InvitationEvent,
	invitationEvents,
	type InvitationState,
	invitationStates,
	isFinal,
	mayRemind,
	maySend,
	openStates,
	type Reminding,
	splitAddresses,
	standingOf,
	stateAfter
} from './invitation.ts';

const now = new Date('2026-11-22T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 3_600_000);
const letter: Reminding = { kind: 'email', state: 'sent', expiresAt: inDays(20), mostUses: null, uses: 0, lettersSent: 1, lastLetterAt: inDays(-4) };

function codeOf(work: () => unknown): string | undefined {
	try {
		work();
		return undefined;
	} catch (error) {
		return (error as DomainError).code;
	}
}

describe('the states of an invitation', () => {
	test.each<[InvitationState, InvitationEvent, InvitationState | undefined]>([
		['drafted', 'send', 'sent'],
		['drafted', 'accept', undefined],
		['drafted', 'remind', undefined],
		['drafted', 'decline', undefined],
		['drafted', 'withdraw', 'withdrawn'],
		['sent', 'remind', 'sent'],
		['sent', 'accept', 'accepted'],
		['sent', 'decline', 'declined'],
		['sent', 'bounce', 'bounced'],
		['sent', 'withdraw', 'withdrawn'],
		['bounced', 'send', 'sent'],
		['bounced', 'remind', undefined],
		['bounced', 'accept', 'accepted'],
		['bounced', 'withdraw', 'withdrawn']
	])('%s, %s: %s', (state, event, next) => {
		expect(stateAfter(state, event)).toBe(next);
	});

	test('accepted, declined and withdrawn are final, and no way leads on from them', () => {
		expect(invitationStates.filter(isFinal)).toEqual(['accepted', 'declined', 'withdrawn']);
		expect(openStates).toEqual(['drafted', 'sent', 'bounced']);
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...invitationEvents), { maxLength: 30 }), (events) => {
				let state: InvitationState = 'drafted';
				for (const event of events) {
					const next = stateAfter(state, event);
					if (isFinal(state)) expect(next).toBeUndefined();
					state = next ?? state;
				}
			})
		);
	});

	test('every open state can be withdrawn, and nobody accepts what was never sent', () => {
		for (const state of openStates) expect(stateAfter(state, 'withdraw')).toBe('withdrawn');
		expect(invitationStates.filter((state) => stateAfter(state, 'accept') !== undefined)).toEqual(['sent', 'bounced']);
	});
});

describe('how an invitation stands', () => {
	test.each([
		[{}, 'sent'],
		[{ expiresAt: now }, 'expired'],
		[{ expiresAt: inDays(-1), state: 'accepted' as const }, 'accepted'],
		[{ expiresAt: inDays(-1), state: 'drafted' as const }, 'expired'],
		[{ mostUses: 30, uses: 29 }, 'sent'],
		[{ mostUses: 30, uses: 30 }, 'full'],
		[{ mostUses: 30, uses: 30, state: 'withdrawn' as const }, 'withdrawn']
	])('%o: %s', (given, standing) => {
		expect(standingOf({ ...letter, ...given }, now)).toBe(standing);
	});
});

describe('reminders', () => {
	test.each([
		['an answer is owed', {}, true],
		['accepted', { state: 'accepted' as const }, false],
		['declined', { state: 'declined' as const }, false],
		['withdrawn', { state: 'withdrawn' as const }, false],
		['bounced', { state: 'bounced' as const }, false],
		['drafted', { state: 'drafted' as const, lastLetterAt: null }, false],
		['expired', { expiresAt: now }, false],
		['two days after the last', { lastLetterAt: inDays(-2) }, false],
		['three days after the last', { lastLetterAt: inDays(-3) }, true],
		['after five letters', { lettersSent: 5 }, false],
		['a link', { kind: 'link' as const, mostUses: 30 }, false]
	])('%s: %s', (_, given, expected) => {
		expect(mayRemind({ ...letter, ...given }, now)).toBe(expected);
	});

	test('whoever may be reminded may not be sent a first letter, and the other way round', () => {
		fc.assert(
			fc.property(
				fc.record({
					kind: fc.constantFrom('email' as const, 'link' as const, 'code' as const),
					state: fc.constantFrom(...invitationStates),
					expiresAt: fc.integer({ min: -50, max: 50 }).map(inDays),
					lastLetterAt: fc.integer({ min: -50, max: 0 }).map(inDays),
					lettersSent: fc.nat(8),
					mostUses: fc.constant(null),
					uses: fc.constant(0)
				}),
				(invitation) => {
					expect(mayRemind(invitation, now) && maySend(invitation, now)).toBe(false);
					if (maySend(invitation, now)) expect(stateAfter(invitation.state, 'send')).toBe('sent');
					if (mayRemind(invitation, now)) expect(stateAfter(invitation.state, 'remind')).toBe('sent');
				}
			)
		);
	});
});

describe('what the inviter types', () => {
	test('addresses come one a line, or as a mail program copies them', () => {
		expect(splitAddresses('a@b.kz\n\n Айгүл <aigul@mektep.kz>; "O\'Neill, Шон" <s@b.kz>\r\n')).toEqual([
			{ name: null, email: 'a@b.kz' },
			{ name: 'Айгүл', email: 'aigul@mektep.kz' },
			{ name: "O'Neill, Шон", email: 's@b.kz' }
		]);
	});

	test('none, and too many, are told', () => {
		expect(codeOf(() => splitAddresses(' \n; '))).toBe('invitation.no_address');
		expect(codeOf(() => splitAddresses('a@b.kz,'.repeat(51)))).toBe('invitation.too_many_addresses');
	});

	test.each([
		[{ days: 0 }, 'invitation.duration'],
		[{ days: 181 }, 'invitation.duration'],
		[{ days: 1.5 }, 'invitation.duration'],
		[{ days: 30, uses: 0 }, 'invitation.uses'],
		[{ days: 30, uses: 10_001 }, 'invitation.uses'],
		[{ days: 30, message: 'ә'.repeat(1001) }, 'invitation.message_too_long'],
		[{ days: 30, uses: 30, message: 'ә'.repeat(1000) }, undefined]
	])('%o: %s', (given, code) => {
		expect(codeOf(() => checkInvitation(given))).toBe(code);
	});
});
