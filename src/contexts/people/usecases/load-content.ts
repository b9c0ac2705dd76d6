import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { projectRoot } from '#platform/config.ts';
import { addShippedOrganisations } from '../store/shipped-organisations.ts';
import { storePolicy } from './rights.ts';

/** Ids of shipped organisations follow from their codes, so that every installation has the same ones. Any UUID, never changed. */
const shippedNamespace = '7a8b1c5e-6f0d-4a9e-9c55-0b1f5a3d2e11';

const name = z.object({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });
export const shippedTreeSchema = z.object({
	nation: z.object({ code: z.string(), name }),
	/** The code of a region is the value by which instruments ask for it; `iso` is its code in ISO 3166-2. */
	regions: z.array(z.object({ code: z.string(), iso: z.string(), name }))
});

export function shippedId(code: string): string {
	return uuidv5(code, shippedNamespace);
}

async function readShippedTree(): Promise<z.infer<typeof shippedTreeSchema>> {
	return shippedTreeSchema.parse(JSON.parse(await readFile(path.join(projectRoot, 'content', 'organisations', 'kz.json'), 'utf8')));
}

/** Codes of the regions of Kazakhstan, as they are shipped. */
export async function shippedRegions(): Promise<string[]> {
	return (await readShippedTree()).regions.map(({ code }) => code);
}

/** What this context ships: the table of rights, and Kazakhstan with its regions. As owner, at each start; safe to repeat. */
export async function loadPeopleContent(owner: pg.ClientBase): Promise<void> {
	await storePolicy(owner);
	const { nation, regions } = await readShippedTree();
	await addShippedOrganisations(owner, [
		{ ...nation, id: shippedId(nation.code), kind: 'nation', parentCode: null },
		...regions.map((region) => ({ code: region.code, name: region.name, id: shippedId(region.code), kind: 'region' as const, parentCode: nation.code }))
	]);
}
