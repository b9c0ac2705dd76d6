import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { actingAs, type Person } from './actor.ts';
import { type DatabaseTransaction, inTransaction } from './database.ts';
import { DomainError } from './errors.ts';
import { handleJobs, type Job, type JobWorker, type Queue, type WorkerOptions } from './jobs.ts';

export type ProgressState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** How far long work is: an import, an export, a bulk invitation. Only the person who started it sees it. */
export interface Progress {
	readonly id: string;
	/** `context.what`, for example `people.import-members`. */
	readonly kind: string;
	readonly state: ProgressState;
	/** Steps done, of `total`; what a step is, the kind knows. */
	readonly done: number;
	/** Null until the work has been looked over. */
	readonly total: number | null;
	/** What came of it, or the error code for which it ended. */
	readonly messageCode: string | null;
	/** What the kind stores about its outcome. */
	readonly result: unknown;
	readonly createdAt: Date;
	readonly updatedAt: Date;
	readonly finishedAt: Date | null;
}

/** What became of long work. */
export interface Outcome {
	readonly messageCode?: string;
	readonly result?: object;
}

/** The person has cancelled the work; whatever its transaction did is rolled back. */
export class WorkCancelled extends Error {
	override readonly name = 'WorkCancelled';
}

const columns = sql`
	id, kind, state, done, total, message_code as "messageCode", result,
	created_at as "createdAt", updated_at as "updatedAt", finished_at as "finishedAt"
`;

/**
 * Notes that the person has started long work, in the transaction (acting for the person) that sends its job. Returns the id, which the job
 * carries and the page asks about.
 */
export async function startProgress(transaction: DatabaseTransaction, person: Person, kind: string, total?: number): Promise<string> {
	const id = uuidv7();
	await sql`insert into platform.progress (id, person_id, kind, total) values (${id}, ${person.personId}, ${kind}, ${total ?? null})`.execute(transaction);
	return id;
}

/** Says how far the work is. False when the person has cancelled it (or it has ended otherwise): stop then. */
export function reportProgress(person: Person, id: string, { done, total }: { readonly done: number; readonly total?: number }): Promise<boolean> {
	return inTransaction(actingAs(person), async (transaction) => {
		const { rows } = await sql`
			update platform.progress
			set state = 'running', done = ${done}, total = coalesce(${total ?? null}, total), updated_at = now()
			where id = ${id} and person_id = ${person.personId} and state in ('waiting', 'running')
			returning id
		`.execute(transaction);
		return rows.length > 0;
	});
}

/** Whether the person has cancelled the work. */
export async function isCancelled(person: Person, id: string): Promise<boolean> {
	return (await findProgress(person, id))?.state === 'cancelled';
}

/**
 * Ends the work well. In the transaction of its last change: when the person has cancelled meanwhile it throws `WorkCancelled`, and nothing of
 * the change is stored. A second time it does nothing.
 */
export async function finishProgress(transaction: DatabaseTransaction, person: Person, id: string, { messageCode, result }: Outcome): Promise<void> {
	const { rows } = await sql<{ state: ProgressState }>`
		update platform.progress
		set state = case when state in ('waiting', 'running') then 'done' else state end,
			done = case when state in ('waiting', 'running') then coalesce(total, done) else done end,
			message_code = case when state in ('waiting', 'running') then ${messageCode ?? null} else message_code end,
			result = case when state in ('waiting', 'running') then ${result === undefined ? null : JSON.stringify(result)}::jsonb else result end,
			updated_at = now(),
			finished_at = coalesce(finished_at, now())
		where id = ${id} and person_id = ${person.personId}
		returning state
	`.execute(transaction);
	if (rows[0]?.state === 'cancelled') throw new WorkCancelled(id);
}

function endUnlessEnded(person: Person, id: string, state: 'failed' | 'cancelled', messageCode: string | null): Promise<boolean> {
	return inTransaction(actingAs(person), async (transaction) => {
		const { rows } = await sql`
			update platform.progress set state = ${state}, message_code = ${messageCode}, updated_at = now(), finished_at = now()
			where id = ${id} and person_id = ${person.personId} and state in ('waiting', 'running')
			returning id
		`.execute(transaction);
		return rows.length > 0;
	});
}

/** Cancels work that has not ended. False when it had ended already, or is nobody's or somebody else's. */
export function cancelProgress(person: Person, id: string): Promise<boolean> {
	return endUnlessEnded(person, id, 'cancelled', null);
}

/** Ends the work for an error. */
export function failProgress(person: Person, id: string, code: string): Promise<boolean> {
	return endUnlessEnded(person, id, 'failed', code);
}

/** Work of this person; undefined when there is none with this id. */
export function findProgress(person: Person, id: string): Promise<Progress | undefined> {
	return inTransaction(actingAs(person), async (transaction) => {
		const { rows } = await sql<Progress>`
			select ${columns} from platform.progress where id = ${id} and person_id = ${person.personId}
		`.execute(transaction);
		return rows[0];
	});
}

/** The latest works of this person, newest first; of one kind when named. */
export function listProgress(person: Person, kind?: string, limit = 20): Promise<readonly Progress[]> {
	return inTransaction(actingAs(person), async (transaction) => {
		const { rows } = await sql<Progress>`
			select ${columns} from platform.progress
			where person_id = ${person.personId} and (${kind ?? null}::text is null or kind = ${kind ?? null})
			order by created_at desc, id desc
			limit ${limit}
		`.execute(transaction);
		return rows;
	});
}

/** Long work under way, as its handler sees it. */
export interface LongWork<Data> extends Omit<Job<Data>, 'actor'> {
	readonly person: Person;
	/**
	 * Says how far it is, at most four times a second. Throws `WorkCancelled` when the person has cancelled, and the signal's reason when the
	 * process stops.
	 */
	readonly report: (done: number, total?: number) => Promise<void>;
}

const reportEvery = 250;

/**
 * Handler of jobs that are long work with a progress. It has to go on where an earlier attempt was cut off. Returns the outcome, or calls
 * `finishProgress` itself in its last transaction. Cancelled work ends quietly; a code thrown as `DomainError` becomes the progress's message.
 */
export function handleLongWork<Data extends { readonly progressId: string }>(
	queue: Queue<Data>,
	work: (work: LongWork<Data>) => Promise<Outcome>,
	options: WorkerOptions = {}
): JobWorker {
	return handleJobs(
		queue,
		async ({ actor, ...job }) => {
			if (actor.kind !== 'person') throw new DomainError('person.required');
			const { progressId } = job.data;
			const before = await findProgress(actor, progressId);
			if (before?.state !== 'waiting' && before?.state !== 'running') return;
			let reportedAt = 0;
			const report = async (done: number, total?: number): Promise<void> => {
				job.signal.throwIfAborted();
				if (Date.now() - reportedAt < reportEvery && total === undefined) return;
				reportedAt = Date.now();
				if (!(await reportProgress(actor, progressId, { done, ...(total === undefined ? {} : { total }) }))) throw new WorkCancelled(progressId);
			};
			try {
				await report(before.done, before.total ?? undefined);
				const outcome = await work({ ...job, person: actor, report });
				await inTransaction(actingAs(actor), (transaction) => finishProgress(transaction, actor, progressId, outcome));
			} catch (error) {
				if (!(error instanceof WorkCancelled)) throw error;
			}
		},
		{
			...options,
			giveUp: async ({ actor, data }, code) => {
				if (actor.kind === 'person') await failProgress(actor, data.progressId, code);
			}
		}
	);
}
