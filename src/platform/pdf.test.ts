import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './config.ts';
import { printPdf } from './pdf.ts';

const createdAt = new Date(0);
const plan = 'contexts/self-assessment/pdf/plan.typ';
const planData = {
	meta: { locale: 'en', title: 'A title', footer: 'A footer', page: '{page} of {total}' },
	words: { goals: 'Goals', empty: 'None yet' },
	title: 'A title',
	teacher: 'A teacher',
	facts: ['A fact'],
	goals: [],
	disclaimer: 'A disclaimer'
};

describe('printing a PDF', () => {
	it('leaves the server free for others meanwhile', async () => {
		let turns = 0;
		const clock = setInterval(() => turns++, 1);
		const pdf = await printPdf(plan, planData, { createdAt }).finally(() => clearInterval(clock));
		expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
		expect(turns).toBeGreaterThan(0);
	});

	it('says which template failed and why, and prints on', async () => {
		await expect(printPdf(plan, {}, { createdAt })).rejects.toMatchObject({
			message: `The template ${plan} can't be printed as PDF`,
			cause: { message: expect.stringContaining('dictionary does not contain key') as string }
		});
		expect((await printPdf(plan, planData, { createdAt })).length).toBeGreaterThan(1_000);
	});

	it('lets a process end that has nothing else to do', () => {
		const script = `import('#platform/pdf.ts')
			.then(({ printPdf }) => printPdf(${JSON.stringify(plan)}, ${JSON.stringify(planData)}, { createdAt: new Date(0) }))
			.then((pdf) => console.log(pdf.length > 1000))`;
		const ended = spawnSync(process.execPath, ['--eval', script], { cwd: projectRoot, encoding: 'utf8', timeout: 20_000 });
		expect(ended).toMatchObject({ status: 0, stdout: 'true\n' });
	}, 30_000);
});
