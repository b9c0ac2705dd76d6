import { log } from '#platform/log.ts';

const underWay = new Set<Promise<unknown>>();

/**
 * Lets work go on after the answer (a letter, as a rule), so that the time of the answer does not tell whether there was any. What fails is logged
 * without what it was about.
 */
export function inBackground(work: Promise<unknown>): void {
	const watched = work
		.catch((error: unknown) => log.error({ error: error instanceof Error ? error.stack : 'unknown' }, 'a letter could not be put on its way'))
		.finally(() => underWay.delete(watched));
	underWay.add(watched);
}

/** Waits for all that goes on: before the database is closed, and in tests. */
export async function settleBackground(): Promise<void> {
	while (underWay.size > 0) await Promise.all(underWay);
}

/** An answer that takes at least as long, in milliseconds: for what must not tell by its time whether an address is known. */
export async function inNoLessThan<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
	const [outcome] = await Promise.allSettled([work, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
	if (outcome.status === 'rejected') throw outcome.reason;
	return outcome.value;
}
