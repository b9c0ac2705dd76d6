import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		projects: [
			{ test: { name: 'rules', include: ['src/**/*.test.ts'], exclude: ['src/**/*.db.test.ts'] } },
			{ test: { name: 'database', include: ['src/**/*.db.test.ts', 'tests/api/**/*.test.ts'], globalSetup: 'tests/postgres-for-tests.ts', pool: 'forks', testTimeout: 20_000, hookTimeout: 30_000 } },
			{ test: { name: 'product', include: ['tests/product/**/*.test.ts', 'tests/journeys/**/*.test.ts'], pool: 'forks', testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false } }
		]
	}
});
