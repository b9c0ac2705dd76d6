import { type Db, fromKysely, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { database, type DatabaseTransaction, isDatabaseUnreachable, jobsUrl } from './database.ts';
import { DomainError } from './errors.ts';
import { jobsSchema } from './jobs-schema.ts';
import { log } from './log.ts';

/** A kind of background work. Made by `defineQueue`, once, beside the code that sends to it. */
export interface Queue<Data> {
	/** `context.what`, for example `people.import-members`. */
	readonly name: string;
	readonly schema: z.ZodType<Data>;
	readonly retries: Required<RetryPolicy>;
}

export interface RetryPolicy {
	/** How often a failed job is tried again. */
	readonly retries?: number;
	/** Before the first retry, in seconds; twice as long before each further one. */
	readonly firstDelay?: number;
	/** No retry waits longer, in seconds. */
	readonly longestDelay?: number;
	/** A job that takes longer, in seconds, counts as failed. */
	readonly longestRun?: number;
}

/** Runs a statement and returns its rows. */
export type JobQuery = <Row extends object>(statement: string, values?: unknown[]) => Promise<Row[]>;

/** One job, as its handler gets it. */
export interface Job<Data> {
	/** The same at each attempt. */
	readonly id: string;
	readonly data: Data;
	/** In whose name the work is done: of the person who caused it, under the request that did. */
	readonly actor: Actor;
	/** 1 at the first attempt. */
	readonly attempt: number;
	readonly isLastAttempt: boolean;
	/** A statement with the login of the jobs, for functions that it alone may call. Everything else is done with the application's own. */
	readonly query: JobQuery;
	/** Aborted when the process stops or the job has run too long: give up soon, it will be tried again. */
	readonly signal: AbortSignal;
}

/** A handler of the jobs of one queue, made by `handleJobs`. Contexts export a list of them; `src/jobs.ts` has them all. */
export interface JobWorker {
	readonly queue: Queue<unknown>;
	readonly options: WorkerOptions;
	readonly handle: (job: Job<unknown>) => Promise<void>;
	readonly giveUp: (job: Job<unknown>, code: string) => Promise<void>;
}

export interface WorkerOptions {
	/** How many of these jobs run at a time in one process. */
	readonly atOnce?: number;
	/** A cron expression, in the time of Kazakhstan: a job without data is sent at these moments. */
	readonly schedule?: string;
}

/** Work that could not be done just now, and everybody knows why: it is tried again without an error in the log. */
export class RetryLater extends Error {
	override readonly name = 'RetryLater';
	readonly code: string;

	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

/**
 * Defines a queue. The data of a job are checked by `schema` when it is sent and when it is run. They stay in the database for days: put ids in,
 * never personal data.
 */
export function defineQueue<Data extends object>(name: string, schema: z.ZodType<Data>, policy: RetryPolicy = {}): Queue<Data> {
	return { name, schema, retries: { retries: 5, firstDelay: 5, longestDelay: 3_600, longestRun: 900, ...policy } };
}

/**
 * Says who does the jobs of a queue. A job may run twice (a process can end between the work and the note that it is done): the handler has to
 * be idempotent. It throws `DomainError` when trying again makes no sense, `RetryLater` when something else has to come back first; any other
 * error is logged and tried again. `giveUp` is called once when no further attempt follows.
 */
export function handleJobs<Data>(
	queue: Queue<Data>,
	handle: (job: Job<Data>) => Promise<void>,
	{ giveUp, ...options }: WorkerOptions & { readonly giveUp?: (job: Job<Data>, code: string) => Promise<void> } = {}
): JobWorker {
	// The data have passed the queue's schema before they reach either.
	return {
		queue,
		options,
		handle: (job) => handle(job as Job<Data>),
		giveUp: async (job, code) => giveUp?.(job as Job<Data>, code)
	};
}

/** What pg-boss keeps of a job. */
const envelope = z.object({ data: z.unknown(), personId: z.uuid().optional(), requestId: z.string().default('job') });

export interface SendOptions {
	/** In whose name the job is done; nobody's when absent. */
	readonly actor?: Actor;
	/** A job is taken once per id (a UUID): whoever may send it twice names it. */
	readonly id?: string;
	/** Not before. */
	readonly startAfter?: Date;
}

let sender: PgBoss | undefined;

/** Sends through the pool of the application. It is never started: it only knows how pg-boss writes a job. */
function senderOf(): PgBoss {
	sender ??= new PgBoss({
		db: { executeSql: (text, values) => fromKysely(database()).executeSql(text, values) },
		schema: jobsSchema,
		openTelemetry: { enabled: false }
	});
	return sender;
}

/** Sends a job within the transaction of the change that needs it: when the change is not stored, neither is the job. It starts after the commit. */
export async function sendJob<Data extends object>(
	transaction: DatabaseTransaction,
	queue: Queue<Data>,
	data: Data,
	options: SendOptions = {}
): Promise<void> {
	await sendJobs(transaction, queue, [{ data, ...options }]);
}

/** Sends many jobs of one queue in one statement. */
export async function sendJobs<Data extends object>(
	transaction: DatabaseTransaction,
	queue: Queue<Data>,
	jobs: readonly (SendOptions & { readonly data: Data })[]
): Promise<void> {
	if (jobs.length === 0) return;
	const rows = jobs.map(({ data, actor, id, startAfter }) => ({
		data: {
			data: queue.schema.parse(data),
			...(actor?.kind === 'person' ? { personId: actor.personId } : {}),
			...(actor === undefined ? {} : { requestId: actor.requestId })
		},
		...(id === undefined ? {} : { id }),
		...(startAfter === undefined ? {} : { startAfter })
	}));
	await senderOf().insert(queue.name, rows, { db: fromKysely(transaction) });
}

/** Makes the queues known to the database, with their policies of now. At the start, before anything is sent. */
export async function prepareQueues(workers: readonly JobWorker[]): Promise<void> {
	for (const { queue } of workers) {
		const { retries, firstDelay, longestDelay, longestRun } = queue.retries;
		const policy = {
			retryLimit: retries,
			retryDelay: firstDelay,
			retryBackoff: true,
			retryDelayMax: longestDelay,
			expireInSeconds: longestRun,
			// A process that is gone is noticed by its silence, long before the job would have run too long.
			heartbeatSeconds: 60,
			deleteAfterSeconds: 3 * 24 * 3_600,
			notify: true
		};
		await senderOf().createQueue(queue.name, policy);
		await senderOf().updateQueue(queue.name, policy);
	}
}

export interface RunningJobs {
	/** Takes no more jobs and waits for those under way, at most ten seconds; what is not done by then is tried again at the next start. */
	readonly stop: () => Promise<void>;
}

/** Between two lines of the log about a database that is away, in milliseconds: each queue notices it on its own, again and again. */
const quietFor = 60_000;

/** Writes what goes wrong around jobs to the log. */
function reporter(): (trouble: Error & { readonly code?: string; readonly queue?: string }) => void {
	let toldAt = -Infinity;
	return ({ message, stack, code, queue }) => {
		// What pg-boss hands over is a plain object with the fields of an error.
		if (!isDatabaseUnreachable(Object.assign(new Error(message), { code }))) {
			log.error({ queue, error: stack ?? message }, 'unexpected error around background jobs');
		} else if (performance.now() - toldAt > quietFor) {
			toldAt = performance.now();
			log.warn({ code }, 'the database does not answer; background jobs wait');
		}
	};
}

/**
 * Runs jobs in this process until stopped. It has a pool and a login of its own, two connections and one that listens, so that looking for work
 * never takes a connection from an answer that is to be saved, and it is woken by the commit of whoever sends, also from another process.
 * `pollSeconds` is how often it looks without being woken: for retries, and for what was sent while it was away.
 */
export async function startJobs(workers: readonly JobWorker[], { pollSeconds = 30 } = {}): Promise<RunningJobs> {
	const boss = new PgBoss({
		connectionString: jobsUrl(),
		application_name: 'qadam-jobs',
		max: 2,
		schema: jobsSchema,
		migrate: false,
		useListenNotify: true,
		notifyHeartbeatIntervalMs: 30_000,
		// Only one of them has work for us; the others rest as long as they may, so that an idle laptop sleeps.
		superviseIntervalSeconds: 60,
		cronMonitorIntervalSeconds: 45,
		cronWorkerIntervalSeconds: 45,
		flowIntervalSeconds: 24 * 3_600,
		// These need the owner of the tables or its rights.
		reindex: false,
		monitorVacuum: false,
		registerInstance: false,
		openTelemetry: { enabled: false }
	});
	boss.on('error', reporter());
	boss.on('warning', ({ message }) => log.warn({ message }, 'pg-boss warns'));
	const stop = () => boss.stop({ graceful: true, timeout: 10_000 });
	let isStopping = false;
	/** One that takes a job after the other. */
	const work = async (worker: JobWorker): Promise<void> => {
		const options = {
			perJobResults: true,
			includeMetadata: true,
			pollingIntervalSeconds: Math.min(10, pollSeconds),
			notifyPollingIntervalSeconds: pollSeconds
		} as const;
		const workerId = await boss.work<unknown, unknown, typeof options>(worker.queue.name, options, async (jobs) => {
			const results = await Promise.all(jobs.map((job) => runJob(worker, job, boss.getDb())));
			// Whoever found a job looks for the next at once: of many that were sent together only the first wakes anybody.
			if (!isStopping) boss.notifyWorker(workerId);
			return results;
		});
	};
	try {
		await boss.start();
		for (const worker of workers) {
			const { name } = worker.queue;
			for (let count = 0; count < (worker.options.atOnce ?? 1); count++) await work(worker);
			if (worker.options.schedule === undefined) await boss.unschedule(name);
			else await boss.schedule(name, worker.options.schedule, { data: {} }, { tz: 'Asia/Almaty' });
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		stop: () => {
			isStopping = true;
			return stop();
		}
	};
}

async function runJob(worker: JobWorker, stored: JobWithMetadata<unknown>, db: Db): Promise<JobResult> {
	const { id, retryCount, retryLimit, signal } = stored;
	const { data, personId, requestId } = envelope.parse(stored.data);
	const job: Job<unknown> = {
		id,
		data,
		actor: personId === undefined ? { kind: 'anonymous', requestId } : { kind: 'person', personId, requestId },
		attempt: retryCount + 1,
		isLastAttempt: retryCount >= retryLimit,
		query: async (statement, values) => (await db.executeSql(statement, values)).rows as never,
		signal
	};
	const about = { queue: worker.queue.name, job: id, requestId, attempt: job.attempt };
	try {
		await worker.handle({ ...job, data: worker.queue.schema.parse(data) });
		return { id, status: 'completed' };
	} catch (error) {
		const isFinal = error instanceof DomainError;
		const code = isFinal || error instanceof RetryLater ? error.code : 'internal';
		if (error instanceof RetryLater) log.info({ ...about, code }, 'a job waits');
		else if (isFinal) log.info({ ...about, code }, 'a job was refused');
		else log.error({ ...about, error: error instanceof Error ? error.stack : String(error) }, 'a job failed');
		if (isFinal || job.isLastAttempt) await worker.giveUp(job, code);
		// The code alone: a message may name whom the work was about, and this is kept.
		return { id, status: isFinal ? 'deadletter' : 'failed', output: { code } };
	}
}
