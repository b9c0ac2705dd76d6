import { z } from 'zod';
import { DomainError } from '#platform/errors.ts';

/** Which events of the log are wanted. Absent parts narrow nothing. */
export interface AuditFilter {
	readonly action?: string;
	/** Number of a person, of a subject, or of a request: whatever somebody has at hand. */
	readonly id?: string;
	/** From the beginning of this day to the end of that one, in Kazakhstan's time. */
	readonly from?: Date;
	readonly until?: Date;
	/** Only events older than the one with this id: where the last page ended. */
	readonly before?: string;
}

/** What was typed into the filter; empty texts count as absent. */
export type TypedAuditFilter = Readonly<Partial<Record<'action' | 'id' | 'from' | 'to' | 'before', string | undefined>>>;

const uuid = z.uuid();
const day = z.iso.date();

/** Kazakhstan has one time zone since 2024 (order of the Government no. 20 of 19 January 2024): UTC+5. */
const zone = '+05:00';
const oneDay = 24 * 60 * 60 * 1000;

/** Reads a filter. Throws `audit.filter` with the field that is no id, no date, or no action. */
export function readAuditFilter(typed: TypedAuditFilter): AuditFilter {
	const refuse = (field: string): never => {
		throw new DomainError('audit.filter', { field });
	};
	const dayOf = (field: 'from' | 'to') => {
		const text = typed[field]?.trim();
		return text ? new Date(`${day.safeParse(text).data ?? refuse(field)}T00:00:00${zone}`) : undefined;
	};
	const idOf = (field: 'id' | 'before') => {
		const text = typed[field]?.trim().toLowerCase();
		return text ? (uuid.safeParse(text).data ?? refuse(field)) : undefined;
	};
	const action = typed.action?.trim();
	if (action && !/^[a-z_]+\.[a-z_]+$/.test(action)) refuse('action');
	const [id, before, from, lastDay] = [idOf('id'), idOf('before'), dayOf('from'), dayOf('to')];
	return {
		...(action ? { action } : {}),
		...(id === undefined ? {} : { id }),
		...(before === undefined ? {} : { before }),
		...(from === undefined ? {} : { from }),
		...(lastDay === undefined ? {} : { until: new Date(lastDay.getTime() + oneDay) })
	};
}
