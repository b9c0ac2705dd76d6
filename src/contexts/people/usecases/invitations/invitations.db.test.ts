import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor.ts';
import { closeMail, openMail } from '#platform/mail/delivery.ts';
import { useDatabase } from '../../../../../tests/database.ts';
import { newInvitationSecret } from '../../domain/invitation-secret.ts';
import { codeOfFailure, peopleFixture } from '../../people-fixture.ts';
import { endMembership } from '../memberships/end-membership.ts';
import { listOwnRoles } from '../memberships/list-own-memberships.ts';
import { acceptInvitation, declineInvitation, findByCode, viewInvitation } from './answer-invitation.ts';
import { inviteByEmail, inviteByLink } from './invite.ts';
import { listInvitations, remindInvitation, sendInvitation, withdrawInvitation } from './manage-invitations.ts';

const { look } = useDatabase();
const { makeOrganisation, makePerson, giveRole, makeMember } = peopleFixture(look);

const nobody: Actor = { kind: 'anonymous', requestId: 'test' };
const usual = { role: 'teacher', days: 30, locale: 'kk', isDraft: false } as const;

let district: string;
let school: string;
let otherDistrict: string;
let coordinator: Actor;

beforeAll(async () => {
	openMail({ smtpUrl: undefined, mailFrom: 'Qadam <qadam@example.kz>', host: '127.0.0.1', origin: 'http://localhost:3000' });
	district = await makeOrganisation('district', null, 'Абай ауданы');
	school = await makeOrganisation('school', district, '№ 5 мектеп');
	otherDistrict = await makeOrganisation('district');
	coordinator = await makeMember('Сәуле Әлімқызы', 'coordinator', district);
	return () => closeMail();
});

let count = 0;
const newAddress = () => `teacher${++count}@mektep.kz`;

/** The secret in the newest letter to the address, as the outbox of a developer keeps it. */
async function secretIn(email: string): Promise<string> {
	const statement = 'select body_text from platform.mail where recipient = $1 order by created_at desc limit 1';
	const [mail] = await look<{ body_text: string }>(statement, [email]);
	return /invitations\/([\w-]+)/.exec(mail?.body_text ?? '')?.[1] ?? '';
}

async function invited(organisationId = school): Promise<{ email: string; secret: string; id: string }> {
	const email = newAddress();
	await inviteByEmail(coordinator, { ...usual, organisationId, addresses: email });
	const [row] = await look<{ id: string }>('select id from people.invitation where email = $1', [email]);
	return { email, secret: await secretIn(email), id: row?.id ?? '' };
}

async function rolesOf(person: Actor): Promise<string[]> {
	const { memberships } = await listOwnRoles(person);
	return memberships.filter(({ until }) => until === null).map(({ role, organisationId }) => `${role} ${organisationId}`);
}

const accountsLike = async (email: string) =>
	look<Record<string, unknown>>('select state, letters_sent, name, uses from people.invitation where email = $1', [email]);

