import { m } from '#paraglide/messages.js';
import { tell } from '#platform/http/problem.ts';

/** The words of this context's error codes. */
export const insightErrors = {
	'wave.dimension_unknown': tell(m.error_wave_dimension_unknown_title, m.error_wave_dimension_unknown_detail),
	'wave.node_unknown': tell(m.error_wave_node_unknown_title, m.error_wave_node_unknown_detail),
	'wave.not_found': tell(m.error_wave_not_found_title, m.error_wave_not_found_detail),
	'wave.not_published': tell(m.error_wave_not_published_title, m.error_wave_not_published_detail)
} as const;
