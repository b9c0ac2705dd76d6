import type { DatabaseTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import { mailWay } from '#platform/mail/delivery.ts';
import { queueMails } from '#platform/mail/mail.ts';
import { publicOrigin } from '#platform/origin.ts';
import { hashInvitationSecret, newInvitationSecret } from '../../domain/invitation-secret.ts';
import { nameIn } from '../../domain/organisation.ts';
import { insertSecrets, type Invitation, noteLetters } from '../../store/invitations.ts';
import { findOrganisationNames, findOwnName } from '../../store/organisation-names.ts';
import { writeInvitationLetter } from './letter.ts';

/** Nobody is told that a letter went out which can't. Throws `invitation.no_mail`. */
export function requireMail(): void {
	if (mailWay() === 'nowhere') throw new DomainError('invitation.no_mail');
}

const noName = { kk: '', ru: '', en: '' };

/** The address at which an invitation opens. */
export function invitationAddress(locale: string, secret: string): string {
	return `${publicOrigin()}/${locale}/invitations/${secret}`;
}

type Letter = Pick<Invitation, 'id' | 'email' | 'name' | 'message' | 'locale' | 'organisationId' | 'role' | 'days' | 'expiresAt'>;

/**
 * Writes a letter for each invitation and notes it, in the transaction that has locked or stored them; each letter has a secret of its own.
 * Returns how many went out.
 */
export async function sendLetters(
	transaction: DatabaseTransaction,
	personId: string,
	invitations: readonly Letter[],
	{ isReminder }: { readonly isReminder: boolean }
): Promise<number> {
	const due = invitations.flatMap((invitation) => (invitation.email === null ? [] : [{ ...invitation, email: invitation.email }]));
	if (due.length === 0) return 0;
	const [organisations, inviterName] = await Promise.all([
		findOrganisationNames(transaction, [...new Set(due.map(({ organisationId }) => organisationId))]),
		findOwnName(transaction, personId)
	]);
	const letters = due.map((invitation) => {
		const { locale, name, message, role, days, expiresAt } = invitation;
		const secret = newInvitationSecret('token');
		const letter = writeInvitationLetter({
			locale,
			isReminder,
			inviterName,
			organisationName: nameIn(organisations.get(invitation.organisationId) ?? noName, locale),
			role,
			name,
			message,
			expiresAt: isReminder ? expiresAt : new Date(Date.now() + days * 24 * 3_600_000),
			url: invitationAddress(locale, secret)
		});
		const mail = { ...letter, to: invitation.email, ...(name === null ? {} : { toName: name }), locale, kind: 'people.invitation' };
		return { id: invitation.id, hash: hashInvitationSecret(secret), mail };
	});
	const mailIds = await queueMails(
		transaction,
		letters.map(({ mail }) => mail)
	);
	const [noted] = await Promise.all([
		noteLetters(
			transaction,
			personId,
			letters.map(({ id }, index) => ({ id, mailId: mailIds[index] ?? '' })),
			{ isReminder }
		),
		insertSecrets(
			transaction,
			letters.map(({ id, hash }) => ({ invitationId: id, hash }))
		)
	]);
	return noted.size;
}