describe('inviting by letter', () => {
	test('a teacher accepts by the letter and has the role', async () => {
		const { email, secret } = await invited();
		const teacher = await makePerson('Айгүл', { email });
		expect(await viewInvitation(nobody, secret)).toMatchObject({ standing: 'sent', role: 'teacher', inviterName: 'Сәуле Әлімқызы', otherEmail: null });
		expect(await acceptInvitation(teacher, { secret })).toEqual({ organisationId: school, role: 'teacher' });
		expect(await rolesOf(teacher)).toEqual([`teacher ${school}`]);
		expect(await viewInvitation(teacher, secret)).toMatchObject({ standing: 'accepted', isAcceptedByMe: true });
		const events = await look<{ action: string }>('select action from people.audit_event where person_id = $1 order by action', [teacher.personId]);
		expect(events.map(({ action }) => action)).toEqual(['invitation.accepted', 'membership.begun']);
	});

	test('an address with an account and one without look the same to the inviter', async () => {
		const [known, unknown] = [newAddress(), newAddress()];
		await makePerson('Бар', { email: known });
		expect(await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: known })).toEqual(
			await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: unknown })
		);
		expect(await accountsLike(known)).toEqual(await accountsLike(unknown));
		const letters = await look<{ body_text: string }>('select body_text from platform.mail where recipient = any ($1)', [[known, unknown]]);
		const [one, other] = letters.map(({ body_text: text }) => text.replace(/invitations\/[\w-]+/, ''));
		expect(one).toBe(other);
	});

	test('look-alike spellings are one address, and asking twice asks once', async () => {
		const email = newAddress();
		const addresses = `${email}\n ${email.toUpperCase()} ; Әлия <${email}>`;
		const outcome = await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses });
		expect(outcome).toMatchObject({ new: 1, invited: 0 });
		expect(await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: email })).toMatchObject({ new: 0, invited: 1 });
		expect(await accountsLike(email)).toMatchObject([{ state: 'sent', letters_sent: 1, name: 'Әлия' }]);
	});

	test('a member is not asked again', async () => {
		const email = newAddress();
		await giveRole(await makePerson('Мұғалім', { email }), 'teacher', school);
		expect(await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: email })).toMatchObject({ new: 0, member: 1 });
	});

	test('drafts wait, and nobody can accept them', async () => {
		const email = newAddress();
		await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: email, isDraft: true });
		expect(await secretIn(email)).toBe('');
		const { invitations } = await listInvitations(coordinator, school, { standing: 'drafted' });
		const id = invitations.find((invitation) => invitation.email === email)?.id ?? '';
		expect(await codeOfFailure(acceptInvitation(await makePerson('Алдын', { email }), { invitationId: id }))).toBe('invitation.not_found');
		await sendInvitation(coordinator, { organisationId: school, id });
		expect((await viewInvitation(nobody, await secretIn(email))).standing).toBe('sent');
	});

	test('names survive, and no letter can be forged through them', async () => {
		const names = ["О'Нил-Әбдіразақова", 'Ұ', 'محمد', '👩‍🏫 Қарлығаш', 'Ә'.repeat(200)];
		for (const name of names) {
			const email = newAddress();
			await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: `${name} <${email}>`, message: 'Сәлем!\r\nBcc: x@y.kz' });
			expect(await accountsLike(email)).toMatchObject([{ name }]);
		}
		const tooLong = inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: `${'Ә'.repeat(201)} <a@b.kz>` });
		expect(await codeOfFailure(tooLong)).toBe('name.too_long');
	});

	test('without a mail server nothing pretends to be sent', async () => {
		openMail({ smtpUrl: undefined, mailFrom: 'Qadam <qadam@example.kz>', host: '0.0.0.0', origin: 'https://qadam.example.kz' });
		const email = newAddress();
		expect(await codeOfFailure(inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: email }))).toBe('invitation.no_mail');
		expect(await accountsLike(email)).toEqual([]);
		openMail({ smtpUrl: undefined, mailFrom: 'Qadam <qadam@example.kz>', host: '127.0.0.1', origin: 'http://localhost:3000' });
	});

	test.each([
		['a@b.kz, айгүл@mektep.kz', 'invitation.address'],
		['', 'invitation.no_address']
	])('%s: %s', async (addresses, code) => {
		expect(await codeOfFailure(inviteByEmail(coordinator, { ...usual, organisationId: school, addresses }))).toBe(code);
	});
});

