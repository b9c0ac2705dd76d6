import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { nobody } from '#platform/actor.ts';
import { inTransaction } from '#platform/database.ts';
import { checkInstrument } from '../domain/check-instrument.ts';
import { instrumentName, instrumentSchema } from '../domain/instrument.ts';
import { storeInstrument } from '../store/instruments.ts';

/**
 * Loads the instruments of a folder into the database: new versions are added, known ones left as they are. Safe to repeat.
 * Returns what happened to each. Throws when a file has findings: a defective instrument never reaches a teacher.
 */
export async function loadInstruments(directory: string): Promise<{ instrument: string; outcome: 'new' | 'unchanged' | 'replaced' }[]> {
	const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
	const outcomes: { instrument: string; outcome: 'new' | 'unchanged' | 'replaced' }[] = [];
	for (const file of files) {
		const json: unknown = JSON.parse(await readFile(path.join(directory, file), 'utf8'));
		const findings = checkInstrument(json);
		if (findings.length > 0) {
			const first = findings.slice(0, 3).map((finding) => `${finding.place}: ${finding.message}`).join('; ');
			throw new Error(`${file} has ${findings.length} findings (${first}). Run: npx qadam instrument check ${path.join(directory, file)}`);
		}
		const instrument = instrumentSchema.parse(json);
		const outcome = await inTransaction(nobody, (transaction) => storeInstrument(transaction, instrument));
		outcomes.push({ instrument: instrumentName(instrument), outcome });
	}
	return outcomes;
}
