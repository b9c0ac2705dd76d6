import { planSampleSize, type PowerQuestion, readPeople } from '#contexts/insight/index.ts';
import { orProblem } from '../../../../pages.ts';
import type { PageServerLoad } from './$types';

const designs = ['groups', 'paired', 'shares'] as const;
const toNumber = (text: string) => Number(text.trim().replace(',', '.') || NaN);

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = (name: string, otherwise: string) => (url.searchParams.get(name) ?? otherwise).slice(0, 12);
	const typed = {
		design: designs.find((design) => design === url.searchParams.get('design')) ?? 'groups',
		effect: asked('effect', '0.5'),
		first: asked('first', '40'),
		second: asked('second', '55'),
		power: asked('power', '0.8'),
		n: asked('n', '')
	};
	const plan = async () => {
		await Promise.resolve();
		const shared = { power: toNumber(typed.power), n: readPeople(typed.n) };
		const question: PowerQuestion =
			typed.design === 'shares'
				? { ...shared, design: typed.design, first: toNumber(typed.first), second: toNumber(typed.second) }
				: { ...shared, design: typed.design, effect: toNumber(typed.effect) };
		return planSampleSize(question, locals.locale);
	};
	const { done, failure } = await orProblem(locals, typed, plan());
	return { typed, plan: done, problem: failure?.data.problem };
};
