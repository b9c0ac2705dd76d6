-- Who is invited where, and what whoever oversees an organisation sees of its members.

create table people.invitation (
	id uuid constraint invitation_pk primary key,
	kind text not null constraint invitation_kind_check check (kind in ('email', 'link', 'code')),
	organisation_id uuid not null constraint invitation_organisation_fk references people.organisation,
	role text not null constraint invitation_role_check check (role in (
		'teacher', 'learner', 'mentor', 'trainer', 'examiner', 'coordinator', 'head', 'methodologist', 'analyst', 'programme_manager',
		'panel_member', 'editor', 'facilitator', 'expert', 'employer', 'administrator'
	)),
	invited_by uuid constraint invitation_inviter_fk references people.person on delete set null,
	-- Of an invitation by letter: the address as `normaliseEmail` writes it, and the invitee's name as the inviter knows it. Both go with the invitee.
	email text constraint invitation_email_check check (length(email) <= 320),
	name text constraint invitation_name_check check (length(name) <= 800),
	message text constraint invitation_message_check check (length(message) <= 1000),
	-- The language of the letters.
	locale text not null constraint invitation_locale_check check (locale in ('kk', 'ru', 'en')),
	state text not null constraint invitation_state_check check (state in ('drafted', 'sent', 'accepted', 'declined', 'bounced', 'withdrawn')),
	created_at timestamptz not null default now(),
	-- The newest letter, as platform.mail knows it, when it was written, and how many there were.
	mail_id uuid,
	last_letter_at timestamptz,
	letters_sent smallint not null default 0 constraint invitation_letters_check check (letters_sent >= 0),
	-- Days that it is open once it is sent.
	days smallint not null constraint invitation_days_check check (days between 1 and 180),
	expires_at timestamptz not null,
	settled_at timestamptz,
	-- How many persons may join by a link or a code, and how many have.
	most_uses integer constraint invitation_most_uses_check check (most_uses >= 1),
	uses integer not null default 0 constraint invitation_uses_check check (uses >= 0 and uses <= coalesce(most_uses, 1)),
	constraint invitation_by_email_check check ((kind = 'email') = (most_uses is null) and (kind = 'email' or (email is null and name is null))),
	constraint invitation_settled_check check ((settled_at is not null) = (state in ('accepted', 'declined', 'withdrawn')))
);
-- Nobody is asked twice for the same role in the same organisation.
create unique index invitation_open_unique on people.invitation (email, organisation_id, role) where state in ('drafted', 'sent', 'bounced');
create index invitation_organisation_index on people.invitation (organisation_id, created_at desc, id);
create index invitation_email_index on people.invitation (email);
create index invitation_mail_index on people.invitation (mail_id) where state = 'sent';
create index invitation_inviter_index on people.invitation (invited_by);

-- What opens an invitation, as a hash. Each letter has its own, and all of them work: whoever finds the first letter after the reminder is welcome, too.
create table people.invitation_secret (
	hash bytea constraint invitation_secret_pk primary key,
	invitation_id uuid not null constraint invitation_secret_invitation_fk references people.invitation on delete cascade
);
create index invitation_secret_invitation_index on people.invitation_secret (invitation_id);

create table people.invitation_acceptance (
	invitation_id uuid not null constraint invitation_acceptance_invitation_fk references people.invitation on delete cascade,
	person_id uuid not null constraint invitation_acceptance_person_fk references people.person on delete cascade,
	membership_id uuid not null constraint invitation_acceptance_membership_fk references people.membership on delete cascade,
	accepted_at timestamptz not null default now(),
	constraint invitation_acceptance_pk primary key (invitation_id, person_id)
);
create index invitation_acceptance_person_index on people.invitation_acceptance (person_id);
create index invitation_acceptance_membership_index on people.invitation_acceptance (membership_id);