describe('who may invite', () => {
	const attempt = async (actor: Actor, organisationId: string, role: 'teacher' | 'head' | 'administrator' = 'teacher') =>
		codeOfFailure(inviteByEmail(actor, { ...usual, role, organisationId, addresses: newAddress() }));

	test('by role, place and reach', async () => {
		const head = await makeMember('Басшы', 'head', school);
		const teacher = await makeMember('Мұғалім', 'teacher', school);
		expect(await attempt(nobody, school)).toBe('account.required');
		expect(await attempt({ kind: 'person', personId: head.personId, requestId: 'test' }, school)).toBe('account.required');
		expect(await attempt(await makePerson('Бөтен'), school)).toBe('right.missing');
		expect(await attempt(teacher, school)).toBe('right.missing');
		expect(await attempt(coordinator, otherDistrict)).toBe('right.missing');
		expect(await attempt(coordinator, school)).toBe('none');
		expect(await attempt(coordinator, district, 'head')).toBe('none');
		expect(await attempt(coordinator, district, 'administrator')).toBe('right.missing');
		expect(await attempt(head, school)).toBe('none');
		expect(await attempt(head, school, 'head')).toBe('right.missing');
		expect(await attempt(head, district)).toBe('right.missing');
	});

	test('others neither see nor change invitations', async () => {
		const { id } = await invited();
		const stranger = await makeMember('Көрші', 'coordinator', otherDistrict);
		expect(await codeOfFailure(listInvitations(stranger, school))).toBe('right.missing');
		expect(await codeOfFailure(withdrawInvitation(stranger, { organisationId: school, id }))).toBe('right.missing');
		expect(await codeOfFailure(withdrawInvitation(stranger, { organisationId: otherDistrict, id }))).toBe('invitation.not_found');
		expect(await codeOfFailure(remindInvitation(nobody, { organisationId: school, id }))).toBe('account.required');
	});

	test('a head changes no invitation to a role that a head may not give', async () => {
		const head = await makeMember('Басшы', 'head', school);
		const email = newAddress();
		await inviteByEmail(coordinator, { ...usual, role: 'analyst', organisationId: school, addresses: email });
		const { invitations } = await listInvitations(head, school);
		const id = invitations.find((invitation) => invitation.email === email)?.id ?? '';
		expect(await codeOfFailure(withdrawInvitation(head, { organisationId: school, id }))).toBe('right.missing');
	});
});

