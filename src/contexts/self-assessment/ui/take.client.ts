/**
 * The script of the taking. The page works without it by plain form posts; with it every choice is stored on the device at once, sent in the
 * background, and the pages ahead are kept on the device, so that the teacher goes on when the line breaks.
 */
import type { AnswerCode } from '../domain/level.ts';
import { type AskedQuestion, readContextForm } from './context-form.ts';
import { keepPages } from './offline/keep-pages.ts';
import { entriesOf, openOutbox, type OutboxEntry, putEntry, takeIn, waitingEntries } from './offline/outbox.ts';
import { sendOutbox } from './offline/send.ts';
import type { TakingPage } from './taking-page.ts';

const page = JSON.parse(document.getElementById('taking')?.textContent ?? '{}') as TakingPage;
const form = document.querySelector<HTMLFormElement>('form[data-taking]');
const status = document.getElementById('taking-status');
const otherTabs = new BroadcastChannel('qadam-taking');
const api = `/api/v1/attempts/${page.attempt}`;
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });

/** Answers of this attempt by item, as this device knows them: those given here and those that the server told of. */
async function currentAnswers(): Promise<Map<string, OutboxEntry & { readonly answer: AnswerCode | null }>> {
	const entries = (await entriesOf(page.attempt)).filter((entry) => entry.state !== 'refused');
	return new Map(
		entries.flatMap((entry) => {
			const item = /\/answers\/([\d.]+)$/.exec(entry.url)?.[1];
			return item === undefined ? [] : [[item, { ...entry, ...(entry.body as { answer: AnswerCode | null }) }]];
		})
	);
}

/** Keeps on the device what the server has. */
async function takeInAnswers(answers: TakingPage['answers']): Promise<void> {
	await takeIn(
		Object.entries(answers).map(([item, { answer, answeredAt, savedAt }]) => ({
			url: `${api}/answers/${item}`,
			attempt: page.attempt,
			body: { answer, answeredAt },
			givenAt: Date.parse(answeredAt),
			state: 'saved',
			savedAt
		}))
	);
}

function say(words: string, state: string): void {
	if (status === null) return;
	status.textContent = words;
	status.dataset['state'] = state;
}

function sayTime(moment: string): void {
	say(page.words.savedAt.replace('{time}', clock.format(new Date(moment))), 'saved');
}

/** Brings the page in line with the answers: the chosen statement, the marks of the items, the counts of the areas. */
async function show(): Promise<void> {
	const answers = await currentAnswers();
	for (const mark of document.querySelectorAll<HTMLElement>('[data-item]')) {
		const isAnswered = (answers.get(mark.dataset['item'] ?? '')?.answer ?? null) !== null;
		mark.toggleAttribute('data-answered', isAnswered);
		const words = mark.querySelector('[data-state]');
		if (words !== null) words.textContent = isAnswered ? page.words.answered : page.words.unanswered;
	}
	for (const area of document.querySelectorAll<HTMLElement>('[data-area-items]')) {
		const items = (area.dataset['areaItems'] ?? '').split(' ');
		const answered = items.filter((item) => (answers.get(item)?.answer ?? null) !== null).length;
		const count = area.querySelector('[data-count]');
		if (count !== null) count.textContent = page.words.progress.replace('{answered}', String(answered)).replace('{total}', String(items.length));
		area.style.setProperty('--share', String(answered / items.length));
		area.toggleAttribute('data-complete', answered === items.length);
	}
	const total = [...answers.values()].filter(({ answer }) => answer !== null).length;
	for (const count of document.querySelectorAll('[data-answered-total]')) count.textContent = String(total);
	for (const part of document.querySelectorAll<HTMLElement>('[data-when-left]')) part.hidden = total >= Number(part.dataset['whenLeft']);
	for (const part of document.querySelectorAll<HTMLElement>('[data-when-all]')) part.hidden = total < Number(part.dataset['whenAll']);
	if (page.item === undefined) return;
	const given = answers.get(page.item);
	for (const radio of form?.querySelectorAll<HTMLInputElement>('input[name="answer"]') ?? []) radio.checked = radio.value === given?.answer;
	if (given?.state === 'saved' && given.savedAt !== undefined) sayTime(given.savedAt);
}

/** Where the browser can, the service worker sends what waits even after the page was closed. */
async function sendWhenClosed(): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const registration: (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } }) | undefined =
		await navigator.serviceWorker.getRegistration();
	await registration?.sync?.register('qadam-outbox').catch(() => undefined);
}

