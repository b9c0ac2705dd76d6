import { parentPort, Worker } from 'node:worker_threads';

interface Question<Request> {
	readonly number: number;
	readonly request: Request;
}

type Reply<Answer> = { readonly number: number } & ({ readonly answer: Answer } | { readonly failure: unknown });

interface Asker<Answer> {
	readonly resolve: (answer: Answer) => void;
	readonly reject: (cause: unknown) => void;
}

/** Work that would keep the server from answering others, done beside it. */
export interface Thread<Request, Answer> {
	/** Requests are worked off one after another. Rejects with what the work threw, or when the thread ended before it had answered. */
	readonly ask: (request: Request) => Promise<Answer>;
}

/**
 * A thread that runs a module which calls `answerRequests`. It is started by the first request and does not keep the process alive while nobody
 * waits for it. When it ends, those who wait are told and the next request starts another one.
 */
export function openThread<Request, Answer>(module: URL): Thread<Request, Answer> {
	const askers = new Map<number, Asker<Answer>>();
	let numbers = 0;
	let worker: Worker | undefined;

	const start = (): Worker => {
		const started = new Worker(module);
		let cause: Error | undefined;
		started.on('message', (reply: Reply<Answer>) => {
			const asker = askers.get(reply.number);
			askers.delete(reply.number);
			if (askers.size === 0) started.unref();
			if ('answer' in reply) asker?.resolve(reply.answer);
			else asker?.reject(reply.failure);
		});
		started.on('error', (error: Error) => {
			cause = error;
		});
		started.on('exit', (code) => {
			worker = undefined;
			const error = new Error(`The thread ${module.pathname} ended with code ${code} before it had answered`, { cause });
			for (const { reject } of askers.values()) reject(error);
			askers.clear();
		});
		return started;
	};

	return {
		ask: (request) =>
			new Promise((resolve, reject) => {
				worker ??= start();
				const number = numbers++;
				worker.postMessage({ number, request } satisfies Question<Request>);
				worker.ref();
				askers.set(number, { resolve, reject });
			})
	};
}

/**
 * Called once by the module of a thread. `tidy` runs after each answer has left, so that nobody waits for it. Errors reach the asker as they are
 * thrown, with message, stack and cause.
 */
export function answerRequests(work: (request: never) => unknown, tidy: () => void = () => undefined): void {
	const port = parentPort;
	if (port === null) throw new Error('Only the module of a thread answers requests');
	port.on('message', ({ number, request }: Question<never>) => {
		let reply: Reply<unknown>;
		try {
			reply = { number, answer: work(request) };
		} catch (failure) {
			reply = { number, failure };
		}
		port.postMessage(reply);
		tidy();
	});
}
