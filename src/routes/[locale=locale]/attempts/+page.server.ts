import { listOwnAttempts } from '#contexts/self-assessment/index.ts';
import { guestCookieName } from '#platform/http/guest-cookie.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, cookies, url }) => ({
	attempts: await listOwnAttempts(locals.actor),
	resumeCode: locals.actor.kind === 'person' ? cookies.get(guestCookieName) : undefined,
	isErased: url.searchParams.get('erased') === 'yes'
});
