-- Who may read a row is decided by the database, too. The application connects with a login that owns nothing and can't pass by row-level security; each
-- transaction says in whose name it acts (docs/adr/0018-row-level-security.md). The rights hang on roles without login; `platform/database-logins.ts` makes
-- the logins of this database.
do $$
begin
	if not exists (select from pg_roles where rolname = 'qadam_application_rights') then create role qadam_application_rights nologin; end if;
	if not exists (select from pg_roles where rolname = 'qadam_accounts_rights') then create role qadam_accounts_rights nologin; end if;
end $$;

-- Keys of this installation, made at the first start; only the owner reads them.
create table platform.secret (
	name text constraint secret_pk primary key,
	value text not null
);

grant usage on schema people, frameworks, self_assessment to qadam_application_rights;

-- In whose names the transaction acts: one person as a rule, several when answers of many are stored together, none for what is public.
create function people.acting_persons() returns uuid[] language sql stable parallel safe
return coalesce(nullif(current_setting('qadam.persons', true), '')::uuid[], '{}');

-- People

alter table people.person enable row level security;
create policy person_own on people.person using (id = any ((select people.acting_persons())::uuid[]));
grant select, insert, delete on people.person to qadam_application_rights;

alter table people.resume_code enable row level security;
create policy resume_code_own on people.resume_code using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert, delete on people.resume_code to qadam_application_rights;

alter table people.consent enable row level security;
create policy consent_own on people.consent using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert, update on people.consent to qadam_application_rights;

-- Written by everybody, changed by nobody, read by the person concerned.
alter table people.audit_event enable row level security;
create policy audit_event_write on people.audit_event for insert
	with check (person_id is null or person_id = any ((select people.acting_persons())::uuid[]));
create policy audit_event_own on people.audit_event for select using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert on people.audit_event to qadam_application_rights;

