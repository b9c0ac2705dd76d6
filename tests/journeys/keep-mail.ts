import { randomUUID } from 'node:crypto';
import { renderMail } from '../../src/platform/mail/render.ts';
import { inOwnerSession } from '../database.ts';
import { postgresUrl } from '../qadam-process.ts';

/** Puts a mail, with a link to the library, into the outbox of the Qadam that runs at this address on this data folder; returns its id. */
export async function keepMail(origin: string, dataFolder: string): Promise<string> {
	const id = randomUUID();
	const title = 'Сізді «Өрлеу» ұйымына шақырады';
	const { text, html } = renderMail({
		locale: 'kk',
		title,
		paragraphs: ['Құрметті Әйгүл Өңірбекқызы!', 'Шақыруды қабылдасаңыз, өзін-өзі бағалау кезеңіне қатыса аласыз. Сілтеме екі апта бойы жарамды.'],
		action: { label: 'Шақыруды қабылдау', url: `${origin}/kk/library` }
	});
	await inOwnerSession(postgresUrl(dataFolder), (owner) =>
		owner.query(
			`insert into platform.mail (id, kind, locale, recipient, recipient_name, subject, body_text, body_html, state)
			values ($1, 'people.invitation', 'kk', 'aigul.ongirbekkyzy@orleu-almaty.edu.kz', 'Әйгүл Өңірбекқызы', $2, $3, $4, 'kept')`,
			[id, title, text, html]
		)
	);
	return id;
}
