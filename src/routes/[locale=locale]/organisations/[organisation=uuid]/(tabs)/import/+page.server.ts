import { importPages } from '../../../../../../import-pages.ts';
import type { Actions, PageServerLoad } from './$types';

const pages = importPages('organisations');

export const load: PageServerLoad = pages.start;

export const actions: Actions = { default: pages.upload };