-- As people.may, for a person who does not act: whether the inviter still has the right.
create function people.person_may(person uuid, wanted text, organisation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select exists (
		select
		from people.membership
		join people.role_right on role_right.role = membership.role and role_right.action = wanted
		left join people.organisation on organisation.id = person_may.organisation
		where membership.person_id = person
			and membership.since <= now() and (membership.until is null or membership.until > now())
			and (
				membership.organisation_id is null
				or membership.organisation_id = person_may.organisation
				or (role_right.reach = 'subtree' and membership.organisation_id = any (organisation.ancestors))
			)
	);
end;

-- What an invitation says to whoever holds its secret.
create function people.find_invitation(secret_hash bytea)
returns table (
	id uuid, kind text, state text, role text, organisation_id uuid, organisation_name jsonb, inviter_name text, email text, name text, message text,
	locale text, expires_at timestamptz, most_uses integer, uses integer, is_accepted_by_me boolean
)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select invitation.id, invitation.kind, invitation.state, invitation.role, invitation.organisation_id, organisation.name, inviter.name,
		invitation.email, invitation.name, invitation.message, invitation.locale, invitation.expires_at, invitation.most_uses, invitation.uses,
		exists (
			select from people.invitation_acceptance
			where invitation_acceptance.invitation_id = invitation.id and invitation_acceptance.person_id = any (people.acting_persons())
		)
	from people.invitation_secret
	join people.invitation on invitation.id = invitation_secret.invitation_id
	join people.organisation on organisation.id = invitation.organisation_id
	left join people.account as inviter on inviter.id = invitation.invited_by
	where invitation_secret.hash = secret_hash;
end;

-- Open invitations to the confirmed address of the acting person.
create function people.find_own_invitations()
returns table (id uuid, role text, organisation_id uuid, organisation_name jsonb, inviter_name text, message text, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select invitation.id, invitation.role, invitation.organisation_id, organisation.name, inviter.name, invitation.message, invitation.expires_at
	from people.account
	join people.invitation on invitation.email = account.email
	join people.organisation on organisation.id = invitation.organisation_id
	left join people.account as inviter on inviter.id = invitation.invited_by
	where account.id = any (people.acting_persons()) and account.email_verified
		and invitation.state in ('sent', 'bounced') and invitation.expires_at > now()
	order by invitation.expires_at, invitation.id;
end;

-- The acting person accepts: with the secret, or an invitation to the own confirmed address. The role is given in the inviter's right, so the inviter
-- must still have it. The row is locked, so that a link for thirty is never used by thirty-one.
create function people.accept_invitation(secret_hash bytea, own_invitation uuid, new_membership uuid)
returns table (outcome text, found_invitation uuid, given_membership uuid, given_organisation uuid, given_role text, is_new boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	acting uuid[] := people.acting_persons();
	person people.account%rowtype;
	found people.invitation%rowtype;
	earlier people.membership%rowtype;
	open_membership uuid;
begin
	select account.* into person from people.account where account.id = any (acting) and cardinality(acting) = 1;
	if person.id is null then
		return query select 'account.required', null::uuid, null::uuid, null::uuid, null::text, false;
		return;
	end if;
	select i.* into found from people.invitation i
	where i.id = coalesce(
		(select s.invitation_id from people.invitation_secret s where s.hash = secret_hash),
		(select o.id from people.invitation o where o.id = own_invitation and o.email = person.email and person.email_verified)
	)
	for update;
	if found.id is null then
		return query select 'invitation.not_found', null::uuid, null::uuid, null::uuid, null::text, false;
		return;
	end if;

	select m.* into earlier from people.invitation_acceptance a join people.membership m on m.id = a.membership_id
	where a.invitation_id = found.id and a.person_id = person.id;
	if earlier.id is not null and earlier.until is null then
		return query select 'accepted', found.id, earlier.id, found.organisation_id, found.role, false;
		return;
	end if;

	outcome := case
		-- A role that was ended does not come back by the old letter.
		when earlier.id is not null or found.state = 'accepted' then 'invitation.used'
		when found.state = 'withdrawn' then 'invitation.withdrawn'
		when found.state = 'declined' then 'invitation.declined'
		when found.state = 'drafted' then 'invitation.not_found'
		when found.expires_at <= now() then 'invitation.expired'
		when found.uses >= coalesce(found.most_uses, 1) then 'invitation.full'
		when exists (select from people.organisation o where o.id = found.organisation_id and o.closed_at is not null) then 'organisation.closed'
		when found.invited_by is null or not people.person_may(found.invited_by, 'grant.' || found.role, found.organisation_id)
			then 'invitation.inviter_without_right'
		else 'accepted'
	end;
	if outcome <> 'accepted' then
		return query select outcome, found.id, null::uuid, found.organisation_id, found.role, false;
		return;
	end if;

	insert into people.membership (id, person_id, organisation_id, role)
	values (new_membership, person.id, found.organisation_id, found.role)
	on conflict do nothing
	returning membership.id into open_membership;
	if open_membership is null then
		select m.id into open_membership from people.membership m
		where m.person_id = person.id and m.organisation_id = found.organisation_id and m.role = found.role and m.until is null;
	end if;
	insert into people.invitation_acceptance (invitation_id, person_id, membership_id) values (found.id, person.id, open_membership);
	update people.invitation i set
		uses = i.uses + 1,
		state = case when i.kind = 'email' then 'accepted' else i.state end,
		settled_at = case when i.kind = 'email' then now() end
	where i.id = found.id;
	return query select 'accepted', found.id, open_membership, found.organisation_id, found.role, open_membership = new_membership;
end $$;

-- Whoever has the letter may say no, without an account; or by the own confirmed address.
create function people.decline_invitation(secret_hash bytea, own_invitation uuid) returns table (outcome text, found_invitation uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	found people.invitation%rowtype;
begin
	select i.* into found from people.invitation i
	where i.kind = 'email' and i.id = coalesce(
		(select s.invitation_id from people.invitation_secret s where s.hash = secret_hash),
		(
			select o.id from people.invitation o join people.account a on a.email = o.email and a.email_verified
			where o.id = own_invitation and a.id = any (people.acting_persons())
		)
	)
	for update;
	outcome := case
		when found.id is null or found.state = 'drafted' then 'invitation.not_found'
		when found.state = 'accepted' then 'invitation.used'
		when found.state = 'withdrawn' then 'invitation.withdrawn'
		else 'declined'
	end;
	if outcome = 'declined' and found.state <> 'declined' then
		update people.invitation i set state = 'declined', settled_at = now() where i.id = found.id;
	end if;
	return query select outcome, found.id;
end $$;

-- Which of these addresses have a role in which of these organisations: an import says so only of organisations whose members the importer sees.
create function people.find_members_by_email(emails text[], organisations uuid[], wanted_roles text[])
returns table (email text, organisation_id uuid, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	with wanted as materialized (select * from unnest(emails, organisations, wanted_roles) as t (email, organisation_id, role)),
	visible as materialized (select * from people.organisations_where('members.view') as t (id) where t.id in (select wanted.organisation_id from wanted))
	select wanted.email, wanted.organisation_id, wanted.role
	from wanted
	join visible on visible.id = wanted.organisation_id
	where exists (
		select from people.account
		join people.membership on membership.person_id = account.id
		where account.email = wanted.email and membership.organisation_id = wanted.organisation_id and membership.role = wanted.role
			and membership.until is null
	)
	or exists (
		-- Invited at this address, and accepted with an account that has another one.
		select from people.invitation
		join people.invitation_acceptance on invitation_acceptance.invitation_id = invitation.id
		join people.membership on membership.id = invitation_acceptance.membership_id
		where invitation.email = wanted.email and invitation.organisation_id = wanted.organisation_id and invitation.role = wanted.role
			and membership.until is null
	);
end;

alter table people.account add column search_text text not null generated always as (people.folded(name || ' ' || email)) stored;

-- Members as those see them who oversee the organisation: names and addresses of accounts are read by nobody else. Page by page in the order of names.
create function people.find_members(
	organisation uuid, with_below boolean, is_former boolean, wanted_role text, sought text, wanted_person uuid, after_name text,
	after_membership uuid, most integer
)
returns table (
	membership_id uuid, person_id uuid, name text, email text, role text, organisation_id uuid, organisation_name jsonb, since timestamptz, until timestamptz
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	places uuid[] := array[organisation];
	pattern text := '%' || regexp_replace(people.folded(sought), '([\\%_])', '\\\1', 'g') || '%';
begin
	if not people.may('members.view', organisation) then return; end if;
	if with_below then
		select array_agg(below.id) into places from people.organisation below
		where below.ancestors @> array[organisation] and below.id in (select people.organisations_where('members.view'));
	end if;
	-- Planned for what is asked: the first page of a country's teachers comes from the index of names, a school's from that of the school.
	return query execute
		'select m.id, m.person_id, a.name, case when m.until is null then a.email end, m.role, m.organisation_id, o.name, m.since, m.until
		from people.membership m
		join people.account a on a.id = m.person_id
		join people.organisation o on o.id = m.organisation_id
		where m.organisation_id = any ($1) and m.until is ' || case when is_former then 'not null' else 'null' end
		|| case when wanted_role is not null then ' and m.role = $2' else '' end
		|| case when sought is not null then ' and a.search_text like $3' else '' end
		|| case when wanted_person is not null then ' and m.person_id = $7' else '' end
		-- The first condition is for the index, the second for those of the same name.
		|| case when after_name is not null
			then ' and a.name collate "kk-x-icu" >= $4 collate "kk-x-icu" and (a.name collate "kk-x-icu", m.id) > ($4 collate "kk-x-icu", $5)'
			else '' end
		|| ' order by a.name collate "kk-x-icu", m.id limit $6'
	using places, wanted_role, pattern, after_name, after_membership, most, wanted_person;
end $$;
create index account_name_index on people.account (name collate "kk-x-icu", id);
create index membership_open_index on people.membership (organisation_id, role, person_id) where until is null;

-- How many members an organisation has, by role.
create function people.count_members(organisation uuid) returns table (role text, members bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select membership.role, count(*)
	from people.membership
	where membership.organisation_id = count_members.organisation and membership.until is null
		and (select people.may('members.view', count_members.organisation))
	group by membership.role;
end;

-- Somebody must be left who may do everything. The lock lets two who leave in the same moment see each other.
create function people.is_only_administrator(membership_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform pg_advisory_xact_lock(hashtext('people.administrators'));
	return not exists (
		select from people.membership m where m.role = 'administrator' and m.organisation_id is null and m.until is null and m.id <> membership_id
	);
end $$;

-- What the mail server says of a letter is what the inviter needs to know.
create function people.note_undelivered_invitation() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	update people.invitation set state = 'bounced' where mail_id = new.id and state = 'sent';
	return null;
end $$;
create trigger mail_undelivered_invitation after update of state on platform.mail
	for each row when (new.kind = 'people.invitation' and new.state in ('bounced', 'failed')) execute function people.note_undelivered_invitation();

-- Address and name of whoever is erased stay in no invitation.
create function people.forget_invitee() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	update people.invitation i set
		email = null, name = null, message = null,
		state = case when i.settled_at is null then 'withdrawn' else i.state end,
		settled_at = coalesce(i.settled_at, now())
	where i.kind = 'email' and (
		i.email = (select a.email from people.account a where a.id = old.id)
		or i.id in (select a.invitation_id from people.invitation_acceptance a where a.person_id = old.id)
	);
	return old;
end $$;
create trigger person_forget_invitee before delete on people.person for each row execute function people.forget_invitee();

-- Whoever may invite there sees and writes invitations; accepting and declining are the functions' alone.
alter table people.invitation enable row level security;
create policy invitation_overseen on people.invitation for select using (organisation_id in (select people.organisations_where('members.invite')));
create policy invitation_write on people.invitation for insert with check (
	people.may('members.invite', organisation_id) and people.may('grant.' || role, organisation_id)
	and invited_by = any ((select people.acting_persons())::uuid[]) and state in ('drafted', 'sent')
);
create policy invitation_change on people.invitation for update
	using (people.may('members.invite', organisation_id) and people.may('grant.' || role, organisation_id) and state in ('drafted', 'sent', 'bounced'))
	with check (state = 'withdrawn' or (state = 'sent' and invited_by = any ((select people.acting_persons())::uuid[])));

alter table people.invitation_secret enable row level security;
create policy invitation_secret_write on people.invitation_secret for insert with check (
	exists (select from people.invitation where invitation.id = invitation_id and people.may('members.invite', invitation.organisation_id))
);

alter table people.invitation_acceptance enable row level security;
create policy invitation_acceptance_own on people.invitation_acceptance for select
	using (person_id = any ((select people.acting_persons())::uuid[]));
create policy invitation_acceptance_overseen on people.invitation_acceptance for select
	using (exists (select from people.invitation where invitation.id = invitation_id));

grant select, insert on people.invitation to qadam_application_rights;
-- Nobody changes whom or what an invitation is for.
grant update (state, mail_id, last_letter_at, letters_sent, expires_at, settled_at, invited_by) on people.invitation to qadam_application_rights;
grant insert on people.invitation_secret to qadam_application_rights;
grant select on people.invitation_acceptance to qadam_application_rights;

revoke execute on function people.person_may, people.find_invitation, people.find_own_invitations, people.accept_invitation, people.decline_invitation,
	people.find_members_by_email, people.find_members, people.count_members, people.is_only_administrator, people.note_undelivered_invitation,
	people.forget_invitee from public;
grant execute on function people.find_invitation, people.find_own_invitations, people.accept_invitation, people.decline_invitation,
	people.find_members_by_email, people.find_members, people.count_members, people.is_only_administrator to qadam_application_rights;
