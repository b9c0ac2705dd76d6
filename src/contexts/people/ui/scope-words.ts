import { m } from '#paraglide/messages.js';
import type { TokenScope } from '../domain/api-token.ts';

/** What a scope allows, in the language of the page. */
export const scopeWords: Readonly<Record<TokenScope, () => string>> = {
	'read:me': m.scope_read_me,
	'write:me': m.scope_write_me,
	'read:attempts': m.scope_read_attempts,
	'write:attempts': m.scope_write_attempts,
	'read:organisations': m.scope_read_organisations,
	'write:organisations': m.scope_write_organisations,
	'read:waves': m.scope_read_waves,
	'write:waves': m.scope_write_waves,
	'read:audit': m.scope_read_audit
};
