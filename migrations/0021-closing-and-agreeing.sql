-- Closing an organisation ends what is open in it: roles, invitations, its places in consortia. Whoever closes it may not give every role that ends, and
-- the own one ends, too; so it is one act of the database, which asks for the right to manage and says what has ended.
create function people.close_organisation(organisation uuid) returns table (what text, id uuid, role text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	if not people.may('organisation.manage', organisation) then
		raise exception 'right.missing' using errcode = 'insufficient_privilege';
	end if;
	update people.organisation o set closed_at = now() where o.id = organisation and o.closed_at is null;
	if not found then return; end if;
	return query
		update people.membership m set until = greatest(now(), m.since) where m.organisation_id = organisation and m.until is null
		returning 'membership', m.id, m.role;
	return query
		update people.invitation i set state = 'withdrawn', settled_at = now()
		where i.organisation_id = organisation and i.state in ('drafted', 'sent', 'bounced')
		returning 'invitation', i.id, i.role;
	update people.consortium_member c set until = current_date
	where (c.organisation_id = organisation or c.consortium_id = organisation) and c.until is null;
end $$;

-- A university joins a consortium when both want it: the consortium proposes, whoever manages the university agrees. Those of before have agreed.
alter table people.consortium_member add column agreed_at timestamptz;
update people.consortium_member set agreed_at = since;

drop policy consortium_member_write on people.consortium_member;
create policy consortium_member_propose on people.consortium_member for insert with check (
	people.may('organisation.manage', consortium_id) and (agreed_at is null or people.may('organisation.manage', organisation_id))
);
create policy consortium_member_change on people.consortium_member for update
	using (people.may('organisation.manage', consortium_id) or people.may('organisation.manage', organisation_id))
	with check (until is not null or agreed_at is null or people.may('organisation.manage', organisation_id));
revoke update on people.consortium_member from qadam_application_rights;
grant update (until, agreed_at) on people.consortium_member to qadam_application_rights;

-- What was done to a person's roles is about that person, too.
create policy audit_event_about_own_role on people.audit_event for select using (
	subject_id in (select membership.id from people.membership where membership.person_id = any ((select people.acting_persons())::uuid[]))
);

-- Who waits to be erased concerns the jobs alone.
grant usage on schema people to qadam_jobs_rights;
revoke execute on function people.due_erasures from qadam_application_rights;
grant execute on function people.due_erasures to qadam_jobs_rights;

revoke execute on function people.close_organisation from public;
grant execute on function people.close_organisation to qadam_application_rights;
