/** Lets the event loop take in every request that the network has brought by now: a few microseconds for a lone call, a larger group under load. */
const allArrived = () => new Promise((resolve) => setImmediate(resolve));

interface Waiting<Input, Output> {
	readonly input: Input;
	readonly resolve: (output: Output) => void;
	readonly reject: (reason: unknown) => void;
}

/**
 * Group commit: makes one call out of the calls that arrive while the previous one is under way. A lone call waits for nobody; under load
 * each call to `run` carries many, so that one transaction and one flush of the disk serve them all.
 *
 * `run` gets the inputs in order of arrival and returns as many outputs in the same order; when it throws, every caller of that batch gets
 * the error. At most `concurrency` calls of `run` are under way at once.
 */
export function groupCalls<Input, Output>(
	run: (inputs: readonly Input[]) => Promise<readonly Output[]>,
	{ largest, concurrency }: { largest: number; concurrency: number }
): (input: Input) => Promise<Output> {
	const waiting: Waiting<Input, Output>[] = [];
	let underWay = 0;

	async function drain(): Promise<void> {
		underWay += 1;
		while (waiting.length > 0) {
			await allArrived();
			const batch = waiting.splice(0, largest);
			if (batch.length === 0) break; // another drain took them meanwhile
			try {
				const outputs = await run(batch.map((call) => call.input));
				if (outputs.length !== batch.length) throw new Error(`A batch of ${batch.length} returned ${outputs.length} results`);
				batch.forEach((call, index) => call.resolve(outputs[index] as Output));
			} catch (error) {
				for (const call of batch) call.reject(error);
			}
		}
		underWay -= 1;
	}

	return (input) =>
		new Promise((resolve, reject) => {
			waiting.push({ input, resolve, reject });
			if (underWay < concurrency) void drain();
		});
}