let pause = 2_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits and says how it went; tries again by itself, less and less often, until the line is back. */
async function send(): Promise<void> {
	clearTimeout(timer);
	const outcome = await sendOutbox(() => otherTabs.postMessage('changed'));
	if (outcome === 'retry') {
		if ((await waitingEntries()).length > 0) say(page.words.kept, 'kept');
		timer = setTimeout(() => void send(), pause);
		void sendWhenClosed();
		pause = Math.min(pause * 2, 60_000);
		return;
	}
	pause = 2_000;
	await show();
	if (outcome === 'unknown_person') say(page.words.unknownPerson, 'trouble');
	else if (
		(await entriesOf(page.attempt)).some((entry) => entry.state === 'refused' && (page.item === undefined || entry.url.endsWith(`/${page.item}`)))
	)
		say(page.words.refused, 'trouble');
}

let storing: Promise<void> = Promise.resolve();

function put(url: string, body: unknown, givenAt: number): Promise<void> {
	say(page.words.saving, 'saving');
	storing = putEntry({ url, attempt: page.attempt, body, givenAt, state: 'waiting' });
	return storing.then(() => {
		otherTabs.postMessage('changed');
		void send();
	});
}

function giveAnswer(answer: AnswerCode): void {
	const givenAt = Date.now();
	void put(`${api}/answers/${page.item}`, { answer, answeredAt: new Date(givenAt).toISOString() }, givenAt).then(show);
}

/** Forms around the items are posted when the line is there; without it they wait like answers. */
async function giveOffline(around: HTMLFormElement): Promise<void> {
	const data = new FormData(around);
	const target = around.dataset['taking'] ?? '';
	const body =
		target === 'context' ? readContextForm(JSON.parse(around.dataset['questions'] ?? '[]') as AskedQuestion[], data) : { level: data.get('level') };
	if (target === 'context' || data.get('level') !== null) await put(`${api}/${target}`, body, Date.now());
	location.assign(page.next);
}

function onSubmit(event: SubmitEvent): void {
	if (form === null) return;
	if (page.item !== undefined) {
		event.preventDefault(); // stored at the choice; going on needs no post
		void storing.then(() => location.assign(page.next));
	} else if (form.dataset['taking'] === 'submit') {
		event.preventDefault();
		void finish(form);
	} else if (!navigator.onLine) {
		event.preventDefault();
		void giveOffline(form);
	}
}

/** Submitting needs every answer at the server first. */
async function finish(submitting: HTMLFormElement): Promise<void> {
	say(page.words.saving, 'saving');
	const outcome = await sendOutbox();
	if (outcome === 'sent' && navigator.onLine) submitting.submit();
	else say(outcome === 'unknown_person' ? page.words.unknownPerson : page.words.kept, 'trouble');
}

function onKey(event: KeyboardEvent): void {
	const target = event.target as HTMLElement;
	if (event.ctrlKey || event.metaKey || event.altKey || target.matches('input:not([type="radio"]), textarea, select')) return;
	if (/^[0-6]$/.test(event.key)) {
		const radios = [...(form?.querySelectorAll<HTMLInputElement>('input[name="answer"]') ?? [])];
		const chosen = event.key === '0' ? radios.at(-1) : radios[Number(event.key) - 1];
		if (chosen === undefined) return;
		chosen.focus();
		chosen.checked = true;
		giveAnswer(chosen.value as AnswerCode);
	} else if (!target.matches('input')) {
		if (event.key === 'ArrowRight') location.assign(page.next);
		else if (event.key === 'ArrowLeft' && page.previous !== undefined) location.assign(page.previous);
		else if (event.key === 'ArrowDown' && target === document.body) form?.querySelector<HTMLInputElement>('input[name="answer"]')?.focus();
	}
}

/** What another device gave meanwhile. */
async function readServer(): Promise<void> {
	const response = await fetch(api, { credentials: 'same-origin' }).catch(() => undefined);
	if (response?.ok !== true) return;
	await takeInAnswers(((await response.json()) as { answers: TakingPage['answers'] }).answers);
	await show();
}

async function begin(): Promise<void> {
	try {
		await openOutbox();
	} catch {
		return; // nothing can be kept here: plain form posts
	}
	document.documentElement.dataset['script'] = 'ready';
	form?.addEventListener('submit', onSubmit);
	if (page.item !== undefined) {
		form?.addEventListener('change', (event) => {
			const radio = event.target as HTMLInputElement;
			if (radio.name === 'answer') giveAnswer(radio.value as AnswerCode);
		});
		document.addEventListener('keydown', onKey);
	}
	await takeInAnswers(page.answers);
	otherTabs.addEventListener('message', () => void show());
	addEventListener('online', () => void send());
	addEventListener('pageshow', (event) => event.persisted && void show());
	await show();
	void send();
	const idle = 'requestIdleCallback' in globalThis ? requestIdleCallback : (work: () => void) => setTimeout(work, 500);
	const later = () => idle(() => void keepPages(page.attempt, page.keptPages).then(readServer));
	if (document.readyState === 'complete') later();
	else addEventListener('load', later);
}

void begin();
