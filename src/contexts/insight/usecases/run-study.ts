import { v7 as uuidv7 } from 'uuid';
import { hasRight, listSubtree, nameIn, recordEvent, requireRight, requireRightIn } from '#contexts/people/index.ts';
import { type Actor, actingAs } from '#platform/actor.ts';
import { insightDatabase, inTransaction } from '#platform/database.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { analyseStudy, type StudySide } from '../domain/study-analysis.ts';
import type { Wave } from '../domain/wave.ts';
import { findWaveHead } from '../store/results.ts';
import {
	clearPseudonyms,
	closeStoredStudy,
	findStudy,
	insertStudy,
	listDueStudies,
	listStudiesOf,
	readStudyRound,
	storeStudyResults,
	type Study
} from '../store/studies.ts';
import { findWave, listWaves } from '../store/waves.ts';
import { layoutOfWave } from './wave-layout.ts';

export const longestStudyTitle = 200;
export const longestStudyQuestion = 1000;
/** Most places that can be chosen from: those right below the organisation. */
const mostPlaces = 300;

export interface StudyRequest {
	readonly organisationId: string;
	readonly title: string;
	/** What is to be found out. */
	readonly question: string;
	readonly beforeId: string;
	readonly afterId: string;
	/** Places below the organisation; none: everybody is trained, and there is no control group. */
	readonly groups: readonly { readonly organisationId: string; readonly side: StudySide }[];
}

/**
 * Makes a study over two waves of an organisation. Returns its id. Throws `account.required`, `right.missing`, `study.title`, `study.waves`
 * (missing, the
 * same twice, of another organisation or instrument), `study.wave_taken`, `study.groups` (of one side only, or outside the organisation).
 */
export async function createStudy(actor: Actor, request: StudyRequest): Promise<string> {
	const { organisationId, groups } = request;
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'study.manage', { organisationId });
		const [title, question] = [request.title.trim(), request.question.trim()];
		if (title === '' || title.length > longestStudyTitle || question.length > longestStudyQuestion) throw new DomainError('study.title');
		const [before, after] = [await findWave(transaction, request.beforeId), await findWave(transaction, request.afterId)];
		const areAlike = before?.instrumentId === after?.instrumentId && before?.instrumentVersion === after?.instrumentVersion;
		const areOwn = before?.organisationId === organisationId && after?.organisationId === organisationId;
		if (before?.id === after?.id || !areOwn || !areAlike) throw new DomainError('study.waves');
		const sides = new Set(groups.map(({ side }) => side));
		const within = new Set((groups.length === 0 ? [] : await listSubtree(transaction, organisationId)).map(({ id }) => id));
		const isOneSided = sides.has('control') && !sides.has('trained');
		if (isOneSided || groups.some((group) => !within.has(group.organisationId))) throw new DomainError('study.groups');
		const id = uuidv7();
		const study = { ...request, id, title, question, hasControl: sides.has('control') };
		if (!(await insertStudy(transaction, study))) throw new DomainError('study.wave_taken');
		await recordEvent(transaction, actor, { action: 'study.made', subjectId: id, details: { organisation: organisationId } });
		return id;
	});
}

/** What a study can be made of: waves of the organisation, and the places right below it. */
export interface StudyChoices {
	readonly waves: readonly Wave[];
	readonly places: readonly { readonly id: string; readonly name: string }[];
	/** Places that are not listed because there are too many. */
	readonly more: number;
}

/** Throws `account.required`, `right.missing`. */
export async function viewStudies(actor: Actor, organisationId: string): Promise<{ studies: Study[]; mayManage: boolean }> {
	await requireRight(actor, 'wave.view', { organisationId });
	const studies = await inTransaction(actingAs(actor), (transaction) => listStudiesOf(transaction, organisationId));
	return { studies, mayManage: await hasRight(actor, 'study.manage', { organisationId }) };
}

/** Throws `account.required`, `right.missing`. */
export async function listStudyChoices(actor: Actor, organisationId: string, locale: Locale): Promise<StudyChoices> {
	return inTransaction(actingAs(actor), async (transaction) => {
		await requireRightIn(transaction, actor, 'study.manage', { organisationId });
		const { waves } = await listWaves(transaction, organisationId, 'own', { offset: 0, limit: 100 });
		const below = (await listSubtree(transaction, organisationId)).filter(({ parentId, closedAt }) => parentId === organisationId && closedAt === null);
		const places = below.slice(0, mostPlaces).map(({ id, name }) => ({ id, name: nameIn(name, locale) }));
		return { waves, places: places.sort((a, b) => a.name.localeCompare(b.name, locale)), more: Math.max(0, below.length - mostPlaces) };
	});
}

export interface StudyView {
	readonly study: Study;
	readonly before: Wave;
	readonly after: Wave;
	readonly mayManage: boolean;
}

/** Throws `account.required`, `study.not_found` (also for somebody who may not see it). */
export async function viewStudy(actor: Actor, id: string): Promise<StudyView> {
	if (actor.kind !== 'person' || actor.account === undefined) throw new DomainError('account.required');
	const found = await inTransaction(actingAs(actor), async (transaction) => {
		const study = await findStudy(transaction, id);
		const [before, after] = study === undefined ? [] : [await findWave(transaction, study.beforeId), await findWave(transaction, study.afterId)];
		if (study === undefined || before === undefined || after === undefined) throw new DomainError('study.not_found');
		return { study, before, after };
	});
	return { ...found, mayManage: await hasRight(actor, 'study.manage', { organisationId: found.study.organisationId }) };
}

/**
 * Closes a study: the key that links the rounds is destroyed at once; the pseudonyms are taken off the answers once they have been
 * analysed. Who shares
 * afterwards is not linked. Throws `account.required`, `study.not_found`, `right.missing`, `study.closed`.
 */
export async function closeStudy(actor: Actor, id: string): Promise<void> {
	if (actor.kind !== 'person' || actor.account === undefined) throw new DomainError('account.required');
	await inTransaction(actingAs(actor), async (transaction) => {
		const study = await findStudy(transaction, id);
		if (study === undefined) throw new DomainError('study.not_found');
		await requireRightIn(transaction, actor, 'study.manage', { organisationId: study.organisationId });
		if (!(await closeStoredStudy(transaction, id))) throw new DomainError('study.closed');
		await recordEvent(transaction, actor, { action: 'study.closed', subjectId: id, details: { organisation: study.organisationId } });
	});
}

/** Analyses one study. Repeated, it finds the same. */
export async function analyseStudyOf(id: string): Promise<void> {
	const db = insightDatabase();
	const study = await findStudy(db, id);
	const before = study && (await findWaveHead(db, study.beforeId));
	const after = study && (await findWaveHead(db, study.afterId));
	if (study === undefined || before === undefined || after === undefined) return;
	const { units, leastShareAnswered } = await layoutOfWave(before);
	const results = analyseStudy({
		before: await readStudyRound(db, study, before.id),
		after: await readStudyRound(db, study, after.id),
		units,
		leastShareAnswered,
		minimum: Math.max(before.minimumSize, after.minimumSize),
		hasControl: study.hasControl
	});
	await storeStudyResults(db, id, results);
}

/** For the job: analyses every study whose rounds are over, and takes the pseudonyms off those that are closed. Returns which were analysed. */
export async function analyseDueStudies(signal?: AbortSignal): Promise<string[]> {
	const due = await listDueStudies(insightDatabase());
	for (const id of due) {
		signal?.throwIfAborted();
		await analyseStudyOf(id);
	}
	await clearPseudonyms(insightDatabase());
	return due;
}
