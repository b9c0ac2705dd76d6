/**
 * `npm run dev`: the product with pages that change while they are edited. Components reload by themselves; a change in contexts, platform or
 * messages starts the server anew.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createServer, isRunnableDevEnvironment } from 'vite';
import { projectRoot, readConfig } from '../src/platform/config.ts';
import type * as server from '../src/server.ts';
import { compileMessages, makeFonts } from './build.ts';

if (process.env['QADAM_DEV_CHILD'] === undefined) {
	const watched = ['src/contexts', 'src/platform', 'src/ui/messages', 'content'].map((folder) => `--watch-path=${path.join(projectRoot, folder)}`);
	const child = spawn(process.execPath, [...watched, '--watch-preserve-output', '--disable-warning=ExperimentalWarning', import.meta.filename], {
		stdio: 'inherit',
		env: { ...process.env, QADAM_DEV_CHILD: '1' }
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
	child.on('exit', (code) => process.exit(code ?? 0));
} else {
	compileMessages();
	makeFonts();
	const vite = await createServer({ root: projectRoot, server: { middlewareMode: true } });
	const pages = vite.environments.ssr;
	if (!isRunnableDevEnvironment(pages)) throw new Error('Vite has no environment in which the pages run');
	// Loaded by Vite, as it loads the pages: both then share one instance of the contexts and of the database.
	const { startQadam } = await pages.runner.import<typeof server>('/src/server.ts');
	const running = await startQadam(readConfig(), () => Promise.resolve((request, response, next) => vite.middlewares(request, response, next)));
	process.stdout.write(`\n  Qadam, for development: http://localhost:${running.port}/kk\n\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => void Promise.all([vite.close(), running.stop()]).then(() => process.exit(0)));
	}
}
