-- Organisations: found by a part of their name or code, listed in the order a reader expects, moved only to where the person may put them. Imports: what
-- a file would change is looked at before it is done.

-- "Школа № 9" stands before "Школа № 10".
create collation people.order_kk (provider = icu, locale = 'kk-u-kn-true');
create collation people.order_ru (provider = icu, locale = 'ru-u-kn-true');
create collation people.order_en (provider = icu, locale = 'en-u-kn-true');

-- As one types without a Kazakh keyboard: Қарағанды is found by "караганды".
create function people.folded(written text) returns text language sql immutable parallel safe
return translate(lower(normalize(written, nfkc)), 'әғқңөұүһіё', 'агкноуухие');

-- A part of a name may begin anywhere in a word, so no index by order helps; the whole column is small enough to be read (bench/import.ts).
alter table people.organisation add column search_text text not null
	generated always as (people.folded((name ->> 'kk') || ' ' || (name ->> 'ru') || ' ' || (name ->> 'en') || ' ' || coalesce(code, ''))) stored;

-- Row-level security sees the row as it was or as it will be, never both: whoever moves an organisation needs the right at both places above it.
create function people.check_move() returns trigger language plpgsql as $$
begin
	if row_security_active('people.organisation')
		and not (people.may('organisation.manage', old.parent_id) and people.may('organisation.manage', new.parent_id)) then
		raise exception 'organisation % may not be moved there', new.id using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger organisation_check_move before update of parent_id on people.organisation
	for each row when (new.parent_id is distinct from old.parent_id) execute function people.check_move();

-- Files that somebody wants to take in: what was read, what it would do, and after the commit what it did. Files about people hold their addresses: an import is
-- seen by whoever made it alone, and forgotten after a month.
create table people.import (
	id uuid constraint import_pk primary key,
	kind text not null constraint import_kind_check check (kind in ('organisations', 'people')),
	person_id uuid not null constraint import_person_fk references people.person on delete cascade,
	-- Everything in the file belongs to this organisation, or lies below it.
	organisation_id uuid not null constraint import_organisation_fk references people.organisation,
	file_name text not null,
	options jsonb not null default '{}',
	-- The long work that commits it (platform.progress); null while it is only looked at.
	progress_id uuid,
	created_at timestamptz not null default now(),
	committed_at timestamptz
);
create index import_person_index on people.import (person_id, created_at);
create index import_created_index on people.import (created_at);
create index import_organisation_index on people.import (organisation_id);

create table people.import_row (
	import_id uuid not null constraint import_row_import_fk references people.import on delete cascade,
	-- Row of the file as a spreadsheet counts it.
	line integer not null constraint import_row_line_check check (line > 0),
	record jsonb not null,
	label text not null,
	outcome text not null constraint import_row_outcome_check check (outcome in ('new', 'changed', 'skipped', 'alike', 'wrong')),
	target_id uuid,
	changes jsonb not null default '[]',
	problems jsonb not null default '[]',
	constraint import_row_pk primary key (import_id, line)
);

alter table people.import enable row level security;
create policy import_own on people.import using (person_id = any ((select people.acting_persons())::uuid[]));
alter table people.import_row enable row level security;
create policy import_row_own on people.import_row
	using (import_id in (select import.id from people.import where import.person_id = any ((select people.acting_persons())::uuid[])));
grant select, insert, update, delete on people.import, people.import_row to qadam_application_rights;

create function people.forget_old_imports() returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
	with gone as (delete from people.import where created_at < now() - interval '30 days' returning id) select count(*) from gone;
end;
revoke execute on function people.forget_old_imports from public;
grant execute on function people.forget_old_imports to qadam_application_rights;
