import { z } from 'zod';

const text = z.string().trim().min(1);

/** One text in the three languages, none of them empty: a missing translation stops the loading of the document. */
export const localText = z.strictObject({ kk: text, ru: text, en: text });
