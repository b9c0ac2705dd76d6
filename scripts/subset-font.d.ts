declare module 'subset-font' {
	interface SubsetOptions {
		readonly targetFormat?: 'sfnt' | 'woff' | 'woff2';
		readonly preserveNameIds?: readonly number[];
		readonly keepFeatures?: readonly string[];
		readonly keepAllGlyphs?: boolean;
		readonly noHinting?: boolean;
		readonly dropTables?: readonly string[];
	}
	export default function subsetFont(font: Buffer, text: string, options?: SubsetOptions): Promise<Buffer>;
}
