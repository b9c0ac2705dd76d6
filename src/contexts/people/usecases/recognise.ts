import { DomainError } from '#platform/errors.ts';
import type { Actor } from '#platform/actor.ts';
import { hashResumeCode, parseResumeCode } from '../domain/resume-code.ts';
import { countAttempt, forgiveAttempt } from '../store/attempt-limits.ts';
import { findPersonByCodeHash } from '../store/people.ts';
import type { Visit } from './accounts/visit.ts';

/**
 * As `recognise`, for a code that somebody typed: whoever tries many is made to wait (`rate.limited`).
 */
export async function recogniseTyped(visit: Visit, typedCode: string): Promise<Actor> {
	await countAttempt('code.network', visit.network);
	const actor = await recognise(typedCode, visit.requestId);
	await forgiveAttempt('code.network', visit.network, 'one');
	return actor;
}

/**
 * Turns a resume code into the person it belongs to.
 * Throws `resume_code.malformed` (a typing mistake: the check sign is wrong) and `resume_code.unknown` (nobody has it, or the person was erased).
 */
export async function recognise(typedCode: string, requestId: string): Promise<Actor> {
	const code = parseResumeCode(typedCode);
	if (code === undefined) throw new DomainError('resume_code.malformed');
	const personId = await findPersonByCodeHash(hashResumeCode(code));
	if (personId === undefined) throw new DomainError('resume_code.unknown');
	return { kind: 'person', personId, requestId };
}
