import { z } from 'zod';
import type { LocalText } from '#platform/locale.ts';

const localText = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) }) satisfies z.ZodType<LocalText>;

export const groupNames = ['start', 'deepen', 'lead'] as const;
/** A group of teachers for training: by their level in the competence. */
export type GroupName = (typeof groupNames)[number];

/** Course themes for the competences of a framework, as they stand in `content/needs`. */
export const themesSchema = z.strictObject({
	version: z.string(),
	/** Id of the framework whose competences have themes. */
	framework: z.string(),
	/** Programmes of professional development whose topics the themes name. */
	programmes: z.array(z.strictObject({ id: z.string(), title: localText })),
	/** Which levels make a group, how many hours of training are suggested for it, and how many seats a group has at most. */
	groups: z.array(
		z.strictObject({
			band: z.enum(groupNames),
			levels: z.array(z.enum(['below', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'])).min(1),
			hours: z.int().min(1),
			seats: z.int().min(1)
		})
	),
	themes: z.array(
		z.strictObject({
			competence: z.string(),
			title: localText,
			/** What a teacher does after the course. */
			outcome: localText,
			topics: z.array(z.strictObject({ programme: z.string(), code: z.string() }))
		})
	)
});

export type Themes = z.infer<typeof themesSchema>;
export type Theme = Themes['themes'][number];
