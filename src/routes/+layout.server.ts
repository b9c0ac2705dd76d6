import { blankInstrumentHeader } from '#contexts/self-assessment/index.ts';
import { problemOfAddress } from '../pages.ts';
import type { LayoutServerLoad } from './$types';

/** Pages that devices keep are rendered for nobody and shown to whoever began there. */
export const load: LayoutServerLoad = ({ locals, request, url }) => ({
	problem: problemOfAddress(locals, url),
	locale: locals.locale,
	isKnown: locals.actor.kind === 'person' || request.headers.has(blankInstrumentHeader),
	hasAccount: locals.actor.kind === 'person' && locals.actor.account !== undefined
});
