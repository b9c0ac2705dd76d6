import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import { updateClosed, updateOrganisations, countOpenChildren, findOrganisation } from '../store/organisations.ts';
import { checkFacts, type TypedFacts } from './add-organisation.ts';
import { onOrganisation, tellTakenCode } from './on-organisation.ts';
import { recordEvent } from './record-event.ts';

/**
 * Changes names, code, settlement and languages of instruction; what is absent stays. The same again changes nothing.
 * Throws the codes of `onOrganisation` and `checkFacts`, and `organisation.code_taken`.
 */
export async function changeOrganisation(actor: Actor, id: string, typed: Partial<TypedFacts>): Promise<void> {
	await onOrganisation(actor, id, 'organisation.manage', async (transaction, organisation) => {
		const before = {
			name: organisation.name,
			code: organisation.code,
			settlement: organisation.settlement,
			instructionLocales: organisation.instructionLocales
		};
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
	});
}

/**
 * Closes an organisation: it stays where it is with all that happened in it, and takes in nobody and nothing new.
 * Throws the codes of `onOrganisation` and `organisation.has_open_children`. Closed again, nothing changes.
 */
export async function closeOrganisation(actor: Actor, id: string): Promise<void> {
	await onOrganisation(
		actor,
		id,
		'organisation.manage',
		async (transaction, organisation) => {
			if (organisation.closedAt !== null) return;
			const count = await countOpenChildren(transaction, id);
			if (count > 0) throw new DomainError('organisation.has_open_children', { count });
			await updateClosed(transaction, id, true);
			await recordEvent(transaction, actor, { action: 'organisation.closed', subjectId: id });
		},
		'move'
	);
}

/** Opens a closed organisation again. Throws the codes of `onOrganisation` and `organisation.parent_closed`. */
export async function reopenOrganisation(actor: Actor, id: string): Promise<void> {
	await onOrganisation(
		actor,
		id,
		'organisation.manage',
		async (transaction, organisation) => {
			if (organisation.closedAt === null) return;
			const parent = organisation.parentId === null ? undefined : await findOrganisation(transaction, organisation.parentId);
			if ((parent?.closedAt ?? null) !== null) throw new DomainError('organisation.parent_closed');
			await updateClosed(transaction, id, false);
			await recordEvent(transaction, actor, { action: 'organisation.reopened', subjectId: id });
		},
		'move'
	);
}
