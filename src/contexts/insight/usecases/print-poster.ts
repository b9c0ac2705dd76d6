import type { Actor } from '#platform/actor.ts';
import { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';
import { viewWave } from './view-wave.ts';

/**
 * The poster of an open wave, at the whole or at one organisation in it, as a PDF. `drawCode` draws the QR code of a code for joining as SVG;
 * `address` is where a code is typed. Throws the codes of `viewWave`, and `wave.not_open`.
 */
export async function printPoster(
	actor: Actor,
	waveId: string,
	{
		nodeId,
		locale,
		address,
		drawCode
	}: {
		readonly nodeId?: string | undefined;
		readonly locale: Locale;
		readonly address: string;
		readonly drawCode: (code: string) => Promise<string>;
	}
): Promise<Uint8Array> {
	const { wave, node, path } = await viewWave(actor, waveId, nodeId);
	const [root] = path;
	if (wave.state !== 'open' || node === undefined || root === undefined) throw new DomainError('wave.not_open');
	const { renderPoster } = await import('../wave-poster.ts');
	return renderPoster({ wave, node, asks: root.name, qr: await drawCode(node.joinCode), address }, locale);
}
