import { randomUUID } from 'node:crypto';
import { hashInvitationSecret, newInvitationSecret } from '../../src/contexts/people/domain/invitation-secret.ts';
import { inOwnerSession } from '../database.ts';
import { postgresUrl } from '../qadam-process.ts';

/** What a journey in an organisation begins with. */
export interface PreparedOrganisation {
	readonly organisation: string;
	/** The person with the account, who coordinates it. */
	readonly member: string;
	/** A code by which others may join. */
	readonly invitation: string;
}

/** A district with a school, coordinated by whoever has the account with this address. */
export async function makeOrganisation(dataFolder: string, email: string): Promise<PreparedOrganisation> {
	const [organisation, invitation, code] = [randomUUID(), randomUUID(), newInvitationSecret('code')];
	const name = JSON.stringify({ kk: 'Абай ауданының білім бөлімі', ru: 'Отдел образования Абайского района', en: 'Abai district education' });
	const schoolName = JSON.stringify({ kk: '№ 5 мектеп', ru: 'Школа № 5', en: 'School No. 5' });
	return inOwnerSession(postgresUrl(dataFolder), async (owner) => {
		const { rows } = await owner.query<{ id: string }>('select id from people.account where email = $1', [email]);
		const member = rows[0]?.id ?? '';
		await owner.query(`insert into people.organisation (id, kind, name, ancestors) values ($1, 'district', $2, '{}')`, [organisation, name]);
		await owner.query(`insert into people.organisation (id, parent_id, kind, name, ancestors) values ($1, $2, 'school', $3, '{}')`, [
			randomUUID(),
			organisation,
			schoolName
		]);
		await owner.query(`insert into people.membership (id, person_id, organisation_id, role) values ($1, $2, $3, 'coordinator')`, [
			randomUUID(),
			member,
			organisation
		]);
		await owner.query(
			`insert into people.invitation (id, kind, organisation_id, role, invited_by, message, locale, state, days, expires_at, most_uses)
			values ($1, 'code', $2, 'teacher', $3, 'Қосылыңыздар!', 'kk', 'sent', 30, now() + interval '30 days', 30)`,
			[invitation, organisation, member]
		);
		await owner.query('insert into people.invitation_secret (hash, invitation_id) values ($1, $2)', [hashInvitationSecret(code), invitation]);
		return { organisation, member, invitation: code };
	});
}
