import { LineChart } from 'echarts/charts';
import { GraphicComponent, PolarComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, PolarComponent, GraphicComponent, SVGRenderer]);

/** One corner of the radar. */
export interface RadarAxis {
	/** Name of the area, in the reader's language; it is wrapped. */
	readonly name: string;
	/** What is printed under the name, for example "B1 · 3.2". */
	readonly note: string;
	/** Distance from the centre in rings; null leaves a gap. */
	readonly value: number | null;
	/** The same of the previous attempt, drawn faintly behind. */
	readonly previous?: number | null;
}

export interface Radar {
	/** Clockwise from the top; the layout is made for six. */
	readonly axes: readonly RadarAxis[];
	/** Labels of the rings from the innermost outwards. */
	readonly rings: readonly string[];
	/** Read out by a screen reader in place of the picture. */
	readonly title: string;
	/** The numbers of the picture in words. */
	readonly description: string;
	/** Told apart when a page carries several charts. */
	readonly id: string;
}

/** `page`: colours are the design tokens of src/ui/tokens.css and follow light and dark. `print`: the same colours of the light theme, fixed. */
export type ChartColours = 'page' | 'print';

const palettes = {
	page: {
		ring: 'var(--line, #dfdad2)',
		outerRing: 'var(--line-strong, #857d71)',
		ink: 'var(--ink, #23201c)',
		soft: 'var(--ink-soft, #5b554d)',
		accent: 'var(--accent, #0b6ea8)',
		previous: 'var(--line-strong, #857d71)',
		paper: 'var(--paper, #fff)',
		font: 'inherit'
	},
	print: {
		ring: '#dfdad2',
		outerRing: '#857d71',
		ink: '#23201c',
		soft: '#5b554d',
		accent: '#0b6ea8',
		previous: '#857d71',
		paper: '#fff',
		font: 'Source Sans 3'
	}
} as const;

/** User units of the drawing: the narrowest phone. Wider places scale it. */
const width = 360;
const height = 300;
const centre = { x: width / 2, y: 149 };
const radius = 102;
const fontSize = 13;
const lineHeight = 15;
/** Longest line of a label in characters: at the side there is a quarter of the width, above and below the whole. */
const lineLength = { side: 15, middle: 34 };

/** Breaks a name between words into lines of at most `limit` characters; a longer word keeps a line of its own. */
export function wrapLabel(name: string, limit: number): string[] {
	return name.split(' ').reduce<string[]>((lines, word) => {
		const last = lines.at(-1);
		if (last === undefined || last.length + 1 + word.length > limit) return [...lines, word];
		return [...lines.slice(0, -1), `${last} ${word}`];
	}, []);
}

