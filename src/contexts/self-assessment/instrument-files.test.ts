import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareVersions, findInstrumentFile } from './instrument-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'qadam-instruments-'));
beforeAll(() => {
	for (const name of ['selfie-kz@1.9.0.json', 'selfie-kz@1.10.0.json', 'selfie@2.0.0.json', 'readme.txt'])
		writeFileSync(path.join(folder, name), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the file that a name means', () => {
	it.each([
		['selfie-kz', 'selfie-kz@1.10.0.json'],
		['selfie-kz@1.9.0', 'selfie-kz@1.9.0.json'],
		['selfie', 'selfie@2.0.0.json']
	])('%s is %s', async (name, file) => expect(await findInstrumentFile(name, folder)).toBe(path.join(folder, file)));

	it.each(['self', 'selfie-kz@1.0.0', 'readme'])('%s is none', async (name) => expect(await findInstrumentFile(name, folder)).toBeUndefined());

	it('anything else is a path', async () => expect(await findInstrumentFile('./a/b.json', folder)).toBe(path.resolve('a/b.json')));
});

it('compares versions as numbers', () => {
	expect(['1.10.0', '1.9.9', '2.0.0', '1.9.10'].sort(compareVersions)).toEqual(['1.9.9', '1.9.10', '1.10.0', '2.0.0']);
	expect(compareVersions('1.2.3', '1.2.3')).toBe(0);
});
