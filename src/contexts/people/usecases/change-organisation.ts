import type { Actor } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { Organisation } from '../domain/organisation.ts';
import { findOrganisation, updateOrganisations } from '../store/organisations.ts';
import { checkFacts, type TypedFacts } from './add-organisation.ts';
import { closeIn, reopenIn } from './close-organisation.ts';
import { moveIn } from './move-organisation.ts';
import { onOrganisation, tellTakenCode } from './on-organisation.ts';
import { recordEvent } from './record-event.ts';

async function changeFactsIn(transaction: DatabaseTransaction, actor: Actor, organisation: Organisation, typed: Partial<TypedFacts>): Promise<void> {
	const { id, name, code, settlement, instructionLocales } = organisation;
	const before = { name, code, settlement, instructionLocales };
	const facts = checkFacts({
		name: typed.name ?? before.name,
		code: typed.code ?? before.code ?? '',
		settlement: typed.settlement ?? before.settlement ?? '',
		instructionLocales: typed.instructionLocales ?? before.instructionLocales
	});
	const changed = (['name', 'code', 'settlement', 'instructionLocales'] as const).filter((fact) => {
		const [was, is] = [before[fact], facts[fact]];
		return fact === 'name'
			? (['kk', 'ru', 'en'] as const).some((locale) => before.name[locale] !== facts.name[locale])
			: JSON.stringify(was) !== JSON.stringify(is);
	});
	if (changed.length === 0) return;
	await updateOrganisations(transaction, [{ id, ...facts }]).catch((error: unknown) => tellTakenCode(error, facts.code));
	await recordEvent(transaction, actor, { action: 'organisation.changed', subjectId: id, details: { fields: changed.join(' ') } });
}

/** What is absent stays. */
export interface OrganisationChange {
	readonly facts?: Partial<TypedFacts>;
	/** The organisation in which it shall lie; null: a tree of its own. */
	readonly parentId?: string | null;
	readonly isClosed?: boolean;
}

/**
 * Changes facts (names, code, settlement, languages of instruction), place and standing at once: all or nothing. The same again changes nothing.
 * Throws the codes of `onOrganisation` and `checkFacts`, `organisation.code_taken`, and those of `moveOrganisation`, `closeOrganisation` and
 * `reopenOrganisation`.
 */
export async function changeOrganisation(actor: Actor, id: string, { facts, parentId, isClosed }: OrganisationChange): Promise<void> {
	await onOrganisation(
		actor,
		id,
		'organisation.manage',
		async (transaction, organisation) => {
			if (facts !== undefined) await changeFactsIn(transaction, actor, organisation, facts);
			if (parentId !== undefined) await moveIn(transaction, actor, organisation, parentId);
			if (isClosed === undefined) return;
			// Where it lies now: it may have been moved a moment ago.
			const moved = (await findOrganisation(transaction, id)) ?? organisation;
			await (isClosed ? closeIn : reopenIn)(transaction, actor, moved);
		},
		parentId === undefined && isClosed === undefined ? undefined : 'move'
	);
}
