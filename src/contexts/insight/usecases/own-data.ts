import type { DataHolder } from '#contexts/people/index.ts';
import { m } from '#paraglide/messages.js';
import { actingAs, type Person } from '#platform/actor.ts';
import { csvTable } from '#platform/csv-text.ts';
import { inTransaction } from '#platform/database.ts';
import { deleteParticipationsOf, deleteReminderOf, listParticipationsOf } from '../store/participations.ts';

const listOwn = (person: Person) => inTransaction(actingAs(person), (transaction) => listParticipationsOf(transaction, person.personId));

/** What insight holds of a person: the waves they took part in. What they shared carries no name and can't be found again. */
export const insightData: DataHolder = {
	context: 'insight',
	count: () => Promise.resolve(1),
	async *collect(person, locale, step) {
		const rows = await listOwn(person);
		await step();
		if (rows.length === 0) return;
		const header = ['wave', 'title', 'organisation', 'joined_at', 'finished_at', 'decision'];
		const lines = rows.map(({ waveId, title, organisationId, joinedAt, finishedAt, decision }) => [
			waveId,
			title,
			organisationId,
			joinedAt,
			finishedAt,
			decision
		]);
		yield { path: 'insight/waves.csv', about: m.own_data_waves({}, { locale }), content: csvTable(header, lines) };
	},
	erase: async (transaction, { personId }) => ({
		'insight.participation': await deleteParticipationsOf(transaction, personId),
		'insight.reminder': await deleteReminderOf(transaction, personId)
	}),
	withdraw: () => Promise.resolve({})
};
