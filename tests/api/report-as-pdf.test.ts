import { expect, test } from 'vitest';
import { locales } from '#platform/locale.ts';
import { api } from '../../src/api.ts';
import { useDatabase } from '../database.ts';

useDatabase();

async function call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
	const response = await api.request(`/api/v1${path}`, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) })
	});
	expect(response.ok).toBe(true);
	return response;
}

test('the report is answered as PDF to whoever accepts one', async () => {
	const started = await call('POST', '/attempts', {}, { instrument: 'selfie-kz', locale: 'kk', consent: true });
	const { id, resumeCode } = (await started.json()) as { id: string; resumeCode: string };
	const guest = { authorization: `Bearer ${resumeCode}` };
	await call('PUT', `/attempts/${id}/answers/1.1.1`, guest, { answer: 'B1' });
	await call('POST', `/attempts/${id}/submit`, guest, {});
	for (const locale of locales) {
		const response = await call('GET', `/attempts/${id}/report?locale=${locale}`, { ...guest, accept: 'application/pdf' });
		expect(response.headers.get('content-type')).toBe('application/pdf');
		const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
		expect(pdf).toMatch(/^%PDF-/);
		expect(pdf).toContain(`/Lang (${locale})`);
	}
});
