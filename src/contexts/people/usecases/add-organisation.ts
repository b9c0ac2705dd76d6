import { v7 as uuidv7 } from 'uuid';
import { type Actor, actingAs } from '#platform/actor.ts';
import { type DatabaseTransaction, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import {
	isInstructionLocale,
	isOrganisationKind,
	isSettlement,
	mayLieIn,
	nameIn,
	type InstructionLocale,
	type OrganisationKind,
	type OrganisationName,
	type Settlement
} from '../domain/organisation.ts';
import { cleanCode, cleanNames, isAlike } from '../domain/organisation-text.ts';
import { findOrganisation, insertOrganisations, listNamesakeCandidates, lockTree } from '../store/organisations.ts';
import { recordEvent } from './record-event.ts';
import { requireRightIn } from './rights.ts';
import { tellTakenCode } from './on-organisation.ts';

/** What somebody typed or sent about an organisation; not yet checked. */
export interface TypedFacts {
	readonly name: Readonly<Record<keyof OrganisationName, string>>;
	readonly code: string;
	/** Empty: not known. */
	readonly settlement: string;
	readonly instructionLocales: readonly string[];
}

export interface TypedOrganisation extends TypedFacts {
	readonly kind: string;
	/** Null: the root of a tree of its own. */
	readonly parentId: string | null;
	/** An organisation of an alike name in the same place is another one. */
	readonly isOther?: boolean;
}

export interface CheckedFacts {
	readonly name: OrganisationName;
	readonly code: string | null;
	readonly settlement: Settlement | null;
	readonly instructionLocales: readonly InstructionLocale[];
}

/** Throws the codes of names and codes (`domain/organisation-text.ts`), `organisation.settlement_unknown`, `organisation.language_unknown`. */
export function checkFacts({ name, code, settlement, instructionLocales }: TypedFacts): CheckedFacts {
	if (settlement !== '' && !isSettlement(settlement)) throw new DomainError('organisation.settlement_unknown', { value: settlement.slice(0, 60) });
	for (const locale of instructionLocales)
		if (!isInstructionLocale(locale)) throw new DomainError('organisation.language_unknown', { value: locale.slice(0, 60) });
	return {
		name: cleanNames(name),
		code: cleanCode(code),
		settlement: settlement === '' ? null : settlement,
		instructionLocales: [...new Set(instructionLocales.filter(isInstructionLocale))]
	};
}

async function requirePlace(transaction: DatabaseTransaction, kind: OrganisationKind, parentId: string | null): Promise<void> {
	const parent = parentId === null ? null : await findOrganisation(transaction, parentId);
	if (parent === undefined) throw new DomainError('organisation.not_found');
	if (!mayLieIn(kind, parent?.kind ?? null)) throw new DomainError('organisation.place', { kind, parent: parent?.kind ?? 'root' });
	if ((parent?.closedAt ?? null) !== null) throw new DomainError('organisation.parent_closed');
}

/**
 * Adds an organisation and returns its id. Throws `account.required`, `right.missing`, the codes of `checkFacts`, `organisation.kind_unknown`,
 * `organisation.not_found` (the one above), `organisation.place`, `organisation.parent_closed`, `organisation.code_taken`, and `organisation.alike`
 * unless `isOther` says that the one of an alike name is another one.
 */
export async function addOrganisation(actor: Actor, typed: TypedOrganisation): Promise<string> {
	const { parentId, kind, isOther = false } = typed;
	const facts = checkFacts(typed);
	if (!isOrganisationKind(kind)) throw new DomainError('organisation.kind_unknown', { value: kind.slice(0, 60) });
	const id = uuidv7();
	await inTransaction(actingAs(actor), async (transaction) => {
		await lockTree(transaction, 'add');
		await requireRightIn(transaction, actor, 'organisation.manage', { organisationId: parentId });
		await requirePlace(transaction, kind, parentId);
		const twin = (await listNamesakeCandidates(transaction, parentId, kind)).find((candidate) => isAlike(candidate.name, facts.name));
		if (twin !== undefined && !isOther) throw new DomainError('organisation.alike', { name: nameIn(twin.name, 'kk'), code: twin.code ?? '—' });
		await insertOrganisations(transaction, [{ id, parentId, kind, ...facts }]).catch((error: unknown) => tellTakenCode(error, facts.code));
		await recordEvent(transaction, actor, { action: 'organisation.added', subjectId: id, details: { kind } });
	});
	return id;
}
