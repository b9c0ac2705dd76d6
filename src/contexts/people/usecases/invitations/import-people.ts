import { v7 as uuidv7 } from 'uuid';
import type { DatabaseTransaction } from '#platform/database.ts';
import { defaultLocale } from '#platform/locale.ts';
import { mailboxKey, normaliseEmail } from '#platform/mail/email.ts';
import type { PlannedRow, ReadRow, RowProblem } from '../../domain/import.ts';
import { invitationDays } from '../../domain/invitation.ts';
import { memberColumns, type MemberField, type MemberRow, readMemberRow } from '../../domain/member-row.ts';
import { cleanName } from '../../domain/person-name.ts';
import { findGrantable, findPlaces, type Place } from '../../store/import-people.ts';
import type { Candidate, NewInvitation } from '../../store/invitations.ts';
import { type ImportContext, importType } from '../import-kind.ts';
import { type Judgement, judgeCandidates } from './judge-candidates.ts';
import { requireMail } from './send-letters.ts';
import { storeAndSend } from './invite.ts';

/** Invitations in one statement: few enough that progress moves and cancelling is quick. */
const chunkSize = 500;

interface PlannedMember extends PlannedRow {
	readonly invitation: (Candidate & Pick<NewInvitation, 'name' | 'locale'>) | null;
}

const problem = (field: MemberField | null, code: string, parameters: RowProblem['parameters'] = {}): RowProblem => ({ field, code, parameters });

/** Why nobody is written to, as the report says it. */
const reasons: Readonly<Partial<Record<Judgement, string>>> = {
	member: 'invitation.member_already',
	invited: 'invitation.asked_already',
	declined: 'invitation.declined_before'
};

interface Understood {
	readonly line: number;
	readonly row: MemberRow;
	/** The address as the file has it: shown where it is none. */
	readonly typed: string;
	readonly candidate: Candidate | null;
	readonly problems: readonly RowProblem[];
}

/** What each row asks for, or what is wrong with it: an address, an organisation of this tree, a role that the importer may give there. */
async function understand(
	transaction: DatabaseTransaction,
	organisationId: string,
	rows: readonly ReadRow<MemberField>[]
): Promise<Understood[]> {
	const cleaning = { email: normaliseEmail, name: cleanName };
	const read = rows.map(({ line, record }) => ({ line, typed: record.email.trim(), ...readMemberRow(record, cleaning) }));
	const codes = [...new Set(read.flatMap(({ row }) => (row.organisationCode === null ? [] : [row.organisationCode])))];
	const places = new Map<string | null, Place>((await findPlaces(transaction, organisationId, codes)).map((place) => [place.code, place]));
	const placeOf = ({ organisationCode }: MemberRow) => (organisationCode === null ? places.get(null) : places.get(organisationCode));
	const roleOf = ({ role }: MemberRow) => role ?? 'teacher';
	const wanted = read.flatMap(({ row }) => {
		const place = placeOf(row);
		return place === undefined ? [] : [{ organisationId: place.id, role: roleOf(row) }];
	});
	const grantable = await findGrantable(transaction, wanted);
	return read.map(({ line, typed, row, problems }) => {
		const place = placeOf(row);
		const role = roleOf(row);
		const further = [
			...(place === undefined ? [problem('organisation', 'invitation.organisation_outside')] : []),
			...(place?.isClosed ? [problem('organisation', 'organisation.closed')] : []),
			...(place !== undefined && !grantable.has(`${place.id} ${role}`) ? [problem('role', 'right.missing')] : [])
		];
		const all = [...problems, ...further];
		const candidate = all.length > 0 || place === undefined ? null : { email: row.email, organisationId: place.id, role };
		return { line, row, typed, candidate, problems: all };
	});
}

async function plan(
	transaction: DatabaseTransaction,
	{ organisationId, options }: ImportContext,
	rows: readonly ReadRow<MemberField>[]
): Promise<PlannedMember[]> {
	requireMail();
	const understood = await understand(transaction, organisationId, rows);
	const candidates = understood.flatMap(({ candidate }) => (candidate === null ? [] : [candidate]));
	const judged = await judgeCandidates(transaction, candidates);
	const judgements = new Map(candidates.map((candidate, index) => [candidate, judged[index]]));
	const lines = new Map<string, number>();
	const mailboxes = new Map<string, number>();
	return understood.map(({ line, row, typed, candidate, problems }): PlannedMember => {
		const label = [row.name, row.email === '' ? typed : row.email].filter((part) => part !== null && part !== '').join(', ');
		const planned = { line, label, targetId: null, changes: [], problems, invitation: null };
		if (candidate === null) return { ...planned, outcome: 'wrong' };
		const place = `${candidate.organisationId} ${candidate.role}`;
		const twin = lines.get(`${candidate.email} ${place}`);
		if (twin !== undefined) return { ...planned, outcome: 'skipped', problems: [problem('email', 'invitation.twice_in_file', { line: twin })] };
		lines.set(`${candidate.email} ${place}`, line);
		const { judgement, earlierId } = judgements.get(candidate) ?? { judgement: 'new', earlierId: null };
		const reason = reasons[judgement];
		if (reason !== undefined) return { ...planned, outcome: 'skipped', problems: [problem(null, reason)] };
		const mailbox = `${mailboxKey(candidate.email)} ${place}`;
		const alike = mailboxes.get(mailbox);
		mailboxes.set(mailbox, alike ?? line);
		if (alike !== undefined && !options.areAlikeOthers)
			return { ...planned, outcome: 'alike', problems: [problem('email', 'invitation.alike_in_file', { line: alike })] };
		const invitation = { ...candidate, name: row.name, locale: row.locale ?? defaultLocale };
		return { ...planned, outcome: judgement === 'renewed' ? 'changed' : 'new', targetId: earlierId, invitation };
	});
}

/** People from a file, invited by letter: each gets an own one; members, those who owe an answer, and those who have said no get none. */
export const memberImport = importType<MemberField, PlannedMember>({
	kind: 'people',
	right: 'members.invite',
	columns: memberColumns,
	event: 'people.imported',
	// Whoever invites the same person in the same moment is stopped by the database, which keeps one open invitation.
	lock: () => Promise.resolve(),
	plan,
	apply: async (transaction, person, _context, planned, report) => {
		const due = planned.filter(({ outcome }) => outcome === 'new' || outcome === 'changed');
		const made: { line: number; targetId: string }[] = [];
		for (let start = 0; start < due.length; start += chunkSize) {
			const chunk = due.slice(start, start + chunkSize);
			const rows = chunk.flatMap(({ line, targetId, invitation }): NewInvitation[] => {
				if (invitation === null || targetId !== null) return [];
				const id = uuidv7();
				made.push({ line, targetId: id });
				return [{ id, kind: 'email', state: 'sent', days: invitationDays.usual, ...invitation }];
			});
			await storeAndSend(transaction, person, rows, chunk.flatMap(({ targetId }) => (targetId === null ? [] : [targetId])));
			await report(start + chunk.length);
		}
		return made;
	}
});
