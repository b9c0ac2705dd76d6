import type { Crosswalk } from '../domain/crosswalk.ts';
import type { Framework } from '../domain/framework.ts';
import { findCrosswalksOf, findDocument } from '../store/documents.ts';

/** The newest version of a framework by its id, for example `digcompedu`; undefined when there is none. Frameworks are public. */
export function findFramework(id: string): Promise<Framework | undefined> {
	return findDocument('framework', id);
}

/** The newest version of a crosswalk by its id, for example `digcompedu--unesco-ict-cft`; undefined when there is none. */
export function findCrosswalk(id: string): Promise<Crosswalk | undefined> {
	return findDocument('crosswalk', id);
}

/** All crosswalks from or to a framework, each with the framework on its other side. */
export async function findCrosswalksWithPartners(frameworkId: string): Promise<readonly { crosswalk: Crosswalk; partner: Framework }[]> {
	const crosswalks = await findCrosswalksOf(frameworkId);
	const pairs = await Promise.all(
		crosswalks.map(async (crosswalk) => ({ crosswalk, partner: await findFramework(crosswalk.from === frameworkId ? crosswalk.to : crosswalk.from) }))
	);
	return pairs.flatMap(({ crosswalk, partner }) => (partner === undefined ? [] : [{ crosswalk, partner }]));
}
