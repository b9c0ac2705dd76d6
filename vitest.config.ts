import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		setupFiles: ['tests/no-console.ts'],
		projects: [
			{ test: { name: 'rules', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], exclude: ['src/**/*.db.test.ts'] } },
			{
				test: {
					name: 'database',
					include: ['src/**/*.db.test.ts', 'tests/api/**/*.test.ts', 'tests/privacy/**/*.test.ts', 'tests/insight/**/*.test.ts'],
					globalSetup: 'tests/postgres-for-tests.ts',
					pool: 'forks',
					testTimeout: 20_000,
					hookTimeout: 30_000
				}
			},
			{
				test: {
					name: 'product',
					include: ['tests/product/**/*.test.ts'],
					globalSetup: 'tests/product/setup.ts',
					pool: 'forks',
					testTimeout: 180_000,
					hookTimeout: 180_000,
					fileParallelism: false
				}
			},
			{
				test: {
					name: 'journeys',
					include: ['tests/journeys/**/*.test.ts', 'tests/front-doors/**/*.test.ts'],
					globalSetup: 'tests/journeys/setup.ts',
					pool: 'forks',
					testTimeout: 180_000,
					hookTimeout: 180_000,
					maxWorkers: 2
				}
			}
		]
	}
});
