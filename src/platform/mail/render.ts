import { m } from '#paraglide/messages.js';
import type { Locale } from '../locale.ts';

/** What a mail says, before it has a form. Plain texts: everything is escaped here. */
export interface MailContent {
	readonly locale: Locale;
	/** The heading; as a rule the subject, too. */
	readonly title: string;
	readonly paragraphs: readonly string[];
	/** The one thing to do, with an absolute address. */
	readonly action?: { readonly label: string; readonly url: string };
	/** Why the reader gets this. By default: that Qadam wrote it, and that it needs no answer. */
	readonly footer?: string;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);

/** One line: a name that somebody chose can't begin a paragraph of its own. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Colours of the design system (src/ui/tokens.css), written out, because mail programs know no variables. */
const colours = { ink: '#1f2933', soft: '#52606d', accent: '#0b6aa8', line: '#d9d6cf', ground: '#f6f4f0' };

/** Mail as plain text and as simple HTML that reads well in any mail program, with a screen reader, without pictures, and in the dark. */
export function renderMail({ locale, title, paragraphs, action, footer }: MailContent): { text: string; html: string } {
	if (action !== undefined && !/^https?:\/\//.test(action.url)) throw new Error('The address of a mail is absolute, http or https');
	const heading = oneLine(title);
	const lines = paragraphs.map(oneLine);
	const closing = oneLine(footer ?? m.mail_footer({}, { locale }));
	const label = action === undefined ? '' : oneLine(action.label);

	const text = [heading, ...lines, ...(action === undefined ? [] : [`${label}:\n${action.url}`]), `-- \n${closing}`].join('\n\n') + '\n';

	const font = "font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
	const button =
		action === undefined
			? []
			: [
					`<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:12px 24px;border-radius:6px;background:${colours.accent};color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(label)}</a></p>`,
					`<p style="margin:0 0 16px;color:${colours.soft};font-size:14px">${escapeHtml(m.mail_link_hint({}, { locale }))}<br><a href="${escapeHtml(action.url)}" style="color:${colours.accent};word-break:break-all">${escapeHtml(action.url)}</a></p>`
				];
	const html = [
		'<!doctype html>',
		`<html lang="${locale}" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(heading)}</title></head>`,
		`<body style="margin:0;padding:24px 16px;background:${colours.ground};color:${colours.ink};${font};font-size:16px;line-height:1.5">`,
		`<div role="article" lang="${locale}" aria-label="${escapeHtml(heading)}" style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff;border:1px solid ${colours.line};border-radius:10px">`,
		`<p style="margin:0 0 24px;font-weight:700;color:${colours.accent}">Qadam</p>`,
		`<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(heading)}</h1>`,
		...lines.map((line) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`),
		...button,
		`<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid ${colours.line};color:${colours.soft};font-size:14px">${escapeHtml(closing)}</p>`,
		'</div></body></html>'
	].join('\n');
	return { text, html };
}
