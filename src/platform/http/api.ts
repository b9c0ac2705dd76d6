import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Actor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import type { Locale } from '../locale.ts';

/** What every operation finds in its context. */
export interface ApiEnvironment {
	Variables: { actor: Actor; locale: Locale; requestId: string };
}

const problemSchema = z
	.object({
		type: z.string().openapi({ description: 'Address of the explanation of this code.' }),
		title: z.string(),
		status: z.number().int(),
		detail: z.string().openapi({ description: 'What happened and what to do next, in the language asked for.' }),
		code: z.string().openapi({ description: 'Stable; decide by this one.', example: 'attempt.submitted' }),
		parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
		requestId: z.string()
	})
	.openapi('Problem');

/** The answer of every operation that goes wrong. */
export const problemResponses = {
	default: { description: 'What went wrong (RFC 9457)', content: { 'application/problem+json': { schema: problemSchema } } }
} as const;

/**
 * A new part of the API. Input that does not fit its schema becomes a coded error: the code that `fieldCodes` has for the wrong field, else
 * `request.invalid` with the name of the field.
 */
export function newApi(fieldCodes: Readonly<Record<string, string>>): OpenAPIHono<ApiEnvironment> {
	return new OpenAPIHono<ApiEnvironment>({
		defaultHook: (result) => {
			if (result.success) return;
			const field = result.error.issues[0]?.path.join('.') ?? '';
			const code = fieldCodes[field];
			throw code === undefined ? new DomainError('request.invalid', { field: field || 'body' }) : new DomainError(code);
		}
	});
}
