import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.ts';
import { startQadamProcess } from '../qadam-process.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Address of the running Qadam. */
		origin: string;
		/** Its data folder. */
		dataFolder: string;
	}
}

/** One Qadam for all journeys, as `npm start` runs it. Journeys share nothing in it: each is a guest of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	build();
	const folder = mkdtempSync(path.join(tmpdir(), 'qadam-journeys-'));
	const qadam = await startQadamProcess({ QADAM_DATA: folder });
	project.provide('dataFolder', folder);
	project.provide('origin', qadam.origin.replace('127.0.0.1', 'localhost'));
	return async () => {
		await qadam.stop();
		rmSync(folder, { recursive: true, force: true });
	};
}
