/** The buttons of passkeys: they need the browser's own dialogue, so they are hidden where there is no script or no passkey. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

async function ask<Answer>(path: string): Promise<Answer> {
	const response = await fetch(`/api/auth/passkey/${path}`);
	if (!response.ok) throw new Error(String(response.status));
	return (await response.json()) as Answer;
}

async function give(path: string, body: unknown): Promise<void> {
	const response = await fetch(`/api/auth/passkey/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	if (!response.ok) throw new Error(String(response.status));
}

async function signIn(): Promise<void> {
	const options = await ask<Parameters<typeof startAuthentication>[0]['optionsJSON']>('generate-authenticate-options');
	await give('verify-authentication', { response: await startAuthentication({ optionsJSON: { ...options, userVerification: 'required' } }) });
}

async function add(name: string): Promise<void> {
	const options = await ask<Parameters<typeof startRegistration>[0]['optionsJSON']>('generate-register-options');
	await give('verify-registration', { response: await startRegistration({ optionsJSON: options }), name });
}

for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
	const button = place.querySelector('button');
	const trouble = place.querySelector<HTMLElement>('[role=alert]');
	if (button === null || trouble === null || !browserSupportsWebAuthn()) continue;
	place.hidden = false;
	button.addEventListener('click', () => {
		trouble.hidden = true;
		button.disabled = true;
		const done = place.dataset['passkey'] === 'add' ? add(place.dataset['name'] ?? '') : signIn();
		done.then(
			() => location.assign(place.dataset['next'] ?? '/'),
			(error: unknown) => {
				button.disabled = false;
				// Who closed the dialogue knows it.
				trouble.hidden = error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);
			}
		);
	});
}
