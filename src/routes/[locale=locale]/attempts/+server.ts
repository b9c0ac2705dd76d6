import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Where this list once was: bookmarks and kept pages lead here. */
export const GET: RequestHandler = ({ locals }) => redirect(301, `/${locals.locale}/my-place`);
