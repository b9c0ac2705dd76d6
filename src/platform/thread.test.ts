import { describe, expect, it } from 'vitest';
import { openThread } from './thread.ts';

const open = () => openThread<string, string>(new URL('thread-fixture.ts', import.meta.url));

describe('a thread', () => {
	it('gives each asker the own answer', async () => {
		const thread = open();
		expect(await Promise.all(['a', 'b', 'c'].map(thread.ask))).toEqual(['A', 'B', 'C']);
	});

	it('tells the asker what the work threw, and works on', async () => {
		const thread = open();
		await expect(thread.ask('throw')).rejects.toThrow('thrown in the thread');
		expect(await thread.ask('a')).toBe('A');
	});

	it('tells all who wait when it ends, and starts again for the next', async () => {
		const thread = open();
		const outcomes = await Promise.allSettled([thread.ask('end'), thread.ask('a')]);
		expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : outcome.value))).toEqual([
			expect.stringContaining('ended with code 7 before it had answered'),
			expect.stringContaining('ended with code 7 before it had answered')
		]);
		expect(await thread.ask('a')).toBe('A');
	});

	it('says why there is none when its module cannot be loaded', async () => {
		const thread = openThread<string, string>(new URL('no-such-module.ts', import.meta.url));
		await expect(thread.ask('a')).rejects.toMatchObject({ cause: { message: expect.stringContaining('Cannot find module') as string } });
	});
});
