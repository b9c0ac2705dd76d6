import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadFrameworks } from '#contexts/frameworks/index.ts';
import { loadPeopleContent } from '#contexts/people/index.ts';
import { loadInstruments } from '#contexts/self-assessment/index.ts';
import { projectRoot } from '#platform/config.ts';
import { closeDatabase, openDatabase } from '#platform/database.ts';
import { prepareQueues } from '#platform/jobs.ts';
import { prepareDatabase } from '#platform/migrate.ts';
import { startPostgres } from '#platform/postgres.ts';
import { jobWorkers } from '../src/jobs.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Connection string of the template database: migrated, with the shipped content. */
		templateUrl: string;
	}
}

/** One real PostgreSQL for all database tests; each test file works in its own copy of the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const directory = mkdtempSync(path.join(tmpdir(), 'qadam-test-'));
	// What is lost in a power cut does not matter here; the crash test has a server of its own.
	const postgres = await startPostgres(directory, { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' });
	const url = postgres.url('qadam');
	const { logins } = await prepareDatabase(url, loadPeopleContent);
	openDatabase(logins, 2);
	await loadFrameworks(path.join(projectRoot, 'content'));
	await loadInstruments(path.join(projectRoot, 'content', 'instruments'));
	await prepareQueues(jobWorkers);
	await closeDatabase();
	project.provide('templateUrl', url);
	return async () => {
		await postgres.stop();
		rmSync(directory, { recursive: true, force: true });
	};
}
