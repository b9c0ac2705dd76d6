-- Waves: who takes part, what they shared without their name, and what may be told about it (docs/adr/0020-waves.md).
do $$
begin
	if not exists (select from pg_roles where rolname = 'qadam_insight_rights') then create role qadam_insight_rights nologin; end if;
end $$;

create schema insight;
grant usage on schema insight to qadam_application_rights, qadam_insight_rights;

-- The organisations themselves in which an acting person has a role with this right; null: everywhere.
create function people.organisations_held(wanted text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp rows 3
begin atomic
	select distinct membership.organisation_id
	from people.membership
	join people.role_right on role_right.role = membership.role and role_right.action = wanted
	where membership.person_id = any (people.acting_persons())
		and membership.since <= now() and (membership.until is null or membership.until > now());
end;
revoke execute on function people.organisations_held from public;
grant execute on function people.organisations_held to qadam_application_rights;

create table insight.wave (
	id uuid constraint wave_pk primary key,
	organisation_id uuid not null,
	-- From the root to the organisation, as it was when the wave was made: the wave keeps its place when the organisation moves.
	organisation_path uuid[] not null,
	title text not null constraint wave_title_check check (length(title) between 1 and 200),
	message text not null default '' constraint wave_message_check check (length(message) <= 2000),
	audience text not null default 'teachers' constraint wave_audience_check check (audience in ('teachers', 'learners', 'everybody')),
	instrument_id text not null,
	instrument_version text not null,
	state text not null default 'draft' constraint wave_state_check check (state in ('draft', 'open', 'closed', 'archived')),
	opens_on date not null,
	closes_on date not null,
	-- The smallest group of which anything is told.
	minimum_size smallint not null default 10 constraint wave_minimum_check check (minimum_size >= 5),
	-- Context questions by which groups may be compared; what is not named here is not taken over from the attempts.
	dimensions text[] not null default '{}' constraint wave_dimensions_check check (cardinality(dimensions) <= 4),
	-- The round before this one.
	previous_id uuid constraint wave_previous_fk references insight.wave on delete set null,
	created_at timestamptz not null default now(),
	opened_at timestamptz,
	closed_at timestamptz,
	-- When the tables that may be told were found; null while that is still to be done.
	published_at timestamptz,
	archived_at timestamptz,
	constraint wave_dates_check check (opens_on <= closes_on),
	constraint wave_opened_check check ((state = 'draft') = (opened_at is null)),
	constraint wave_closed_check check ((state in ('closed', 'archived')) = (closed_at is not null)),
	constraint wave_archived_check check ((state = 'archived') = (archived_at is not null)),
	constraint wave_published_check check (published_at is null or closed_at is not null)
);
create index wave_path_index on insight.wave using gin (organisation_path);
create index wave_closing_index on insight.wave (closes_on) where state = 'open';

-- What was chosen to take part: these organisations and all below them.
create table insight.wave_scope (
	wave_id uuid not null constraint wave_scope_wave_fk references insight.wave on delete cascade,
	organisation_id uuid not null,
	constraint wave_scope_pk primary key (wave_id, organisation_id)
);

-- The tree of the wave, frozen when it opens: who moves later stays in its place here. The organisation of the wave is the root.
create table insight.wave_node (
	wave_id uuid not null constraint wave_node_wave_fk references insight.wave on delete cascade,
	organisation_id uuid not null,
	parent_id uuid,
	-- From the root of the wave to itself.
	path uuid[] not null,
	kind text not null,
	code text,
	name jsonb not null constraint wave_node_name_check check (name ?& array['kk', 'ru', 'en']),
	constraint wave_node_pk primary key (wave_id, organisation_id)
);
create index wave_node_organisation_index on insight.wave_node (organisation_id);
create index wave_node_parent_index on insight.wave_node (wave_id, parent_id);

-- Short codes: of a wave, or of one school in it.
create table insight.wave_code (
	code text constraint wave_code_pk primary key,
	wave_id uuid not null,
	organisation_id uuid not null,
	constraint wave_code_node_fk foreign key (wave_id, organisation_id) references insight.wave_node on delete cascade,
	constraint wave_code_unique unique (wave_id, organisation_id)
);

-- Local questions: one choice out of some. No free text, which could tell who wrote it.
create table insight.wave_question (
	wave_id uuid not null constraint wave_question_wave_fk references insight.wave on delete cascade,
	position smallint not null constraint wave_question_position_check check (position between 1 and 8),
	text jsonb not null constraint wave_question_text_check check (text ?& array['kk', 'ru', 'en']),
	-- Texts of the choices, each in three languages.
	options jsonb not null constraint wave_question_options_check check (jsonb_array_length(options) between 2 and 10),
	constraint wave_question_pk primary key (wave_id, position)
);

-- That somebody takes part, and how far that is. Never what was answered.
create table insight.participation (
	wave_id uuid not null constraint participation_wave_fk references insight.wave on delete cascade,
	person_id uuid not null,
	organisation_id uuid not null,
	joined_at timestamptz not null default now(),
	attempt_id uuid,
	finished_at timestamptz,
	decision text constraint participation_decision_check check (decision in ('shared', 'declined')),
	constraint participation_pk primary key (wave_id, person_id),
	constraint participation_node_fk foreign key (wave_id, organisation_id) references insight.wave_node,
	constraint participation_finished_check check (finished_at is null or attempt_id is not null),
	constraint participation_decision_time_check check (decision is null or finished_at is not null)
);
create index participation_person_index on insight.participation (person_id);
create index participation_node_index on insight.participation (wave_id, organisation_id);
-- The same answers count in one wave only: two waves over nearly the same people would otherwise show the difference between them.
create unique index participation_attempt_unique on insight.participation (attempt_id) where decision = 'shared';

-- What was shared: frozen, under a random id, without time and without a way back to the person.
create table insight.snapshot (
	id uuid constraint snapshot_pk primary key default gen_random_uuid(),
	wave_id uuid not null,
	organisation_id uuid not null,
	-- Bands in the order of the wave's dimensions.
	bands text[] not null,
	-- One byte for each item of the instrument, in its order: 0 = unanswered, 1 = don't know, 2..7 = A1..C2.
	answers bytea not null,
	-- One byte for each local question: 0 = unanswered, n = the n-th choice.
	local_answers bytea not null,
	-- Only in studies that link rounds, and only of who agreed to that.
	pseudonym bytea,
	-- Whether it is counted in the cells.
	is_counted boolean not null default false,
	constraint snapshot_node_fk foreign key (wave_id, organisation_id) references insight.wave_node
);
create index snapshot_wave_index on insight.snapshot (wave_id, organisation_id);
create index snapshot_uncounted_index on insight.snapshot (wave_id) where not is_counted;

-- How many in a group gave which answer. `dimensions` and `bands` are keys of domain/suppression.ts; the layout of the numbers is domain/measures.ts.
create table insight.cell (
	wave_id uuid not null,
	organisation_id uuid not null,
	dimensions text not null,
	bands text not null,
	persons integer not null,
	-- 32-bit whole numbers and 64-bit floating point, little-endian.
	counts bytea not null,
	sums bytea not null,
	constraint cell_pk primary key (wave_id, organisation_id, dimensions, bands),
	constraint cell_node_fk foreign key (wave_id, organisation_id) references insight.wave_node on delete cascade
);

-- Tables that may be told, found when the wave closed (domain/suppression.ts): a node crossed with dimensions, whole or not at all.
create table insight.shown_table (
	wave_id uuid not null,
	organisation_id uuid not null,
	dimensions text not null,
	constraint shown_table_pk primary key (wave_id, organisation_id, dimensions),
	constraint shown_table_node_fk foreign key (wave_id, organisation_id) references insight.wave_node on delete cascade
);

-- Who may see what. Waves are seen from their own place in the tree, from above it, and from each organisation that takes part.
create function insight.visible_waves() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp rows 20
begin atomic
	with held as materialized (select t.id from people.organisations_held('wave.view') as t (id))
	select wave.id from insight.wave where exists (select from held where held.id is null)
	union
	select wave.id from insight.wave where wave.organisation_path && array(select held.id from held where held.id is not null)
	union
	select wave_node.wave_id from held join insight.wave_node on wave_node.organisation_id = held.id
	union
	select participation.wave_id from insight.participation where participation.person_id = any (people.acting_persons());
end;

-- Whether an acting person may see the results of a node of a wave: by a right there or above, or as one who took part there.
create function insight.may_see(wave uuid, node uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select exists (
		select
		from insight.wave_node
		join insight.wave on wave.id = wave_node.wave_id
		where wave_node.wave_id = may_see.wave and wave_node.organisation_id = may_see.node
			and exists (
				select from people.organisations_held('wave.view') as held (id)
				where held.id is null or held.id = any (wave.organisation_path) or held.id = any (wave_node.path)
			)
	) or exists (
		select from insight.participation
		where participation.wave_id = may_see.wave and participation.organisation_id = may_see.node
			and participation.person_id = any (people.acting_persons())
	);
end;

alter table insight.wave enable row level security;
create policy wave_read on insight.wave for select using (id in (select insight.visible_waves()) or people.may('wave.manage', organisation_id));
create policy wave_write on insight.wave for all using (people.may('wave.manage', organisation_id)) with check (people.may('wave.manage', organisation_id));
grant select, insert, update, delete on insight.wave to qadam_application_rights;

do $$
declare
	name text;
begin
	foreach name in array array['wave_scope', 'wave_node', 'wave_code', 'wave_question'] loop
		execute format('alter table insight.%I enable row level security', name);
		-- The wave's own policies decide.
		execute format('create policy %I on insight.%I for select using (wave_id in (select insight.visible_waves()))', name || '_read', name);
		execute format(
			'create policy %I on insight.%I for all using (exists (select from insight.wave where wave.id = wave_id and people.may(''wave.manage'', wave.organisation_id)))',
			name || '_write', name
		);
		execute format('grant select, insert, update, delete on insight.%I to qadam_application_rights', name);
	end loop;
end $$;

alter table insight.participation enable row level security;
create policy participation_own on insight.participation using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert, delete on insight.participation to qadam_application_rights;
grant update (organisation_id, attempt_id, finished_at) on insight.participation to qadam_application_rights;

-- Snapshots, cells and shown tables: the application has no right on them at all. It adds and asks by the functions below.
alter table insight.snapshot enable row level security;
alter table insight.cell enable row level security;
alter table insight.shown_table enable row level security;
create policy snapshot_count on insight.snapshot to qadam_insight_rights using (true);
create policy cell_count on insight.cell to qadam_insight_rights using (true);
create policy shown_table_find on insight.shown_table to qadam_insight_rights using (true);
create policy wave_count on insight.wave to qadam_insight_rights using (true);
create policy wave_node_count on insight.wave_node to qadam_insight_rights using (true);
create policy wave_question_count on insight.wave_question to qadam_insight_rights using (true);
grant select, insert, update, delete on insight.snapshot, insight.cell, insight.shown_table to qadam_insight_rights;
grant select on insight.wave, insight.wave_node, insight.wave_question to qadam_insight_rights;
grant update (published_at) on insight.wave to qadam_insight_rights;

-- A wave by its code, before anybody is known: what the page of joining says. A wrong code finds nothing.
create function insight.find_wave_by_code(wanted text) returns table (wave_id uuid, organisation_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select wave_code.wave_id, wave_code.organisation_id from insight.wave_code where wave_code.code = wanted;
end;

-- What everybody who has the code may know of the wave.
create function insight.wave_head(wanted text)
returns table (id uuid, title text, message text, state text, opens_on date, closes_on date, instrument_id text, instrument_version text,
	minimum_size smallint, dimensions text[], organisation_id uuid, organisation_name jsonb, code_organisation_id uuid, code_organisation_name jsonb, schools integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select wave.id, wave.title, wave.message, wave.state, wave.opens_on, wave.closes_on, wave.instrument_id, wave.instrument_version,
		wave.minimum_size, wave.dimensions, wave.organisation_id, root.name, node.organisation_id, node.name,
		(select count(*)::integer from insight.wave_node below where below.wave_id = wave.id and node.organisation_id = any (below.path))
	from insight.wave_code
	join insight.wave on wave.id = wave_code.wave_id
	join insight.wave_node root on root.wave_id = wave.id and root.organisation_id = wave.organisation_id
	join insight.wave_node node on node.wave_id = wave.id and node.organisation_id = wave_code.organisation_id
	where wave_code.code = wanted;
end;

-- Shares the answers of the acting person: adds the snapshot and notes that it was shared, in one step; nothing afterwards tells which is whose.
-- Returns 'shared', or why not: 'unknown' (takes no part), 'not_open', 'not_finished', 'again' (shared before), 'attempt_used' (in another wave).
create function insight.share_answers(wave uuid, person uuid, bands text[], answers bytea, local_answers bytea, pseudonym bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
	part insight.participation;
	state text;
	questions integer;
	dimensions integer;
begin
	if not (person = any (people.acting_persons())) then return 'unknown'; end if;
	select * into part from insight.participation p where p.wave_id = wave and p.person_id = person for update;
	if not found then return 'unknown'; end if;
	-- A share of the row: the wave can't be closed between this look and the commit.
	select w.state, cardinality(w.dimensions), (select count(*) from insight.wave_question q where q.wave_id = w.id)
		into state, dimensions, questions from insight.wave w where w.id = wave for share;
	if part.decision = 'shared' then return 'again'; end if;
	if state <> 'open' then return 'not_open'; end if;
	if part.finished_at is null then return 'not_finished'; end if;
	if cardinality(bands) <> dimensions or length(local_answers) <> questions then
		raise exception 'the snapshot does not fit the wave' using errcode = 'check_violation';
	end if;
	begin
		update insight.participation p set decision = 'shared' where p.wave_id = wave and p.person_id = person;
	exception when unique_violation then
		return 'attempt_used';
	end;
	insert into insight.snapshot (wave_id, organisation_id, bands, answers, local_answers, pseudonym)
		values (wave, part.organisation_id, bands, answers, local_answers, pseudonym);
	return 'shared';
end $$;

-- Declines to share; may be changed to sharing while the wave is open.
create function insight.decline_sharing(wave uuid, person uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
	update insight.participation p set decision = 'declined'
	where p.wave_id = wave and p.person_id = person and person = any (people.acting_persons()) and p.finished_at is not null
		and p.decision is distinct from 'shared';
	return found;
end $$;

-- How many joined and finished, by organisation and day (of Kazakhstan), at a node and below. Counts only; whoever did not share is not told apart.
create function insight.completion(wave uuid, node uuid) returns table (organisation_id uuid, day date, joined integer, finished integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	with steps as (
		select p.organisation_id, (p.joined_at at time zone 'Asia/Almaty')::date as day, 1 as joined, 0 as finished
		from insight.wave_node n
		join insight.participation p on p.wave_id = n.wave_id and p.organisation_id = n.organisation_id
		where n.wave_id = completion.wave and completion.node = any (n.path) and insight.may_see(completion.wave, completion.node)
		union all
		select p.organisation_id, (p.finished_at at time zone 'Asia/Almaty')::date, 0, 1
		from insight.wave_node n
		join insight.participation p on p.wave_id = n.wave_id and p.organisation_id = n.organisation_id
		where n.wave_id = completion.wave and completion.node = any (n.path) and p.finished_at is not null
			and insight.may_see(completion.wave, completion.node)
	)
	select steps.organisation_id, steps.day, sum(steps.joined)::integer, sum(steps.finished)::integer
	from steps
	group by steps.organisation_id, steps.day;
end;

-- Cells of the tables that may be told, for nodes at or below the one looked from, and for those above it. Nothing before the wave is closed.
create function insight.read_cells(wave uuid, looked_from uuid, nodes uuid[], wanted text)
returns table (organisation_id uuid, bands text, persons integer, counts bytea, sums bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
	may_go_down boolean;
begin
	if not insight.may_see(wave, looked_from) then return; end if;
	may_go_down := exists (
		select
		from insight.wave w
		join insight.wave_node n on n.wave_id = w.id and n.organisation_id = looked_from
		join people.organisations_held('wave.view') as held (id) on held.id is null or held.id = any (w.organisation_path) or held.id = any (n.path)
		where w.id = wave
	);
	return query
	select c.organisation_id, c.bands, c.persons, c.counts, c.sums
	from insight.wave_node origin
	join insight.wave_node n on n.wave_id = wave and n.organisation_id = any (nodes)
		and (n.organisation_id = any (origin.path) or (may_go_down and looked_from = any (n.path)))
	join insight.wave w on w.id = wave and w.published_at is not null
	join insight.shown_table s on s.wave_id = wave and s.organisation_id = n.organisation_id and s.dimensions = wanted
	join insight.cell c on c.wave_id = wave and c.organisation_id = n.organisation_id and c.dimensions = wanted
	where origin.wave_id = wave and origin.organisation_id = looked_from;
end $$;

revoke execute on function insight.visible_waves, insight.may_see, insight.find_wave_by_code, insight.wave_head, insight.share_answers, insight.decline_sharing,
	insight.completion, insight.read_cells from public;
grant execute on function insight.visible_waves, insight.may_see, insight.find_wave_by_code, insight.wave_head, insight.share_answers, insight.decline_sharing,
	insight.completion, insight.read_cells to qadam_application_rights;
grant execute on function people.acting_persons, people.may, people.organisations_held to qadam_insight_rights;
grant execute on function insight.visible_waves to qadam_insight_rights;
