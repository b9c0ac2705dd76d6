-- Organisations, who belongs to them in which role, and which role may do what where.

create table people.organisation (
	id uuid constraint organisation_pk primary key,
	parent_id uuid constraint organisation_parent_fk references people.organisation,
	kind text not null constraint organisation_kind_check
		check (kind in ('nation', 'region', 'district', 'school', 'university', 'faculty', 'department', 'cpd_centre', 'consortium')),
	name jsonb not null constraint organisation_name_check check (name ?& array['kk', 'ru', 'en']),
	-- A code that others know it by: of the state's classifier, of a ministry's list.
	code text constraint organisation_code_unique unique,
	settlement text constraint organisation_settlement_check check (settlement in ('urban', 'rural')),
	-- Languages of instruction, as codes: "kk", "ru", "ug", ...
	instruction_locales text[] not null default '{}',
	-- From the root to itself; kept by the trigger.
	ancestors uuid[] not null,
	created_at timestamptz not null default now(),
	closed_at timestamptz
);
create index organisation_parent_index on people.organisation (parent_id);
create index organisation_ancestors_index on people.organisation using gin (ancestors);

create function people.place_organisation() returns trigger language plpgsql as $$
declare
	above uuid[] := '{}';
begin
	if new.parent_id is not null then
		select ancestors into strict above from people.organisation where id = new.parent_id;
		if new.id = any (above) then
			raise exception 'organisation % would lie within itself', new.id using errcode = 'check_violation', constraint = 'organisation_no_circle_check';
		end if;
	end if;
	new.ancestors := above || new.id;
	return new;
end $$;
create trigger organisation_place before insert or update of parent_id on people.organisation for each row execute function people.place_organisation();

create function people.place_below() returns trigger language plpgsql as $$
begin
	-- Each child is placed anew, and so its children in turn.
	update people.organisation set parent_id = parent_id where parent_id = new.id;
	return null;
end $$;
create trigger organisation_place_below after update of parent_id on people.organisation
	for each row when (new.ancestors is distinct from old.ancestors) execute function people.place_below();

-- Universities that a consortium joins; they keep their own place in their own tree.
create table people.consortium_member (
	consortium_id uuid not null constraint consortium_member_consortium_fk references people.organisation,
	organisation_id uuid not null constraint consortium_member_organisation_fk references people.organisation,
	since date not null default current_date,
	until date,
	constraint consortium_member_pk primary key (consortium_id, organisation_id, since)
);

-- Which role may do what: written at each start, as owner, from src/contexts/people/domain/policy.ts, the one table of rights.
create table people.role_right (
	role text not null,
	action text not null,
	reach text not null constraint role_right_reach_check check (reach in ('node', 'subtree')),
	constraint role_right_pk primary key (role, action)
);

-- A role of a person in an organisation, in time. It is ended, not deleted. Without an organisation: everywhere, for administrators alone.
create table people.membership (
	id uuid constraint membership_pk primary key,
	person_id uuid not null constraint membership_person_fk references people.person on delete cascade,
	organisation_id uuid constraint membership_organisation_fk references people.organisation,
	role text not null constraint membership_role_check check (role in (
		'teacher', 'learner', 'mentor', 'trainer', 'examiner', 'coordinator', 'head', 'methodologist', 'analyst', 'programme_manager',
		'panel_member', 'editor', 'facilitator', 'expert', 'employer', 'administrator'
	)),
	since timestamptz not null default now(),
	until timestamptz,
	constraint membership_everywhere_check check (organisation_id is not null or role = 'administrator'),
	constraint membership_time_check check (until is null or until >= since)
);
create unique index membership_open_unique on people.membership (person_id, organisation_id, role) nulls not distinct where until is null;
create index membership_organisation_index on people.membership (organisation_id);

-- Whether one of the acting persons may do something with an organisation: by a role there, by one above that reaches down, or everywhere.
create function people.may(wanted text, organisation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select exists (
		select
		from people.membership
		join people.role_right on role_right.role = membership.role and role_right.action = wanted
		left join people.organisation on organisation.id = may.organisation
		where membership.person_id = any (people.acting_persons())
			and membership.since <= now() and (membership.until is null or membership.until > now())
			and (
				membership.organisation_id is null
				or membership.organisation_id = may.organisation
				or (role_right.reach = 'subtree' and membership.organisation_id = any (organisation.ancestors))
			)
	);
end;

-- Whether one of them may do it anywhere at all: for pages that begin with a choice of the organisation.
create function people.may_somewhere(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select exists (
		select
		from people.membership
		join people.role_right on role_right.role = membership.role and role_right.action = wanted
		where membership.person_id = any (people.acting_persons())
			and membership.since <= now() and (membership.until is null or membership.until > now())
	);
end;

-- All organisations with which one of them may do it.
create function people.organisations_where(wanted text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp rows 100
begin atomic
	with reach as materialized (
		select membership.organisation_id, role_right.reach
		from people.membership
		join people.role_right on role_right.role = membership.role and role_right.action = wanted
		where membership.person_id = any (people.acting_persons())
			and membership.since <= now() and (membership.until is null or membership.until > now())
	)
	select organisation.id from people.organisation where exists (select from reach where reach.organisation_id is null)
	union
	select reach.organisation_id from reach where reach.organisation_id is not null
	union
	select organisation.id from reach join people.organisation on organisation.ancestors @> array[reach.organisation_id] where reach.reach = 'subtree';
end;

-- Names of organisations are public; who may change them stands in the policy.
alter table people.organisation enable row level security;
create policy organisation_read on people.organisation for select using (true);
create policy organisation_write on people.organisation for all using (people.may('organisation.manage', id) or people.may('organisation.manage', parent_id))
	with check (people.may('organisation.manage', id) or people.may('organisation.manage', parent_id));
alter table people.consortium_member enable row level security;
create policy consortium_member_read on people.consortium_member for select using (true);
create policy consortium_member_write on people.consortium_member for all using (people.may('organisation.manage', consortium_id))
	with check (people.may('organisation.manage', consortium_id));

alter table people.membership enable row level security;
create policy membership_own on people.membership for select using (person_id = any ((select people.acting_persons())::uuid[]));
create policy membership_overseen on people.membership for select using (organisation_id in (select people.organisations_where('members.view')));
create policy membership_begin on people.membership for insert with check (people.may('grant.' || role, organisation_id));
create policy membership_end on people.membership for update
	using (person_id = any ((select people.acting_persons())::uuid[]) or people.may('grant.' || role, organisation_id))
	with check (until is not null);

-- Administrators read every audit event; the person concerned reads own ones (0004).
create policy audit_event_administration on people.audit_event for select using ((select people.may('audit.view', null)));

grant select, insert, update on people.organisation, people.consortium_member to qadam_application_rights;
-- A role is begun and ended, never changed into another one; the policy is the owner's to write.
grant select, insert, update (until) on people.membership to qadam_application_rights;
grant select on people.role_right to qadam_application_rights;
revoke execute on function people.may, people.may_somewhere, people.organisations_where from public;
grant execute on function people.may, people.may_somewhere, people.organisations_where to qadam_application_rights;
