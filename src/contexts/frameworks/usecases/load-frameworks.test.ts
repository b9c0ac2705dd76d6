import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config.ts';
import { loadFrameworks } from './load-frameworks.ts';

/** Every broken document is refused before the database is asked for; it is not even open here. */
describe('loadFrameworks refuses', () => {
	let content: string;

	beforeEach(async () => {
		content = await mkdtemp(path.join(tmpdir(), 'qadam-content-'));
		for (const folder of ['frameworks', 'crosswalks', 'library'])
			await cp(path.join(projectRoot, 'content', folder), path.join(content, folder), { recursive: true });
	});
	afterEach(() => rm(content, { recursive: true }));

	async function change(file: string, edit: (text: string) => string): Promise<void> {
		const text = await readFile(path.join(content, file), 'utf8');
		expect(edit(text)).not.toBe(text);
		await writeFile(path.join(content, file), edit(text));
	}

	it('nothing in the shipped content', async () => {
		await expect(loadFrameworks(content)).rejects.toThrow('The database is not open');
	});

	it('broken JSON', async () => {
		await change('library/frameworks@1.0.0.json', (text) => text.slice(0, -10));
		await expect(loadFrameworks(content)).rejects.toThrow('library/frameworks@1.0.0.json: it is not JSON');
	});

	it('a missing translation, and names its place', async () => {
		await change('frameworks/digcompedu@2017.json', (text) => text.replace('"kk": "DigCompEdu"', '"kk": " "'));
		await expect(loadFrameworks(content)).rejects.toThrow(/frameworks\/digcompedu@2017\.json: [^]*shortName\.kk/);
	});

	it('a file whose name tells another version', async () => {
		await rename(path.join(content, 'frameworks/unesco-ict-cft@3.json'), path.join(content, 'frameworks/unesco-ict-cft@4.json'));
		await expect(loadFrameworks(content)).rejects.toThrow('it holds unesco-ict-cft@3');
	});

	it('a crosswalk to a framework that is not there', async () => {
		await rm(path.join(content, 'frameworks/unesco-ict-cft@3.json'));
		await expect(loadFrameworks(content)).rejects.toThrow('one of the frameworks digcompedu and unesco-ict-cft is missing');
	});

	it('a crosswalk to a competence that does not exist', async () => {
		await change('crosswalks/digcompedu--unesco-ict-cft@1.0.0.json', (text) => text.replace('"to": "KD.5"', '"to": "KD.7"'));
		await expect(loadFrameworks(content)).rejects.toThrow('unesco-ict-cft has no competence KD.7');
	});
});
