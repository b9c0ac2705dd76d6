import { type Actor, actingAs } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { formatNumber, inLocale, type Locale } from '#platform/locale.ts';
import { findPublishedOf } from '../store/participations.ts';
import { scoreText } from '../report-words.ts';
import { viewResults } from './view-results.ts';

/** The means that stand beside a person's own scores: of the own place in a wave, and of those above it that are shown. */
export interface OwnComparison {
	readonly waveId: string;
	readonly organisationId: string;
	readonly title: string;
	readonly places: readonly {
		readonly id: string;
		readonly name: string;
		readonly persons: string;
		/** Means as the language writes them, by the code of the area; `overall` of the whole. Missing where nobody has a score. */
		readonly means: Readonly<Record<string, string>>;
	}[];
}

/**
 * What an own attempt is compared with: the wave that it was taken for, once its results are out; null when there is none, or nothing of it may be
 * told. It says nothing of whether the person shared the answers.
 */
export async function compareOwn(actor: Actor, attemptId: string, locale: Locale): Promise<OwnComparison | null> {
	if (actor.kind !== 'person') return null;
	const part = await inTransaction(actingAs(actor), (transaction) => findPublishedOf(transaction, actor.personId, attemptId));
	if (part === undefined) return null;
	const { wave, node, whole, above } = await viewResults(actor, part.waveId, part.organisationId);
	const places = [{ node, summary: whole }, ...above.toReversed()].flatMap(({ node: place, summary }) => {
		if (summary === null) return [];
		const means = [['overall', summary.overall.score] as const, ...summary.areas.map(({ code, score }) => [code, score] as const)];
		return [
			{
				id: place.id,
				name: inLocale(place.name, locale),
				persons: formatNumber(summary.persons, locale),
				means: Object.fromEntries(means.flatMap(([code, score]) => (score === null ? [] : [[code, scoreText(score.mean, locale)]])))
			}
		];
	});
	return places.length === 0 ? null : { waveId: wave.id, organisationId: node.id, title: wave.title, places };
}
