-- Whether somebody may invite is asked once a statement, not once a row: ten thousand people from a file are ten thousand rows. The role differs by row.
drop policy invitation_write on people.invitation;
create policy invitation_write on people.invitation for insert with check (
	organisation_id in (select people.organisations_where('members.invite')) and people.may('grant.' || role, organisation_id)
	and invited_by = any ((select people.acting_persons())::uuid[]) and state in ('drafted', 'sent')
);

drop policy invitation_change on people.invitation;
create policy invitation_change on people.invitation for update
	using (
		state in ('drafted', 'sent', 'bounced') and organisation_id in (select people.organisations_where('members.invite'))
		and people.may('grant.' || role, organisation_id)
	)
	with check (state = 'withdrawn' or (state = 'sent' and invited_by = any ((select people.acting_persons())::uuid[])));

-- Whoever sees an invitation may invite there: that is what `invitation_overseen` says. A scalar, not `exists`, which the planner may answer by walking
-- over all invitations for each statement.
drop policy invitation_secret_write on people.invitation_secret;
create policy invitation_secret_write on people.invitation_secret for insert
	with check ((select invitation.organisation_id from people.invitation where invitation.id = invitation_id) is not null);
