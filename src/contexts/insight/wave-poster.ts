import { m } from '#paraglide/messages.js';
import { formatDate, type Locale, locales, type LocalText } from '#platform/locale.ts';
import { printPdf } from '#platform/pdf.ts';
import { shownText, type Wave } from './domain/wave.ts';

export interface PosterSource {
	readonly wave: Wave;
	/** Whose code stands on it. */
	readonly node: { readonly id: string; readonly name: LocalText; readonly joinCode: string };
	/** Name of the organisation that asks. */
	readonly asks: LocalText;
	/** The QR code of the link, as SVG. */
	readonly qr: string;
	/** Where the code is typed, without scheme. */
	readonly address: string;
}

/** A poster for the wall, A4: the code large, the QR code larger, and the promise in the three languages; the reader's language comes first. */
export function renderPoster({ wave, node, asks, qr, address }: PosterSource, locale: Locale): Promise<Uint8Array> {
	const last = new Date(`${wave.closesOn}T06:00:00Z`);
	const order = [locale, ...locales.filter((other) => other !== locale)];
	const data = {
		meta: { locale, title: wave.title },
		title: wave.title,
		asks: shownText(asks, locale),
		place: node.id === wave.organisationId ? '' : shownText(node.name, locale),
		qr: { svg: qr, alt: m.wave_qr({}, { locale }) },
		code: node.joinCode,
		languages: order.map((other) => ({
			locale: other,
			headline: m.wave_poster_headline({}, { locale: other }),
			scan: m.wave_poster_scan({}, { locale: other }),
			or: m.wave_poster_or({ address }, { locale: other }),
			until: m.wave_poster_until({ date: formatDate(last, other) }, { locale: other }),
			time: m.wave_poster_time({}, { locale: other }),
			promise: m.wave_poster_private({}, { locale: other })
		}))
	};
	return printPdf('contexts/insight/pdf/wave-poster.typ', data, { createdAt: wave.openedAt ?? new Date(0) });
}
