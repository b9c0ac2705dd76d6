import { m } from '#paraglide/messages.js';
import { nobody } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import { queueMail } from '#platform/mail/mail.ts';
import { type MailContent, renderMail } from '#platform/mail/render.ts';

interface Recipient {
	readonly email: string;
	readonly name: string;
	readonly locale: Locale;
}

type Content = Omit<MailContent, 'locale'>;

/** The letters of signing in. `url` is where the one thing to do is done. */
const contents = {
	/** After signing up: proves that the address is one's own. */
	confirm: (locale: Locale, url: string): Content => ({
		title: m.letter_confirm_title({}, { locale }),
		paragraphs: [m.letter_confirm_text({}, { locale }), m.letter_confirm_not_you({}, { locale })],
		action: { label: m.letter_confirm_action({}, { locale }), url }
	}),
	/** Somebody signed up with an address that has an account: only its owner learns of it. */
	known: (locale: Locale, url: string): Content => ({
		title: m.letter_known_title({}, { locale }),
		paragraphs: [m.letter_known_text({}, { locale }), m.letter_not_you({}, { locale })],
		action: { label: m.letter_known_action({}, { locale }), url }
	}),
	link: (locale: Locale, url: string): Content => ({
		title: m.letter_link_title({}, { locale }),
		paragraphs: [m.letter_link_text({}, { locale }), m.letter_not_you({}, { locale })],
		action: { label: m.letter_link_action({}, { locale }), url }
	}),
	password: (locale: Locale, url: string): Content => ({
		title: m.letter_password_title({}, { locale }),
		paragraphs: [m.letter_password_text({}, { locale }), m.letter_not_you({}, { locale })],
		action: { label: m.letter_password_action({}, { locale }), url }
	}),
	new_address: (locale: Locale, url: string): Content => ({
		title: m.letter_new_address_title({}, { locale }),
		paragraphs: [m.letter_new_address_text({}, { locale }), m.letter_not_you({}, { locale })],
		action: { label: m.letter_new_address_action({}, { locale }), url }
	}),
	/** Told afterwards, so that a stranger can't change it unseen. */
	password_changed: (locale: Locale, url: string): Content => ({
		title: m.letter_password_changed_title({}, { locale }),
		paragraphs: [m.letter_changed_text({}, { locale })],
		action: { label: m.letter_changed_action({}, { locale }), url }
	}),
	address_changed: (locale: Locale, url: string): Content => ({
		title: m.letter_address_changed_title({}, { locale }),
		paragraphs: [m.letter_changed_text({}, { locale })],
		action: { label: m.letter_changed_action({}, { locale }), url }
	})
} as const;

export type LetterKind = keyof typeof contents;

/** Puts a letter on its way, in the recipient's language. */
export async function sendLetter(kind: LetterKind, { email, name, locale }: Recipient, url: string): Promise<void> {
	const content = contents[kind](locale, url);
	await inTransaction(nobody, (transaction) =>
		queueMail(transaction, { to: email, toName: name, subject: content.title, locale, kind: `people.${kind}`, ...renderMail({ locale, ...content }) })
	);
}
