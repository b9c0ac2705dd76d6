import { describe, expect, it } from 'vitest';
import { locales } from '../locale.ts';
import { renderMail } from './render.ts';

const content = {
	locale: 'kk',
	title: 'Өрлеу <мектебі> & «Қадам»',
	paragraphs: ['Құрметті Ә. "Ң" O\'Neill!\r\nBcc: x@y.kz', '<script>alert(1)</script>'],
	action: { label: 'Ашу', url: 'https://qadam.kz/kk/invitations/abc?x=1&y="2"' }
} as const;

describe('a mail', () => {
	it('says the same as text and as HTML', () => {
		const { text } = renderMail(content);
		expect(text).toBe(
			'Өрлеу <мектебі> & «Қадам»\n\nҚұрметті Ә. "Ң" O\'Neill! Bcc: x@y.kz\n\n<script>alert(1)</script>\n\nАшу:\nhttps://qadam.kz/kk/invitations/abc?x=1&y="2"\n\n-- \nБұл хатты Qadam автоматты түрде жіберді, оған жауап берудің қажеті жоқ.\n'
		);
	});

	it('escapes everything', () => {
		const { html } = renderMail(content);
		expect(html).not.toContain('<script');
		expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
		expect(html).toContain('Өрлеу &lt;мектебі&gt; &amp; «Қадам»');
		expect(html).toContain('href="https://qadam.kz/kk/invitations/abc?x=1&amp;y=&quot;2&quot;"');
		expect(html).toContain('O&#39;Neill');
	});

	it.each(locales)('has its language and a footer: %s', (locale) => {
		const { html, text } = renderMail({ locale, title: 't', paragraphs: [] });
		expect(html).toContain(`<html lang="${locale}"`);
		expect(text.split('-- \n')[1]).toMatch(/Qadam/);
		expect(html).not.toContain('<a ');
	});

	it.each(['javascript:alert(1)', '/kk', 'data:text/html,x'])('leads nowhere but to the web: %s', (url) => {
		expect(() => renderMail({ ...content, action: { label: 'x', url } })).toThrow('absolute');
	});
});
