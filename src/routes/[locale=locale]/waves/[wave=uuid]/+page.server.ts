import { redirect } from '@sveltejs/kit';
import QRCode from 'qrcode';
import { validate } from 'uuid';
import {
	archiveWave,
	changeOpenWave,
	closeWave,
	dayOf,
	daysBetween,
	deleteDraft,
	dimensionName,
	openWave,
	periodsOf,
	stateName,
	viewWave
} from '#contexts/insight/index.ts';
import { viewOrganisationHead } from '#contexts/people/index.ts';
import { findInstrumentVersion } from '#contexts/self-assessment/index.ts';
import { formText } from '#platform/http/form-text.ts';
import { publicOrigin } from '#platform/origin.ts';
import { orErrorPage, orProblem } from '../../../../pages.ts';
import { typedId } from '../../../../typed-organisation.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const dones = ['opened', 'changed', 'closed', 'archived'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const wanted = url.searchParams.get('node');
	const nodeId = wanted !== null && validate(wanted) ? wanted : undefined;
	const view = await orErrorPage(locals, viewWave(locals.actor, params.wave, nodeId));
	const { wave, node } = view;
	const [instrument, head] = await orErrorPage(
		locals,
		Promise.all([
			findInstrumentVersion(wave.instrumentId, wave.instrumentVersion),
			viewOrganisationHead(locals.actor, wave.organisationId)
		])
	);
	const today = dayOf(new Date());
	const link = node && `${publicOrigin()}/${locals.locale}/waves/join/${node.joinCode}`;
	const qr = link === undefined ? undefined : await QRCode.toString(link, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
	return {
		...view,
		organisation: { id: head.organisation.id, name: head.organisation.name },
		state: stateName(wave.state, locals.locale),
		instrument: { title: instrument.title, version: instrument.version, minutes: instrument.minutes },
		dimensions: wave.dimensions.map((dimension) => dimensionName(instrument, dimension, locals.locale)),
		periods: periodsOf(wave),
		today,
		daysLeft: Math.max(0, daysBetween(today, wave.closesOn) + 1),
		link,
		qr: qr && `data:image/svg+xml;base64,${Buffer.from(qr).toString('base64')}`,
		done: dones.find((name) => url.searchParams.get('done') === name)
	};
};

function step(work: (actor: App.Locals['actor'], waveId: string) => Promise<void>, done: (typeof dones)[number]) {
	return async ({ locals, params, url }: RequestEvent) => {
		const { failure } = await orProblem(locals, {}, work(locals.actor, params.wave));
		if (failure !== undefined) return failure;
		redirect(303, `${url.pathname}?done=${done}`);
	};
}

export const actions: Actions = {
	open: step(openWave, 'opened'),
	close: step(closeWave, 'closed'),
	archive: step(archiveWave, 'archived'),
	change: async ({ request, locals, params, url }) => {
		const form = await request.formData();
		const typed = { message: formText(form, 'message'), closesOn: formText(form, 'closesOn') };
		const { failure } = await orProblem(locals, typed, changeOpenWave(locals.actor, params.wave, typed));
		if (failure !== undefined) return failure;
		redirect(303, `${url.pathname}?done=changed`);
	},
	delete: async ({ request, locals, params }) => {
		const organisation = typedId(await request.formData(), 'organisation');
		const { failure } = await orProblem(locals, {}, deleteDraft(locals.actor, params.wave));
		if (failure !== undefined) return failure;
		redirect(303, `/${locals.locale}/organisations/${organisation}/waves`);
	}
};
