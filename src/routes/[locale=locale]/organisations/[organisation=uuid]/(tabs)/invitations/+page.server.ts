import { redirect } from '@sveltejs/kit';
import { validate } from 'uuid';
import {
	type InvitationStanding,
	invitationStandings,
	lettersKind,
	listInvitations,
	mostLetters,
	reminderDays,
	remindInvitation,
	sendAllLetters,
	sendInvitation,
	withdrawInvitation
} from '#contexts/people/index.ts';
import { DomainError } from '#platform/errors.ts';
import { formText } from '#platform/http/form-text.ts';
import { cancelProgress, findProgress } from '#platform/progress.ts';
import { orErrorPage, orProblem } from '../../../../../../pages.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const dones = ['sent', 'withdrawn', 'new'] as const;

const isStanding = (text: string | null): text is InvitationStanding => (invitationStandings as readonly (string | null)[]).includes(text);

/** Where the page before ended: a moment and an id. */
function readAfter(text: string | null): { after: { createdAt: Date; id: string } } | object {
	const [moment = '', id = ''] = (text ?? '').split('~');
	const createdAt = new Date(moment);
	return validate(id) && !Number.isNaN(createdAt.getTime()) ? { after: { createdAt, id } } : {};
}

/** Letters under way that the reader has started, if the address names them. */
async function progressOf({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
	const id = url.searchParams.get('progress') ?? '';
	if (locals.actor.kind !== 'person' || !validate(id)) return undefined;
	const progress = await findProgress(locals.actor, id);
	if (progress?.kind !== lettersKind) return undefined;
	const { state, done, total, result } = progress;
	return { id, state, done, total, sent: (result as { sent?: number } | null)?.sent ?? 0 };
}

export const load: PageServerLoad = async (event) => {
	const { locals, params, url } = event;
	const standing = url.searchParams.get('state');
	const after = readAfter(url.searchParams.get('after'));
	const filter = { ...(isStanding(standing) ? { standing } : {}), ...after };
	const [page, progress] = await Promise.all([
		orErrorPage(locals, listInvitations(locals.actor, params.organisation, filter)),
		progressOf(event)
	]);
	const counted = (name: string) => Number(url.searchParams.get(name) ?? 0) || 0;
	return {
		...page,
		next: page.next === null ? null : `${page.next?.createdAt.toISOString() ?? ''}~${page.next?.id ?? ''}`,
		standing: isStanding(standing) ? standing : undefined,
		isContinued: 'after' in after,
		reminding: { days: reminderDays, most: mostLetters },
		progress,
		done: dones.find((name) => url.searchParams.get('done') === name),
		outcome: { new: counted('new'), renewed: counted('renewed'), invited: counted('invited'), member: counted('member') }
	};
};

type Change = (actor: App.Locals['actor'], where: { organisationId: string; id: string }) => Promise<void>;

function onOne(change: Change, done: (typeof dones)[number]) {
	return async ({ request, locals, params, url }: RequestEvent) => {
		const id = formText(await request.formData(), 'invitation');
		const work = async () => {
			if (!validate(id)) throw new DomainError('invitation.not_found');
			await change(locals.actor, { organisationId: params.organisation, id });
		};
		const { failure } = await orProblem(locals, {}, work());
		if (failure !== undefined) return failure;
		redirect(303, `${url.pathname}?done=${done}`);
	};
}

function onAll(what: 'drafts' | 'reminders') {
	return async ({ locals, params, url }: RequestEvent) => {
		const { done, failure } = await orProblem(locals, {}, sendAllLetters(locals.actor, params.organisation, what));
		if (failure !== undefined) return failure;
		redirect(303, `${url.pathname}?progress=${done}`);
	};
}

export const actions: Actions = {
	remind: onOne(remindInvitation, 'sent'),
	send: onOne(sendInvitation, 'sent'),
	withdraw: onOne(withdrawInvitation, 'withdrawn'),
	drafts: onAll('drafts'),
	reminders: onAll('reminders'),
	cancel: async ({ request, locals, url }) => {
		const id = formText(await request.formData(), 'progress');
		if (locals.actor.kind === 'person' && validate(id)) await cancelProgress(locals.actor, id);
		redirect(303, `${url.pathname}?progress=${encodeURIComponent(id)}`);
	}
};
