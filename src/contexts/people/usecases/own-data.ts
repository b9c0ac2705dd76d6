import { m } from '#paraglide/messages.js';
import { actingAs, type Person } from '#platform/actor.ts';
import { csvTable } from '#platform/csv-text.ts';
import { inTransaction } from '#platform/database.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { nameDevice } from '../domain/device.ts';
import type { DataFile, DataHolder } from '../domain/data-holder.ts';
import { listEventsOf } from '../store/audit.ts';
import { listTokensOf } from '../store/api-tokens.ts';
import { listConsentsOf } from '../store/consents.ts';
import { listImportsOf } from '../store/imports.ts';
import { findOwnAccount, listMembershipsOf } from '../store/own-data.ts';
import { listPasskeys } from '../store/passkeys.ts';
import { consentTexts } from '../store/privacy-content.ts';
import { listSessions } from '../store/sessions.ts';
import { listSignInMethods } from '../store/sign-in-methods.ts';

/** More than anybody does by hand; a log that is longer still ends with the oldest of these. */
const mostEvents = 100_000;

const json = (value: unknown) => JSON.stringify(value, null, '\t');

async function* collect(person: Person, locale: Locale, step: () => Promise<void>): AsyncIterable<DataFile> {
	const { account, memberships, consents, tokens, imports, events } = await inTransaction(actingAs(person), async (transaction) => ({
		account: await findOwnAccount(transaction, person.personId),
		memberships: await listMembershipsOf(transaction, person.personId),
		consents: await listConsentsOf(transaction, person.personId),
		imports: await listImportsOf(transaction, person.personId),
		tokens: await listTokensOf(transaction, person.personId),
		events: await listEventsOf(transaction, person.personId, undefined, mostEvents)
	}));
	// Of these the login of the application reads nothing.
	const [methods, passkeys, sessions] = await Promise.all([
		listSignInMethods(person.personId),
		listPasskeys(person.personId),
		listSessions(person.personId, undefined)
	]);
	const textOf = (purpose: string, version: string) =>
		consentTexts().find((text) => text.purpose === purpose && text.version === version)?.text[locale] ?? '';
	const given = consents.map((consent) => ({ ...consent, text: textOf(consent.purpose, consent.textVersion) }));
	const roles = memberships.map(({ organisation, ...membership }) => ({
		...membership,
		organisation: organisation === null ? null : inLocale(organisation.name, locale)
	}));

	yield { path: 'people/person.json', about: m.data_person_json({}, { locale }), content: json({ id: person.personId, account }) };
	yield { path: 'people/roles.json', about: m.data_roles({}, { locale }), content: json(roles) };
	yield {
		path: 'people/roles.csv',
		about: m.data_roles({}, { locale }),
		content: csvTable(
			['role', 'organisation', 'since', 'until'],
			roles.map(({ role, organisation, since, until }) => [role, organisation, since, until])
		)
	};
	yield { path: 'people/consents.json', about: m.data_consents({}, { locale }), content: json(given) };
	yield {
		path: 'people/consents.csv',
		about: m.data_consents({}, { locale }),
		content: csvTable(
			['purpose', 'version', 'text', 'given_to', 'given_at', 'withdrawn_at'],
			given.map((consent) => [consent.purpose, consent.textVersion, consent.text, consent.subjectId, consent.givenAt, consent.withdrawnAt])
		)
	};
	yield {
		path: 'people/sign-in.json',
		about: m.data_sign_in({}, { locale }),
		content: json({
			methods: methods.map(({ provider, ...dates }) => ({ method: provider === 'credential' ? 'password' : provider, ...dates })),
			passkeys: passkeys.map(({ name, createdAt }) => ({ name, createdAt }))
		})
	};
	yield {
		path: 'people/devices.csv',
		about: m.data_devices({}, { locale }),
		content: csvTable(
			['browser', 'system', 'as_it_names_itself', 'signed_in_at', 'last_used_at'],
			sessions.map(({ userAgent, signedInAt, lastUsedAt }) => {
				const { browser, system } = nameDevice(userAgent);
				return [browser, system, userAgent, signedInAt, lastUsedAt];
			})
		)
	};
	yield {
		path: 'people/imports.json',
		about: m.data_imports({}, { locale }),
		content: json(imports.map(({ organisation, ...one }) => ({ ...one, organisation: inLocale(organisation, locale) })))
	};
	yield { path: 'people/tokens.json', about: m.data_tokens({}, { locale }), content: json(tokens) };
	yield {
		path: 'people/activity.csv',
		about: m.data_activity({}, { locale }),
		content: csvTable(
			['happened_at', 'by_me', 'action', 'subject', 'request', 'details'],
			events.map((event) => [
				event.happenedAt,
				event.personId === person.personId,
				event.action,
				event.subjectId,
				event.requestId,
				JSON.stringify(event.details)
			])
		)
	};
	await step();
}

/** What `people` itself holds of a person. Erasing is the last step of `erase-person.ts`, which needs no holder for it. */
export const peopleData: DataHolder = {
	context: 'people',
	count: () => Promise.resolve(1),
	collect,
	erase: () => Promise.resolve({}),
	withdraw: () => Promise.resolve({})
};
