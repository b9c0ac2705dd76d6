import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashInvitationSecret, newInvitationSecret, parseInvitationCode } from './invitation-secret.ts';
import { hashResumeCode, newResumeCode, parseResumeCode } from './resume-code.ts';

test('a code survives being typed in small letters, without dashes, on a Cyrillic keyboard', () => {
	const code = newInvitationSecret('code');
	expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
	const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('a', 'а').replaceAll('0', 'о')} `;
	expect(parseInvitationCode(typed)).toBe(code);
	expect(hashInvitationSecret(typed)).toEqual(hashInvitationSecret(code));
});

test('one wrong sign is noticed', () => {
	fc.assert(
		fc.property(fc.nat(10), fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')), (place, sign) => {
			const signs = [...newInvitationSecret('code').replaceAll('-', '')];
			fc.pre(signs[place] !== sign);
			signs[place] = sign;
			expect(parseInvitationCode(signs.join(''))).toBeUndefined();
		})
	);
});

test('a resume code is no invitation code, and their hashes differ', () => {
	const code = newResumeCode();
	expect(parseResumeCode(code)).toBe(code);
	expect(parseInvitationCode(code)).toBeUndefined();
	expect(hashInvitationSecret(code)).not.toEqual(hashResumeCode(code));
});

test('a token is never taken for a code', () => {
	const tokens = Array.from({ length: 200 }, () => newInvitationSecret('token'));
	expect(new Set(tokens).size).toBe(200);
	for (const token of tokens) expect(parseInvitationCode(token)).toBeUndefined();
});
