-- What becomes of a person's data: consents given and withdrawn, exports, erasure, personal tokens of the API, and an audit log that can be read.
-- docs/privacy.md says for each table what happens to it.

-- Consents: given for a purpose and, where the purpose has one, to somebody (an organisation); withdrawn, never deleted or changed.
alter table people.consent
	add column subject_id uuid,
	add column withdrawn_at timestamptz,
	add constraint consent_time_check check (withdrawn_at is null or withdrawn_at >= given_at);
update people.consent set purpose = 'keep-results' where purpose = 'keep-my-answers';
revoke update on people.consent from qadam_application_rights;
grant update (withdrawn_at) on people.consent to qadam_application_rights;

-- Everything about a person in one file, made by a background job whose progress has the same id. The file has a random name in the data folder.
create table people.data_export (
	id uuid constraint data_export_pk primary key,
	person_id uuid not null constraint data_export_person_fk references people.person on delete cascade,
	locale text not null constraint data_export_locale_check check (locale in ('kk', 'ru', 'en')),
	requested_at timestamptz not null default now(),
	file_name text constraint data_export_file_unique unique,
	bytes bigint constraint data_export_bytes_check check (bytes > 0),
	ready_at timestamptz,
	expires_at timestamptz,
	constraint data_export_ready_check check (num_nulls(file_name, bytes, ready_at, expires_at) in (0, 4))
);
create index data_export_person_index on people.data_export (person_id, requested_at);
create index data_export_expiry_index on people.data_export (expires_at);
alter table people.data_export enable row level security;
create policy data_export_own on people.data_export using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert, delete on people.data_export to qadam_application_rights;
grant update (file_name, bytes, ready_at, expires_at) on people.data_export to qadam_application_rights;

-- Forgets exports whose time is over, and those that came to nothing; returns the files to be deleted.
create function people.forget_exports() returns setof text
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
	with gone as (
		delete from people.data_export
		where expires_at < now() or (expires_at is null and requested_at < now() - interval '8 days')
		returning file_name
	)
	select gone.file_name from gone where gone.file_name is not null;
end;
revoke execute on function people.forget_exports from public;
grant execute on function people.forget_exports to qadam_application_rights;

-- The wish to be erased, and what was done about it. The row outlives the person, then without the person.
create table people.erasure (
	id uuid constraint erasure_pk primary key,
	person_id uuid constraint erasure_person_fk references people.person on delete set null,
	requested_at timestamptz not null default now(),
	due_at timestamptz not null,
	cancelled_at timestamptz,
	done_at timestamptz,
	-- Tables with the number of rows erased in each, and of rows that stayed and why. Nothing that tells who it was.
	record jsonb,
	constraint erasure_end_check check (cancelled_at is null or done_at is null),
	constraint erasure_record_check check ((done_at is null) = (record is null))
);
create unique index erasure_open_unique on people.erasure (person_id) where cancelled_at is null and done_at is null;
create index erasure_due_index on people.erasure (due_at) where cancelled_at is null and done_at is null;
alter table people.erasure enable row level security;
create policy erasure_own on people.erasure using (person_id = any ((select people.acting_persons())::uuid[]));
create policy erasure_administration on people.erasure for select using ((select people.may('audit.view', null)));
grant select, insert on people.erasure to qadam_application_rights;
grant update (cancelled_at, done_at, record) on people.erasure to qadam_application_rights;

-- Whose waiting time is over; each is then erased in its own name.
create function people.due_erasures() returns table (erasure_id uuid, person_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select erasure.id, erasure.person_id
	from people.erasure
	where erasure.due_at <= now() and erasure.cancelled_at is null and erasure.done_at is null and erasure.person_id is not null
	order by erasure.due_at;
end;

-- Whether one of the acting persons is the only administrator of the whole: nobody could let another one in afterwards.
create function people.is_last_administrator() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select bool_or(membership.person_id = any (people.acting_persons())) is true
		and not bool_or(membership.person_id <> all (people.acting_persons()))
	from people.membership
	where membership.role = 'administrator' and membership.organisation_id is null and (membership.until is null or membership.until > now());
end;
revoke execute on function people.due_erasures, people.is_last_administrator from public;
grant execute on function people.due_erasures, people.is_last_administrator to qadam_application_rights;

-- Events about an erased person stay, and no longer say whom they were about.
create function people.forget_subject() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	update people.audit_event set subject_id = null where subject_id = old.id;
	return null;
end $$;
revoke execute on function people.forget_subject() from public;
create trigger person_forget_subject after delete on people.person for each row execute function people.forget_subject();

-- Personal tokens of the API: whoever has one acts as its person, within its scopes. Only a hash is kept.
create table people.api_token (
	id uuid constraint api_token_pk primary key,
	person_id uuid not null constraint api_token_person_fk references people.person on delete cascade,
	name text not null constraint api_token_name_check check (length(name) between 1 and 100),
	token_hash bytea not null constraint api_token_hash_unique unique,
	scopes text[] not null constraint api_token_scopes_check check (cardinality(scopes) > 0),
	created_at timestamptz not null default now(),
	expires_at timestamptz not null,
	last_used_at timestamptz,
	revoked_at timestamptz
);
create index api_token_person_index on people.api_token (person_id);
alter table people.api_token enable row level security;
create policy api_token_own on people.api_token using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert on people.api_token to qadam_application_rights;
grant update (revoked_at) on people.api_token to qadam_application_rights;

-- Whose token it is, asked before anybody is known; notes the use, at most once a minute.
create function people.find_api_token(hash bytea)
returns table (person_id uuid, scopes text[], is_open boolean, name text, email text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	update people.api_token set last_used_at = now()
	where api_token.token_hash = hash and api_token.revoked_at is null and api_token.expires_at > now()
		and (api_token.last_used_at is null or api_token.last_used_at < now() - interval '1 minute');
	return query
	select api_token.person_id, api_token.scopes, api_token.revoked_at is null and api_token.expires_at > now(), account.name, account.email
	from people.api_token join people.account on account.id = api_token.person_id
	where api_token.token_hash = hash;
end $$;
revoke execute on function people.find_api_token from public;
grant execute on function people.find_api_token to qadam_application_rights;

-- The audit log: read from the newest (ids are made in the order of time), by action, and by the number of a request. The person concerned reads also
-- what others did about them.
create index audit_event_action_index on people.audit_event (action, id);
create index audit_event_request_index on people.audit_event (request_id);
drop policy audit_event_own on people.audit_event;
create policy audit_event_own on people.audit_event for select using (
	person_id = any ((select people.acting_persons())::uuid[]) or subject_id = any ((select people.acting_persons())::uuid[])
);

-- Names beside the events, for those who may read them all.
create function people.names_in_audit(persons uuid[]) returns table (person_id uuid, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
	if people.may('audit.view', null) then
		return query select account.id, account.name from people.account where account.id = any (persons);
	end if;
end $$;
revoke execute on function people.names_in_audit from public;
grant execute on function people.names_in_audit to qadam_application_rights;
