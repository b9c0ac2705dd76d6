import { m } from '#paraglide/messages.js';
import { nobody } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import type { Job } from '#platform/jobs.ts';
import { formatDate, type Locale, type LocalText } from '#platform/locale.ts';
import { queueMail } from '#platform/mail/mail.ts';
import { renderMail } from '#platform/mail/render.ts';
import { publicOrigin } from '#platform/origin.ts';
import type { Audience } from '../domain/wave.ts';
import { shownText } from '../domain/wave.ts';

type Query = Job<unknown>['query'];

interface RemindedWave {
	readonly wave_id: string;
	readonly title: string;
	readonly audience: Audience;
	readonly closes_on: string;
	readonly asks: LocalText;
	readonly places: readonly string[];
}

/** Somebody with a confirmed address. */
interface Reader {
	readonly person_id: string;
	readonly organisation_id?: string;
	readonly name: string;
	readonly email: string;
	readonly locale: Locale;
}

/** Who of an organisation is meant. */
const rolesOf: Readonly<Record<Audience, readonly string[]>> = {
	teachers: ['teacher'],
	learners: ['learner'],
	everybody: ['teacher', 'learner']
};

/** Whoever has joined is reminded of finishing after so many days. */
const patienceDays = 3;
/** Organisations, and letters, that are looked at together. */
const placesAtOnce = 200;
const lettersAtOnce = 500;

const chunked = <Value>(values: readonly Value[], size: number): Value[][] =>
	Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size));

async function writeLetter(
	transaction: DatabaseTransaction,
	wave: RemindedWave,
	reader: Reader,
	{ kind, token, code }: { readonly kind: 'finish' | 'join'; readonly token: string; readonly code: string | undefined }
): Promise<void> {
	const { locale, name, email } = reader;
	const words = { title: wave.title, date: formatDate(new Date(`${wave.closes_on}T06:00:00Z`), locale) };
	const origin = `${publicOrigin()}/${locale}/waves`;
	const subject = kind === 'finish' ? m.wave_mail_finish_subject(words, { locale }) : m.wave_mail_join_subject(words, { locale });
	const text =
		kind === 'finish'
			? m.wave_mail_finish_text(words, { locale })
			: m.wave_mail_join_text({ ...words, organisation: shownText(wave.asks, locale) }, { locale });
	const letter = renderMail({
		locale,
		title: subject,
		paragraphs: [text, m.wave_mail_nobody({}, { locale })],
		action:
			kind === 'finish'
				? { label: m.wave_choice_continue({}, { locale }), url: `${origin}/${wave.wave_id}/share` }
				: { label: m.wave_join_title({}, { locale }), url: `${origin}/join/${code ?? ''}` },
		footer: m.wave_mail_stop({ address: `${origin}/reminders/${token}` }, { locale })
	});
	await queueMail(transaction, { to: email, toName: name, subject, ...letter, locale, kind: `insight.wave-${kind}` });
}

/** Writes to those who may be written to now. Returns how many. */
async function writeTo(
	query: Query,
	wave: RemindedWave,
	readers: readonly Reader[],
	kind: 'finish' | 'join',
	codes: ReadonlyMap<string, string>
): Promise<number> {
	let written = 0;
	for (const some of chunked(readers, lettersAtOnce)) {
		const taken = await query<{ person_id: string; token: string }>('select person_id, token from insight.take_reminders($1::uuid[])', [
			some.map((reader) => reader.person_id)
		]);
		const tokens = new Map(taken.map((row) => [row.person_id, row.token]));
		await inTransaction(nobody, async (transaction) => {
			for (const reader of some) {
				const token = tokens.get(reader.person_id);
				if (token === undefined) continue;
				await writeLetter(transaction, wave, reader, { kind, token, code: codes.get(reader.organisation_id ?? '') });
				written += 1;
			}
		});
	}
	return written;
}

/**
 * Reminds of open waves by letter: whoever joined and did not finish, and members of the organisations that take part who did not join. At most one
 * letter a week to a person, none to whoever stopped it; nobody learns who got one. What fails between noting and writing is a letter less, never one
 * too many. Returns the number of letters.
 */
export async function remindParticipants(query: Query): Promise<number> {
	let letters = 0;
	const waves = await query<RemindedWave>('select wave_id, title, audience, closes_on::text, asks, places from insight.waves_to_remind()');
	for (const wave of waves) {
		const joined = await query<{ person_id: string; is_finished: boolean; joined_at: Date }>(
			'select person_id, is_finished, joined_at from insight.joined($1)',
			[wave.wave_id]
		);
		const codes = new Map(
			(await query<{ organisation_id: string; code: string }>('select organisation_id, code from insight.codes_of($1)', [wave.wave_id])).map((row) => [
				row.organisation_id,
				row.code
			])
		);
		const patient = Date.now() - patienceDays * 86_400_000;
		const unfinished = joined.filter(({ is_finished: isFinished, joined_at: at }) => !isFinished && new Date(at).getTime() < patient);
		for (const some of chunked(unfinished, lettersAtOnce)) {
			const readers = await query<Reader>('select person_id, name, email, locale from people.persons_to_write($1::uuid[])', [
				some.map(({ person_id: id }) => id)
			]);
			letters += await writeTo(query, wave, readers, 'finish', codes);
		}
		const known = new Set(joined.map(({ person_id: id }) => id));
		for (const places of chunked(wave.places, placesAtOnce)) {
			const members = await query<Reader>(
				'select person_id, organisation_id, name, email, locale from people.members_to_write($1::uuid[], $2::text[])',
				[places, rolesOf[wave.audience]]
			);
			letters += await writeTo(query, wave, members.filter(({ person_id: id }) => !known.has(id)), 'join', codes);
		}
	}
	return letters;
}
