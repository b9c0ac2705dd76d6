import { redirect } from '@sveltejs/kit';
import { changeName, listDevices, listOwnPasskeys, removePasskey, signOutDevice, signOutOtherDevices, viewAccount } from '#contexts/people/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { orErrorPage, orProblem } from '../../../pages.ts';
import { visitOf } from '../../../visitor.ts';
import type { Actions, PageServerLoad } from './$types';

const outcomes = ['name', 'password', 'email', 'device', 'devices', 'second-factor', 'no-second-factor', 'passkey', 'no-passkey'] as const;

export const load: PageServerLoad = async (event) => {
	const { locals, url } = event;
	const account = await orErrorPage(locals, viewAccount(locals.actor));
	const devices = await listDevices(locals.actor, visitOf(event));
	const here = devices.find(({ isThis }) => isThis)?.name;
	return {
		account,
		devices,
		thisDevice: [here?.browser, here?.system].filter(Boolean).join(', '),
		passkeys: await listOwnPasskeys(locals.actor),
		done: outcomes.find((outcome) => outcome === url.searchParams.get('done'))
	};
};

export const actions: Actions = {
	name: async ({ request, locals }) => {
		const typed = { name: formText(await request.formData(), 'name') };
		const { failure } = await orProblem(locals, typed, changeName(locals.actor, typed.name));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/account?done=name`);
	},
	removePasskey: async ({ request, locals }) => {
		const { failure } = await orProblem(locals, {}, removePasskey(locals.actor, formText(await request.formData(), 'passkey')));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/account?done=no-passkey`);
	},
	endDevice: async ({ request, locals }) => {
		const { failure } = await orProblem(locals, {}, signOutDevice(locals.actor, formText(await request.formData(), 'device')));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/account?done=device#devices`);
	},
	endOtherDevices: async (event) => {
		const { failure } = await orProblem(event.locals, {}, signOutOtherDevices(event.locals.actor, visitOf(event)));
		if (failure !== undefined) return failure;
		redirect(303, `/${event.locals.locale}/account?done=devices#devices`);
	}
};