describe('answering', () => {
	test('twice does no harm', async () => {
		const { email, secret } = await invited();
		const teacher = await makePerson('Екі рет', { email });
		await acceptInvitation(teacher, { secret });
		await acceptInvitation(teacher, { secret });
		expect(await rolesOf(teacher)).toEqual([`teacher ${school}`]);
		expect(await codeOfFailure(declineInvitation(teacher, { secret }))).toBe('invitation.used');
	});

	test('a guest without an account signs in first', async () => {
		const { secret } = await invited();
		expect(await codeOfFailure(acceptInvitation(nobody, { secret }))).toBe('account.required');
		const { personId } = await makePerson('Қонақ');
		expect(await codeOfFailure(acceptInvitation({ kind: 'person', personId, requestId: 'test' }, { secret }))).toBe('account.required');
	});

	test('the letter is for one person: a second one is refused, under whatever address', async () => {
		const { email, secret } = await invited();
		const other = await makePerson('Басқа пошта');
		expect(await viewInvitation(other, secret)).toMatchObject({ otherEmail: email });
		await acceptInvitation(other, { secret });
		expect(await codeOfFailure(acceptInvitation(await makePerson('Үшінші'), { secret }))).toBe('invitation.used');
	});

	test('without the letter only the confirmed address opens it', async () => {
		const { email, id } = await invited();
		const [owner, stranger] = [await makePerson('Иесі', { email, isConfirmed: false }), await makePerson('Бөтен')];
		expect((await listOwnRoles(owner)).invitations).toEqual([]);
		expect(await codeOfFailure(acceptInvitation(owner, { invitationId: id }))).toBe('invitation.not_found');
		expect(await codeOfFailure(acceptInvitation(stranger, { invitationId: id }))).toBe('invitation.not_found');
		expect(await codeOfFailure(declineInvitation(stranger, { invitationId: id }))).toBe('invitation.not_found');
		await look('update people.account set email_verified = true where id = $1', [owner.personId]);
		expect((await listOwnRoles(owner)).invitations).toMatchObject([{ id, role: 'teacher', organisationId: school }]);
		await acceptInvitation(owner, { invitationId: id });
		expect(await rolesOf(owner)).toEqual([`teacher ${school}`]);
		expect((await listOwnRoles(owner)).invitations).toEqual([]);
	});

	test('declining needs no account, and is final', async () => {
		const { email, secret } = await invited();
		await declineInvitation(nobody, { secret });
		await declineInvitation(nobody, { secret });
		expect((await viewInvitation(nobody, secret)).standing).toBe('declined');
		expect(await codeOfFailure(acceptInvitation(await makePerson('Бас тартқан', { email }), { secret }))).toBe('invitation.declined');
	});

	test('withdrawn, expired, unknown', async () => {
		const withdrawn = await invited();
		await withdrawInvitation(coordinator, { organisationId: school, id: withdrawn.id });
		const person = await makePerson('Кешіккен');
		expect(await codeOfFailure(acceptInvitation(person, withdrawn))).toBe('invitation.withdrawn');
		expect(await codeOfFailure(declineInvitation(nobody, withdrawn))).toBe('invitation.withdrawn');
		expect(await codeOfFailure(withdrawInvitation(coordinator, { organisationId: school, id: withdrawn.id }))).toBe('invitation.settled');

		const expired = await invited();
		await look("update people.invitation set expires_at = now() - interval '1 minute' where id = $1", [expired.id]);
		expect(await codeOfFailure(acceptInvitation(person, expired))).toBe('invitation.expired');
		expect((await viewInvitation(nobody, expired.secret)).standing).toBe('expired');
		expect(await codeOfFailure(acceptInvitation(person, { secret: 'nothing' }))).toBe('invitation.not_found');
		expect(await codeOfFailure(viewInvitation(nobody, ''))).toBe('invitation.not_found');
	});

	test('an expired one is opened anew by asking again, and the first letter works, too', async () => {
		const { email, secret, id } = await invited();
		await look("update people.invitation set expires_at = now() - interval '1 day' where id = $1", [id]);
		expect(await inviteByEmail(coordinator, { ...usual, organisationId: school, addresses: email })).toMatchObject({ renewed: 1, new: 0 });
		expect((await viewInvitation(nobody, secret)).standing).toBe('sent');
		expect(await secretIn(email)).not.toBe(secret);
	});

	test('an inviter who has lost the right invites nobody any more', async () => {
		const leaving = await makePerson('Кететін үйлестіруші');
		const membership = await giveRole(leaving, 'coordinator', district);
		const email = newAddress();
		await inviteByEmail(leaving, { ...usual, organisationId: school, addresses: email });
		await endMembership(leaving, membership);
		const teacher = await makePerson('Мұғалім', { email });
		expect(await codeOfFailure(acceptInvitation(teacher, { secret: await secretIn(email) }))).toBe('invitation.inviter_without_right');
		await look('delete from people.person where id = $1', [leaving.personId]);
		expect(await codeOfFailure(acceptInvitation(teacher, { secret: await secretIn(email) }))).toBe('invitation.inviter_without_right');
	});

	test('a role that was ended does not come back by the old letter', async () => {
		const { email, secret } = await invited();
		const teacher = await makePerson('Шыққан', { email });
		await acceptInvitation(teacher, { secret });
		const { memberships } = await listOwnRoles(teacher);
		await endMembership(coordinator, memberships[0]?.id ?? '');
		expect(await codeOfFailure(acceptInvitation(teacher, { secret }))).toBe('invitation.used');
		expect(await rolesOf(teacher)).toEqual([]);
	});

	test('a closed organisation takes nobody', async () => {
		const closing = await makeOrganisation('school', district);
		const { email, secret } = await invited(closing);
		await look('update people.organisation set closed_at = now() where id = $1', [closing]);
		expect(await codeOfFailure(acceptInvitation(await makePerson('М', { email }), { secret }))).toBe('organisation.closed');
		expect(await codeOfFailure(invited(closing))).toBe('organisation.closed');
	});
});

