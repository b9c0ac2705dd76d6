import { DomainError } from '#platform/errors.ts';
import { act, providerId, refusalOf, signInSettings } from './authentication.ts';
import { headersOf, type Visit } from './visit.ts';

/** What the button of the provider says; undefined when none is set. */
export function providerName(): string | undefined {
	return signInSettings().provider?.name;
}

/**
 * Begins to sign in with the provider of OpenID Connect: where to lead the browser, and the cookies that recognise it when it comes back. `next` and
 * `failed` are own paths. Throws `provider.unreachable`, also when none is set.
 */
export async function beginProviderSignIn(
	visit: Visit,
	{ next, failed }: { next: string; failed: string }
): Promise<{ url: string; cookies: readonly string[] }> {
	if (providerName() === undefined) throw new DomainError('provider.unreachable');
	const body = { provider: providerId, callbackURL: next, errorCallbackURL: failed, disableRedirect: true };
	try {
		const { response, cookies } = await act((api) => api.signInSocial({ body, headers: headersOf(visit), returnHeaders: true }));
		if (!('url' in response) || response.url === undefined) throw new DomainError('provider.unreachable');
		return { url: response.url, cookies };
	} catch (error) {
		if (refusalOf(error) === 'PROVIDER_NOT_FOUND') throw new DomainError('provider.unreachable');
		throw error;
	}
}
