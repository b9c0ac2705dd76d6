import { importPages } from '../../../../../../../../import-pages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = importPages('people').sample;