function escapeXml(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * Places the label of a corner. Labels beside the picture are set flush with its edge, above the upper corners and below the lower ones: there
 * the hexagon is narrow, so that a long Kazakh word fits on a phone.
 */
function placeLabel(axis: RadarAxis, index: number, count: number, colours: (typeof palettes)[ChartColours]): object[] {
	const angle = Math.PI / 2 - (2 * Math.PI * index) / count;
	const corner = { x: centre.x + radius * Math.cos(angle), y: centre.y - radius * Math.sin(angle) };
	const isMiddle = Math.abs(Math.cos(angle)) < 0.1;
	const isUpper = Math.sin(angle) > 0;
	const align = isMiddle ? 'center' : corner.x > centre.x ? 'right' : 'left';
	const x = isMiddle ? centre.x : corner.x > centre.x ? width - 2 : 2;
	const lines = [...wrapLabel(axis.name, isMiddle ? lineLength.middle : lineLength.side), axis.note];
	const gap = isMiddle ? 12 : 6;
	const top = isUpper ? corner.y - gap - lines.length * lineHeight : corner.y + gap;
	return lines.map((text, line) => {
		const isNote = line === lines.length - 1;
		return {
			type: 'text',
			silent: true,
			style: {
				text,
				x,
				y: Math.round(top + line * lineHeight + lineHeight / 2),
				align,
				verticalAlign: 'middle',
				fill: isNote ? colours.accent : colours.ink,
				fontSize,
				fontFamily: colours.font,
				fontWeight: isNote ? 600 : 400
			}
		};
	});
}

/** Labels stand on the upright axis, above the lines of the values and with a halo, so that they stay readable. */
function placeRingLabel(text: string, index: number, count: number, colours: (typeof palettes)[ChartColours]): object {
	const y = Math.round(centre.y - (radius * (index + 1)) / count);
	const halo = { stroke: colours.paper, lineWidth: 3 };
	return {
		type: 'text',
		silent: true,
		z: 20,
		style: { text, x: centre.x - 6, y, align: 'right', verticalAlign: 'middle', fill: colours.soft, fontSize: 11, fontFamily: colours.font, ...halo }
	};
}

/** Values as points of a line that ends where it began. A missing value is a gap. */
function closedLine(values: readonly (number | null)[]): (number | null)[][] {
	return [...values, values[0] ?? null].map((value, index) => [value, index]);
}

/**
 * Draws a radar as an SVG string: the same axes, rings and words always give the same string. It needs no browser.
 * The area of an axis without a value stays open; the caller says why in `note`.
 */
export function drawRadar(radar: Radar, colourScheme: ChartColours = 'page'): string {
	const colours = palettes[colourScheme];
	const rings = radar.rings.length;
	const line = { type: 'line', coordinateSystem: 'polar', silent: true, animation: false } as const;
	const hasPrevious = radar.axes.some((axis) => typeof axis.previous === 'number');
	const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
	try {
		chart.setOption({
			animation: false,
			polar: { center: [centre.x, centre.y], radius },
			angleAxis: {
				type: 'value',
				min: 0,
				max: radar.axes.length,
				interval: 1,
				startAngle: 90,
				silent: true,
				axisLine: { lineStyle: { color: colours.outerRing } },
				axisTick: { show: false },
				axisLabel: { show: false },
				splitLine: { show: true, lineStyle: { color: colours.ring } }
			},
			radiusAxis: {
				min: 0,
				max: rings,
				interval: 1,
				silent: true,
				axisLine: { show: false },
				axisTick: { show: false },
				axisLabel: { show: false },
				splitLine: { lineStyle: { color: colours.ring } }
			},
			graphic: {
				elements: [
					...radar.axes.flatMap((axis, index) => placeLabel(axis, index, radar.axes.length, colours)),
					...radar.rings.map((text, index) => placeRingLabel(text, index, rings, colours))
				]
			},
			series: [
				...(hasPrevious
					? [
							{
								...line,
								data: closedLine(radar.axes.map((axis) => axis.previous ?? null)),
								symbol: 'none',
								lineStyle: { color: colours.previous, width: 1.5, type: [4, 3] as number[] }
							}
						]
					: []),
				{
					...line,
					data: closedLine(radar.axes.map((axis) => axis.value)),
					symbol: 'circle',
					symbolSize: 8,
					showAllSymbol: true,
					itemStyle: { color: colours.accent, borderColor: colours.paper, borderWidth: 1.5 },
					lineStyle: { color: colours.accent, width: 2.5 },
					areaStyle: { color: colours.accent, opacity: 0.16 }
				}
			]
		});
		return dressSvg(chart.renderToSVGString({ useViewBox: true }), radar);
	} finally {
		// A chart that isn't disposed keeps its clock, and with it the process, running.
		chart.dispose();
	}
}

/**
 * Adds what a screen reader reads, and takes out what is numbered anew in each drawing: classes with their hover styles, and clips, which a closed
 * scale doesn't need.
 */
function dressSvg(svg: string, radar: Radar): string {
	const label = `${radar.id}-title`;
	const description = `${radar.id}-description`;
	return svg
		.replace(/<style\b[\s\S]*?<\/style>/, '')
		.replace(/<defs\b[\s\S]*?<\/defs>/, '')
		.replace(/ clip-path="[^"]*"/g, '')
		.replace(/ (?:class="zr\d[^"]*"|ecmeta_\w+="[^"]*"|xmlns:xlink="[^"]*"|version="[^"]*"|baseProfile="[^"]*"|pointer-events="[^"]*")/g, '')
		.replace(/<rect [^>]*fill="none"[^>]*><\/rect>\n?/, '')
		.replace(/\n+/g, '\n')
		.replace(
			/^<svg ([^>]*)>/,
			`<svg $1 role="img" aria-labelledby="${label}" aria-describedby="${description}"><title id="${label}">${escapeXml(radar.title)}</title><desc id="${description}">${escapeXml(radar.description)}</desc>`
		);
}
