import { describe, expect, it } from 'vitest';
import { fingerprint, type MessageFolder } from './message-files.ts';
import { checkConfirmed, checkContentTexts, checkMessages } from './message-rules.ts';

const folderOf = (kk: Record<string, string>, ru: Record<string, string>, en: Record<string, string>, folder = 'a'): MessageFolder => ({
	folder,
	texts: { kk, ru, en }
});
const good = folderOf({ say: 'Сәлем, {name}!' }, { say: 'Привет, {name}!' }, { say: 'Hello, {name}!' });
const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

describe('messages', () => {
	it('that are right have no findings', () => {
		expect(checkMessages([good], 'text = m.say({ name })')).toEqual([]);
	});

	it.each([
		{ code: 'missing', folder: folderOf({ say: 'а' }, {}, { say: 'b' }) },
		{ code: 'empty', folder: folderOf({ say: ' ' }, { say: 'а' }, { say: 'b' }) },
		{ code: 'parameters', folder: folderOf({ say: 'ә {one}' }, { say: 'б {one}' }, { say: 'b {two}' }) },
		{ code: 'same_text', folder: folderOf({ say: 'текст {n}' }, { say: 'текст {n}' }, { say: 'text {n}' }) }
	])('$code', ({ code, folder }) => {
		expect(codes(checkMessages([folder], 'm.say'))).toEqual([code]);
	});

	it('that nobody names, or that are there twice', () => {
		expect(codes(checkMessages([good], 'm.saying'))).toEqual(['unused']);
		expect(checkMessages([good, { ...good, folder: 'b' }], 'm\n\t.say')).toEqual([
			{ code: 'duplicate_key', place: 'b say', message: 'The key is taken by a.' }
		]);
	});

	it('whose English text changed, came or went are to be confirmed', () => {
		expect(checkConfirmed([good], { say: fingerprint('Hello, {name}!') })).toEqual([]);
		expect(codes(checkConfirmed([good], { say: fingerprint('Hi, {name}!') }))).toEqual(['unconfirmed']);
		expect(codes(checkConfirmed([good], { shout: 'x' }))).toEqual(['unconfirmed', 'confirmed_gone']);
	});
});

it('content texts are found at any depth', () => {
	const content = { items: [{ text: { kk: 'сандық', ru: 'цифровой', en: 'digital' } }] };
	expect(checkContentTexts(content, 'file')).toEqual([{ code: 'kk_digital', place: 'file.items[0].text', message: 'kk: сандық' }]);
});
