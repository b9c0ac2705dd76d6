import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** A provider of OpenID Connect on this machine, the reference implementation with its own pages: whoever types a name is that person. */
export interface TestProvider {
	readonly issuer: string;
	/** Whether the provider says that it has proven the address of this person. */
	readonly proven: Map<string, boolean>;
	readonly stop: () => Promise<void>;
}

/** People are known by their address: the name typed at the provider is the address. */
export async function startProvider(clientId: string, clientSecret: string, redirectUri: string): Promise<TestProvider> {
	const server: Server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
	const proven = new Map<string, boolean>();
	// It warns that its own pages and keys are for development, which is what they are here for.
	const { warn } = console;
	console.warn = () => undefined;
	const provider = new Provider(issuer, {
		clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
		conformIdTokenClaims: false,
		cookies: { keys: ['only for tests'] },
		ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
		pkce: { required: () => true },
		findAccount: (_context, sub) => ({
			accountId: sub,
			claims: () => ({ sub, email: sub, email_verified: proven.get(sub) ?? true, name: 'Марат Оспанов' })
		})
	});
	console.warn = warn;
	const answer = provider.callback();
	server.on('request', (request, response) => void answer(request, response));
	return {
		issuer,
		proven,
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	};
}
