/**
 * What the first item page costs a teacher who opens it cold in a village school: bytes and requests until it has loaded, what comes afterwards in
 * idle time, and how long until a choice can be made on a slow line with a slow processor. Limits: 60 kB, 12 requests, 2.5 s.
 */
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../tests/browser.ts';
import { inTemporaryFolder, startQadamProcess } from '../tests/qadam-process.ts';
import { HttpConnection } from './http-connection.ts';
import { describeMachine, median, round, tell } from './machine.ts';
import { listItems, type OpenAttempt, startAttempt } from './taking.ts';

const slowLine = { kilobitsPerSecond: 400, roundTripMs: 400, processorSlowdown: 4 };
const runs = 5;
/** Idle time after the load in which kept pages and the service worker are fetched. */
const idleMs = 8_000;

interface Meter {
	readonly port: number;
	/** Everything so far, of pages and service worker alike. */
	readonly read: () => { bytes: number; requests: string[] };
	readonly close: () => void;
}

/** A passage to the server that counts what goes through: a browser does not tell of its service worker's requests. */
async function openMeter(target: number): Promise<Meter> {
	let bytes = 0;
	const requests: string[] = [];
	const server = createServer((client) => {
		const qadam = connect(target, '127.0.0.1');
		client.on('data', (chunk) => {
			for (const match of chunk.toString('latin1').matchAll(/^(?:GET|PUT|POST) (\S+) HTTP\/1\.1\r$/gm)) requests.push(match[1] as string);
		});
		qadam.on('data', (chunk) => (bytes += chunk.length));
		for (const socket of [client, qadam]) socket.on('error', () => undefined).on('close', () => (client.destroy(), qadam.destroy()));
		client.pipe(qadam).pipe(client);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return { port: (server.address() as AddressInfo).port, read: () => ({ bytes, requests: [...requests] }), close: () => server.close() };
}

/** A device that was never here before, with the resume code that starting the attempt left on it. */
async function openDevice(browser: Browser, origin: string, attempt: OpenAttempt): Promise<BrowserContext> {
	const device = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'kk' });
	await device.addCookies([{ name: 'qadam_code', value: attempt.resumeCode, url: origin, httpOnly: true, sameSite: 'Lax' }]);
	return device;
}

interface Sums {
	requests: number;
	bytes: number;
}

/** Bytes over the line with headers, as the browser counts them, by kind of resource, until the page has loaded; then the rest in idle time. */
async function weigh(browser: Browser, origin: string, path: string, attempt: OpenAttempt, meter: Meter): Promise<object> {
	const device = await openDevice(browser, origin, attempt);
	const page = await device.newPage();
	const session = await device.newCDPSession(page);
	await session.send('Network.enable');
	const kindOf = new Map<string, string>();
	const byKind: Record<string, Sums> = {};
	session.on('Network.requestWillBeSent', ({ requestId, type }) => kindOf.set(requestId, (type ?? 'Other').toLowerCase()));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const sums = (byKind[kindOf.get(requestId) ?? 'other'] ??= { requests: 0, bytes: 0 });
		sums.requests += 1;
		sums.bytes += encodedDataLength;
	});
	await page.goto(`${origin}${path}`, { waitUntil: 'load' });
	const untilLoad = structuredClone(byKind);
	const metered = meter.read();
	await page.waitForTimeout(idleMs);
	const afterwards = meter.read();
	await device.close();
	const all = Object.values(untilLoad);
	return {
		bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
		requests: all.reduce((sum, { requests }) => sum + requests, 0),
		byKind: untilLoad,
		inIdleTime: {
			bytes: afterwards.bytes - metered.bytes,
			requests: afterwards.requests.length - metered.requests.length,
			pages: afterwards.requests
				.slice(metered.requests.length)
				.filter((address) => address.includes('/self-assessment/') && !address.startsWith('/api/')).length
		}
	};
}

interface Moments {
	readonly firstPaint: number;
	readonly usable: number;
	readonly stored: number;
}

/** Runs in the page: chooses a statement as soon as the page takes the choice, and notes the moments, in milliseconds after the navigation began. */
function chooseWhenReady(): void {
	const begin = performance.now.bind(performance);
	let usable = 0;
	const look = (): void => {
		const radio = document.querySelector<HTMLInputElement>('input[name="answer"]');
		const state = () => document.getElementById('taking-status')?.dataset['state'];
		if (usable === 0 && radio !== null && document.documentElement.dataset['script'] === 'ready') {
			radio.click();
			if (state() === 'saving') usable = begin();
		}
		if (usable > 0 && state() === 'saved') {
			const firstPaint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
			(globalThis as { moments?: Moments }).moments = { firstPaint, usable, stored: begin() };
		} else setTimeout(look, 5);
	};
	if (location.pathname.includes('/items/')) look();
}

async function timeOnSlowLine(browser: Browser, origin: string, path: string, attempt: OpenAttempt): Promise<Moments> {
	const device = await openDevice(browser, origin, attempt);
	const page = await device.newPage();
	await page.addInitScript(chooseWhenReady);
	const session = await device.newCDPSession(page);
	const bytesPerSecond = (slowLine.kilobitsPerSecond * 1_000) / 8;
	await session.send('Network.enable');
	await session.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: slowLine.roundTripMs,
		downloadThroughput: bytesPerSecond,
		uploadThroughput: bytesPerSecond
	});
	await session.send('Emulation.setCPUThrottlingRate', { rate: slowLine.processorSlowdown });
	await page.goto(`${origin}${path}`, { waitUntil: 'commit', timeout: 60_000 });
	await page.waitForFunction(() => 'moments' in globalThis, undefined, { timeout: 60_000 });
	const moments = await page.evaluate(() => (globalThis as unknown as { moments: Moments }).moments);
	await device.close();
	return moments;
}

export async function measure(): Promise<object> {
	return inTemporaryFolder(async (folder) => {
		const qadam = await startQadamProcess({ QADAM_DATA: folder });
		const meter = await openMeter(qadam.port);
		const browser = await launchBrowser();
		try {
			const connection = await HttpConnection.open(qadam.port);
			const [item] = await listItems(connection);
			const origin = `http://localhost:${meter.port}`;
			const pathOf = (attempt: OpenAttempt) => `/kk/self-assessment/${attempt.id}/items/${item}`;

			tell('Weighing the page');
			const weighed = await startAttempt(connection);
			const weight = await weigh(browser, origin, pathOf(weighed), weighed, meter);
			const moments: Moments[] = [];
			for (let run = 1; run <= runs; run++) {
				const attempt = await startAttempt(connection);
				moments.push(await timeOnSlowLine(browser, origin, pathOf(attempt), attempt));
				tell(`Run ${run}: usable after ${round(moments.at(-1)?.usable ?? 0)} ms`);
			}
			connection.close();
			const medianOf = (moment: keyof Moments) => round(median(moments.map((found) => found[moment])));
			return {
				...weight,
				slowLine: { ...slowLine, runs, firstPaintMs: medianOf('firstPaint'), usableMs: medianOf('usable'), storedOnServerMs: medianOf('stored') },
				limits: { bytes: 60_000, requests: 12, usableMs: 2_500 },
				browser: browser.version(),
				...describeMachine()
			};
		} finally {
			await browser.close();
			meter.close();
			await qadam.stop();
		}
	});
}
