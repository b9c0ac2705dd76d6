import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * Keeps the doors of contexts and the platform out of the server bundle: Node runs them as they stand (type
 * stripping), so that pages, API and command share one instance of each (one database pool, one cache).
 * See docs/adr/0003-one-process-two-front-doors.md.
 */
const sharedWithServer: Plugin = {
	name: 'qadam-shared-with-server',
	enforce: 'pre',
	apply: 'build',
	resolveId(source) {
		if (this.environment.name !== 'ssr') return null;
		return /^#(platform\/.+\.ts|contexts\/[^/]+\/index\.ts)$/.test(source) ? { id: source, external: true } : null;
	}
};

export default defineConfig({
	plugins: [
		sharedWithServer,
		sveltekit({
			// Small style sheets travel inside the page: on a line with 400 ms of delay a request costs more than its bytes.
			inlineStyleThreshold: 2500,
			adapter: adapter({ out: 'build', envPrefix: 'QADAM_KIT_' }),
			csp: {
				mode: 'nonce',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					'style-src': ['self', 'unsafe-inline'],
					'img-src': ['self', 'data:'],
					'connect-src': ['self'],
					'form-action': ['self'],
					'frame-ancestors': ['none'],
					'base-uri': ['none'],
					'object-src': ['none']
				}
			},
			serviceWorker: { register: false }
		})
	],
	build: { target: 'es2022' },
	worker: { format: 'es' }
});
