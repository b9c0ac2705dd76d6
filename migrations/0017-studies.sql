-- Studies over waves: the same question before and after, with or without a control group (docs/adr/0021-studies-over-waves.md).
create table insight.study (
	id uuid constraint study_pk primary key,
	organisation_id uuid not null,
	title text not null constraint study_title_check check (length(title) between 1 and 200),
	question text not null default '' constraint study_question_check check (length(question) <= 1000),
	-- Whether a group that was not trained is compared with.
	has_control boolean not null default false,
	created_at timestamptz not null default now(),
	-- From here on nobody's rounds can be linked any more: the key is destroyed.
	closed_at timestamptz,
	-- What was found, as domain/study-analysis.ts has it; null while that is still to be done.
	results jsonb,
	analysed_at timestamptz,
	constraint study_analysed_check check ((results is null) = (analysed_at is null))
);
create index study_organisation_index on insight.study (organisation_id);

-- The rounds of a study. A wave is a round of one study only: what is shared in it has one pseudonym.
create table insight.study_wave (
	study_id uuid not null constraint study_wave_study_fk references insight.study on delete cascade,
	phase text not null constraint study_wave_phase_check check (phase in ('before', 'after')),
	wave_id uuid not null constraint study_wave_wave_fk references insight.wave on delete cascade,
	constraint study_wave_pk primary key (study_id, phase),
	constraint study_wave_wave_unique unique (wave_id)
);

-- Places whose people, and those of all places below, are trained or the control group. Where none is named, everybody is trained.
create table insight.study_group (
	study_id uuid not null constraint study_group_study_fk references insight.study on delete cascade,
	organisation_id uuid not null,
	side text not null constraint study_group_side_check check (side in ('trained', 'control')),
	constraint study_group_pk primary key (study_id, organisation_id)
);

-- What pseudonyms are made with. No login reads it: only the functions below, and closing the study deletes it.
create table insight.study_key (
	study_id uuid constraint study_key_pk primary key constraint study_key_study_fk references insight.study on delete cascade,
	key bytea not null constraint study_key_length_check check (length(key) = 32)
);
alter table insight.study_key enable row level security;

alter table insight.study enable row level security;
create policy study_read on insight.study for select using (people.may('wave.view', organisation_id));
create policy study_write on insight.study for all using (people.may('study.manage', organisation_id)) with check (people.may('study.manage', organisation_id));
create policy study_analyse on insight.study to qadam_insight_rights using (true);
grant select, insert, delete on insight.study to qadam_application_rights;
grant select on insight.study to qadam_insight_rights;
grant update (results, analysed_at) on insight.study to qadam_insight_rights;

do $$
declare
	name text;
begin
	foreach name in array array['study_wave', 'study_group'] loop
		execute format('alter table insight.%I enable row level security', name);
		-- The study's own policies decide.
		execute format('create policy %I on insight.%I for select using (exists (select from insight.study where study.id = study_id))', name || '_read', name);
		execute format(
			'create policy %I on insight.%I for all using (exists (select from insight.study where study.id = study_id and people.may(''study.manage'', study.organisation_id)))',
			name || '_write', name
		);
		execute format('create policy %I on insight.%I to qadam_insight_rights using (true)', name || '_analyse', name);
		execute format('grant select, insert, delete on insight.%I to qadam_application_rights', name);
		execute format('grant select on insight.%I to qadam_insight_rights', name);
	end loop;
end $$;

-- A new study gets its key here, at random; nobody sees it.
create function insight.make_study_key() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
	insert into insight.study_key (study_id, key)
		values (new.id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
	return new;
end $$;
create trigger study_key_made after insert on insight.study for each row execute function insight.make_study_key();

-- Under which name the acting person's answers in a wave are linked with those of the other round; null unless the wave is a round of a study that
-- still has its key, and the person agreed to that.
create function insight.pseudonym_for(wave uuid, person uuid) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select sha256(study_key.key || uuid_send(pseudonym_for.person))
	from insight.study_wave
	join insight.study_key on study_key.study_id = study_wave.study_id
	where study_wave.wave_id = pseudonym_for.wave
		and pseudonym_for.person = any (people.acting_persons())
		and exists (
			select from people.consent
			where consent.person_id = pseudonym_for.person and consent.purpose = 'study' and consent.withdrawn_at is null
		);
end;

-- As before; and in a round of a study the pseudonym is made here, so that it passes through no application.
create or replace function insight.share_answers(wave uuid, person uuid, bands text[], answers bytea, local_answers bytea, pseudonym bytea) returns text
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
		values (wave, part.organisation_id, bands, answers, local_answers, coalesce(share_answers.pseudonym, insight.pseudonym_for(wave, person)));
	return 'shared';
end $$;

-- Closes a study: the key is destroyed, and with it every way from a person to a pseudonym. Returns whether it was open.
create function insight.close_study(wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
	update insight.study set closed_at = now()
	where study.id = wanted and study.closed_at is null and people.may('study.manage', study.organisation_id);
	if not found then return false; end if;
	delete from insight.study_key where study_id = wanted;
	return true;
end $$;

revoke execute on function insight.make_study_key, insight.pseudonym_for, insight.close_study from public;
grant execute on function insight.pseudonym_for, insight.close_study to qadam_application_rights;
