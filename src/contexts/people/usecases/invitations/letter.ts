import { m } from '#paraglide/messages.js';
import { formatDate, type Locale } from '#platform/locale.ts';
import { type MailContent, renderMail } from '#platform/mail/render.ts';
import type { Role } from '../../domain/role.ts';
import { roleName } from '../../role-words.ts';

export interface InvitationLetter {
	readonly locale: Locale;
	readonly isReminder: boolean;
	readonly inviterName: string;
	readonly organisationName: string;
	readonly role: Role;
	/** The invitee's name, when the inviter has given it. */
	readonly name: string | null;
	/** What the inviter adds in own words. */
	readonly message: string | null;
	readonly expiresAt: Date;
	readonly url: string;
}

/** The letter of an invitation. It says the same whether or not the address has an account: the inviter could read it over a shoulder. */
export function writeInvitationLetter(letter: InvitationLetter): { subject: string; text: string; html: string } {
	const { locale, isReminder, inviterName: inviter, organisationName: organisation, name, message } = letter;
	const title = (isReminder ? m.letter_invitation_reminder_title : m.letter_invitation_title)({ organisation }, { locale });
	const content: MailContent = {
		locale,
		title,
		paragraphs: [
			name === null ? m.letter_invitation_hello({}, { locale }) : m.letter_invitation_hello_name({ name }, { locale }),
			m.letter_invitation_text({ inviter, organisation, role: roleName(letter.role, locale) }, { locale }),
			...(message === null ? [] : [m.letter_invitation_message({ inviter, message }, { locale })]),
			m.letter_invitation_about({}, { locale }),
			m.letter_invitation_until({ date: formatDate(letter.expiresAt, locale) }, { locale })
		],
		action: { label: m.letter_invitation_action({}, { locale }), url: letter.url },
		footer: m.letter_invitation_footer({}, { locale })
	};
	return { subject: title, ...renderMail(content) };
}
