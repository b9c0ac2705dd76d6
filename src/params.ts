import { defineParams } from '@sveltejs/kit/params';
import { isLocale } from '#platform/locale.ts';

/** Matchers for route parameters. */
export const params = defineParams({
	locale: (value) => (isLocale(value) ? value : undefined),
	uuid: (value) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : undefined)
});