-- Before anybody is known: whoever has a code gets its person, nobody gets a list.
create function people.find_by_code_hash(hashes bytea[]) returns table (code_hash bytea, person_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select resume_code.code_hash, resume_code.person_id from people.resume_code where resume_code.code_hash = any (hashes);
end;
revoke execute on function people.find_by_code_hash from public;
grant execute on function people.find_by_code_hash to qadam_application_rights;

-- Frameworks are public; the content loader writes them.
grant select, insert, update on frameworks.document to qadam_application_rights;

-- Self-assessment. Instruments are public, too.
grant select, insert, delete on self_assessment.instrument, self_assessment.instrument_item to qadam_application_rights;

-- The attempt that the link opens whose hash the transaction shows; only while the link holds.
create function self_assessment.shared_attempt() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select share.attempt_id
	from self_assessment.share
	where share.token_hash = decode(nullif(current_setting('qadam.share', true), ''), 'hex') and share.revoked_at is null and share.expires_at > now();
end;
revoke execute on function self_assessment.shared_attempt from public;
grant execute on function self_assessment.shared_attempt to qadam_application_rights;

alter table self_assessment.attempt enable row level security;
create policy attempt_own on self_assessment.attempt using (person_id = any ((select people.acting_persons())::uuid[]));
create policy attempt_shared on self_assessment.attempt for select using (id = (select self_assessment.shared_attempt()));
grant select, insert, update, delete on self_assessment.attempt to qadam_application_rights;

-- What belongs to an attempt is seen by whoever sees the attempt, and changed by its owner alone.
create function self_assessment.is_own(attempt uuid) returns boolean language sql stable parallel safe
return exists (
	select from self_assessment.attempt where attempt.id = is_own.attempt and attempt.person_id = any ((select people.acting_persons())::uuid[])
);

alter table self_assessment.answer enable row level security;
create policy answer_own on self_assessment.answer
	using (exists (select from self_assessment.attempt where attempt.id = answer.attempt_id and attempt.person_id = any ((select people.acting_persons())::uuid[])));
grant select, insert, update, delete on self_assessment.answer to qadam_application_rights;

alter table self_assessment.attempt_context enable row level security;
create policy attempt_context_own on self_assessment.attempt_context using (self_assessment.is_own(attempt_id));
grant select, insert, update, delete on self_assessment.attempt_context to qadam_application_rights;

alter table self_assessment.self_rating enable row level security;
create policy self_rating_own on self_assessment.self_rating using (self_assessment.is_own(attempt_id));
create policy self_rating_shared on self_assessment.self_rating for select using (attempt_id = (select self_assessment.shared_attempt()));
grant select, insert, update, delete on self_assessment.self_rating to qadam_application_rights;

alter table self_assessment.result enable row level security;
create policy result_own on self_assessment.result using (self_assessment.is_own(attempt_id));
create policy result_shared on self_assessment.result for select using (attempt_id = (select self_assessment.shared_attempt()));
grant select, insert, delete on self_assessment.result to qadam_application_rights;

alter table self_assessment.goal enable row level security;
create policy goal_own on self_assessment.goal using (self_assessment.is_own(attempt_id));
grant select, insert, update, delete on self_assessment.goal to qadam_application_rights;

alter table self_assessment.share enable row level security;
create policy share_own on self_assessment.share using (self_assessment.is_own(attempt_id));
grant select, insert, update, delete on self_assessment.share to qadam_application_rights;

-- What a link is good for, by the hash of its token.
create function self_assessment.find_share(hash bytea) returns table (attempt_id uuid, is_open boolean, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select share.attempt_id, share.revoked_at is null and share.expires_at > now(), share.expires_at
	from self_assessment.share
	where share.token_hash = hash;
end;
revoke execute on function self_assessment.find_share from public;
grant execute on function self_assessment.find_share to qadam_application_rights;

-- Whether anybody has made an attempt with a version: then it can't be replaced. Nothing about whom.
create function self_assessment.is_answered(instrument text, version text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select exists (
		select from self_assessment.attempt
		where attempt.instrument_id = is_answered.instrument and attempt.instrument_version = is_answered.version
	);
end;
revoke execute on function self_assessment.is_answered from public;
grant execute on function self_assessment.is_answered to qadam_application_rights;

-- Stores answers of many persons in one statement and one flush (docs/adr/0007-group-commit-of-answers.md): acts for all of them at once, and each answer
-- still needs its own person to own its attempt. A function, because the names to act in and the statement then travel together.
-- Refuses submitted attempts and items that the instrument lacks, keeps the answer given last when several come for one item, and holds a share of the
-- attempt's row so that a submission at the same moment either sees the answer or refuses it.
create function self_assessment.save_answers(attempts uuid[], persons uuid[], items text[], answer_values smallint[], moments timestamptz[])
returns table (found boolean, submitted boolean, known boolean, written boolean, saved_at timestamptz)
language plpgsql
as $$
begin
	perform set_config('qadam.persons', persons::text, true);
	return query
	with input as (
		select * from unnest(attempts, persons, items, answer_values, moments) with ordinality as t (attempt_id, person_id, item, value, answered_at, n)
	),
	attempt as materialized (
		select id, person_id, instrument_id, instrument_version, submitted_at
		from self_assessment.attempt
		where id = any (attempts)
		for key share
	),
	checked as (
		select input.*,
			attempt.id is not null as found,
			attempt.submitted_at is not null as submitted,
			instrument_item.item is not null as known
		from input
		left join attempt on attempt.id = input.attempt_id and attempt.person_id = input.person_id
		left join self_assessment.instrument_item
			on instrument_item.instrument_id = attempt.instrument_id
			and instrument_item.instrument_version = attempt.instrument_version
			and instrument_item.item = input.item
	),
	latest as (
		select distinct on (c.attempt_id, c.item) c.attempt_id, c.item, c.value, c.answered_at, c.n
		from checked c
		where c.found and c.known and not c.submitted
		order by c.attempt_id, c.item, c.answered_at desc, c.n desc
	),
	written as (
		insert into self_assessment.answer as a (attempt_id, item, value, answered_at)
		select l.attempt_id, l.item, l.value, l.answered_at from latest l
		on conflict (attempt_id, item) do update
			set value = excluded.value, answered_at = excluded.answered_at, saved_at = excluded.saved_at
			where a.answered_at <= excluded.answered_at
		returning a.attempt_id, a.item
	)
	select c.found, c.submitted, c.known, w.item is not null and l.n = c.n, now()
	from checked c
	left join latest l using (attempt_id, item)
	left join written w using (attempt_id, item)
	order by c.n;
end $$;
revoke execute on function self_assessment.save_answers from public;
grant execute on function self_assessment.save_answers to qadam_application_rights;