describe('links and codes', () => {
	test('a code for three takes three, also when twenty come at once', async () => {
		const { secret } = await inviteByLink(coordinator, { ...usual, kind: 'code', organisationId: school, uses: 3 });
		const people = await Promise.all(Array.from({ length: 20 }, (_, index) => makePerson(`Адам ${index}`)));
		const outcomes = await Promise.all(people.map((person) => codeOfFailure(acceptInvitation(person, { secret }))));
		expect(outcomes.filter((code) => code === 'none')).toHaveLength(3);
		expect(outcomes.filter((code) => code === 'invitation.full')).toHaveLength(17);
		expect((await viewInvitation(nobody, secret)).standing).toBe('full');
		const inside = people[outcomes.indexOf('none')] as Actor;
		expect(await codeOfFailure(acceptInvitation(inside, { secret }))).toBe('none');
	});

	test('the same person twice at once uses one place', async () => {
		const { secret, id } = await inviteByLink(coordinator, { ...usual, kind: 'link', organisationId: school, uses: 5 });
		const person = await makePerson('Екі терезе');
		await Promise.all(Array.from({ length: 5 }, () => acceptInvitation(person, { secret })));
		expect(await look('select uses from people.invitation where id = $1', [id])).toEqual([{ uses: 1 }]);
		expect(await rolesOf(person)).toEqual([`teacher ${school}`]);
	});

	test('a code is typed in any way; only its hash is stored', async () => {
		const { secret, url } = await inviteByLink(coordinator, { ...usual, kind: 'code', organisationId: school, uses: 30 });
		expect(url).toBe(`http://localhost:3000/kk/invitations/${secret}`);
		expect(await findByCode(nobody, secret.toLowerCase().replaceAll('-', ' '), 'a network')).toEqual({ secret });
		expect(await codeOfFailure(findByCode(nobody, 'K7QF', 'a network'))).toBe('invitation.code_malformed');
		const [dump] = await look<{ all: string }>('select string_agg(invitation_secret::text, \' \') as all from people.invitation_secret');
		expect(dump?.all).not.toContain(secret);
	});

	test('whoever tries many codes is slowed down', async () => {
		const codes = Array.from({ length: 61 }, () => newInvitationSecret('code'));
		const outcomes = [];
		for (const code of codes) outcomes.push(await codeOfFailure(findByCode(nobody, code, 'a busy network')));
		expect(new Set(outcomes.slice(0, 60))).toEqual(new Set(['invitation.not_found']));
		expect(outcomes[60]).toBe('rate.limited');
	});

	test('no link gives rights over others', async () => {
		const share = (role: 'head' | 'coordinator' | 'methodologist' | 'mentor') =>
			codeOfFailure(inviteByLink(coordinator, { ...usual, role, kind: 'link', organisationId: school, uses: 5 }));
		expect(await share('head')).toBe('invitation.role_not_shared');
		expect(await share('coordinator')).toBe('invitation.role_not_shared');
		expect(await share('methodologist')).toBe('invitation.role_not_shared');
		expect(await share('mentor')).toBe('none');
	});

	test('nobody declines for the others', async () => {
		const { secret } = await inviteByLink(coordinator, { ...usual, kind: 'link', organisationId: school, uses: 5 });
		expect(await codeOfFailure(declineInvitation(nobody, { secret }))).toBe('invitation.not_found');
	});
});

describe('reminders', () => {
	test('after three days, to whoever owes an answer, five letters at most', async () => {
		const { id, email, secret } = await invited();
		const remind = () => codeOfFailure(remindInvitation(coordinator, { organisationId: school, id }));
		expect(await remind()).toBe('invitation.too_early');
		for (let letter = 2; letter <= 5; letter++) {
			await look("update people.invitation set last_letter_at = now() - interval '3 days' where id = $1", [id]);
			expect(await remind()).toBe('none');
		}
		await look("update people.invitation set last_letter_at = now() - interval '3 days' where id = $1", [id]);
		expect(await remind()).toBe('invitation.too_early');
		await acceptInvitation(await makePerson('Ақыры', { email }), { secret });
		expect(await remind()).toBe('invitation.settled');
	});

	test('what the mail server refuses is bounced, and can be sent again', async () => {
		const { id, email } = await invited();
		await look("update platform.mail set state = 'queued' where recipient = $1", [email]);
		await look("select platform.settle_mail(id, 'bounced', 'smtp.550') from platform.mail where recipient = $1", [email]);
		const { invitations } = await listInvitations(coordinator, school, { standing: 'bounced' });
		expect(invitations.find((invitation) => invitation.id === id)).toMatchObject({ standing: 'bounced', maySend: true, mayRemind: false });
		await sendInvitation(coordinator, { organisationId: school, id });
		expect(await accountsLike(email)).toMatchObject([{ state: 'sent', letters_sent: 2 }]);
	});
});

describe('erasing', () => {
	test('address and name of whoever is erased stay in no invitation', async () => {
		const accepted = await invited();
		const open = await invited();
		const person = await makePerson('Өшірілетін', { email: open.email });
		await acceptInvitation(person, { secret: accepted.secret });
		await look('delete from people.person where id = $1', [person.personId]);
		const rows = await look('select email, name, message, state from people.invitation where id = any ($1) order by state', [[accepted.id, open.id]]);
		expect(rows).toEqual([
			{ email: null, name: null, message: null, state: 'accepted' },
			{ email: null, name: null, message: null, state: 'withdrawn' }
		]);
	});
});
