/** What a person recognises an own device by: names of products, so they are the same in every language. Empty where it is not told. */
export interface DeviceName {
	readonly browser: string;
	readonly system: string;
}

/** The first that matches names it: browsers claim to be their ancestors, too, so the special ones come first. */
const browsers: readonly (readonly [RegExp, string])[] = [
	[/YaBrowser\//, 'Yandex Browser'],
	[/EdgA?\//, 'Edge'],
	[/OPR\//, 'Opera'],
	[/SamsungBrowser\//, 'Samsung Internet'],
	[/Firefox\/|FxiOS\//, 'Firefox'],
	[/Chrome\/|CriOS\//, 'Chrome'],
	[/Safari\//, 'Safari']
];
const systems: readonly (readonly [RegExp, string])[] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux']
];

function firstMatch(names: readonly (readonly [RegExp, string])[], text: string): string {
	return names.find(([pattern]) => pattern.test(text))?.[1] ?? '';
}

/** Browser and system by the `User-Agent` header. */
export function nameDevice(userAgent: string | null): DeviceName {
	return { browser: firstMatch(browsers, userAgent ?? ''), system: firstMatch(systems, userAgent ?? '') };
}
