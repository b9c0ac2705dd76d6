-- Instruments, attempts, answers, frozen results, plans and shared reports.
create schema self_assessment;

-- A version that attempts were made with never changes; a better wording is a new version.
create table self_assessment.instrument (
	id text not null,
	version text not null,
	body jsonb not null,
	checksum text not null,
	loaded_at timestamptz not null default now(),
	constraint instrument_pk primary key (id, version)
);

-- The items of each version, so that the database itself refuses an answer to an item that the instrument lacks.
create table self_assessment.instrument_item (
	instrument_id text not null,
	instrument_version text not null,
	item text not null,
	constraint instrument_item_pk primary key (instrument_id, instrument_version, item),
	constraint instrument_item_instrument_fk foreign key (instrument_id, instrument_version)
		references self_assessment.instrument (id, version) on delete cascade
);

create table self_assessment.attempt (
	id uuid constraint attempt_pk primary key,
	person_id uuid not null,
	instrument_id text not null,
	instrument_version text not null,
	started_at timestamptz not null default now(),
	submitted_at timestamptz,
	constraint attempt_instrument_fk foreign key (instrument_id, instrument_version)
		references self_assessment.instrument (id, version)
);
create index attempt_person_index on self_assessment.attempt (person_id, started_at);

-- One row per item: the answer given last by the clock of the device that gave it. 0 = don't know, 1..6 = A1..C2; unanswered = no row;
-- null = taken back, kept so that an older answer that arrives late does not come back to life.
create table self_assessment.answer (
	attempt_id uuid not null constraint answer_attempt_fk references self_assessment.attempt on delete cascade,
	item text not null,
	value smallint constraint answer_value_check check (value between 0 and 6),
	answered_at timestamptz not null,
	saved_at timestamptz not null default now(),
	constraint answer_pk primary key (attempt_id, item)
) with (fillfactor = 80);

create table self_assessment.attempt_context (
	attempt_id uuid constraint attempt_context_pk primary key
		constraint attempt_context_attempt_fk references self_assessment.attempt on delete cascade,
	answers jsonb not null,
	saved_at timestamptz not null default now()
);

create table self_assessment.self_rating (
	attempt_id uuid not null constraint self_rating_attempt_fk references self_assessment.attempt on delete cascade,
	moment text not null constraint self_rating_moment_check check (moment in ('before', 'after')),
	value smallint not null constraint self_rating_value_check check (value between 1 and 6),
	saved_at timestamptz not null default now(),
	constraint self_rating_pk primary key (attempt_id, moment)
);

-- The result as it was computed at submission, with the versions it was computed with.
create table self_assessment.result (
	attempt_id uuid constraint result_pk primary key
		constraint result_attempt_fk references self_assessment.attempt on delete cascade,
	framework_id text not null,
	framework_version text not null,
	rule_version text not null,
	body jsonb not null,
	computed_at timestamptz not null default now()
);

create table self_assessment.goal (
	id uuid constraint goal_pk primary key,
	attempt_id uuid not null constraint goal_attempt_fk references self_assessment.attempt on delete cascade,
	item text not null,
	target_value smallint not null constraint goal_target_check check (target_value between 1 and 6),
	due_on date,
	note text not null default '' constraint goal_note_check check (length(note) <= 2000),
	done_at timestamptz,
	created_at timestamptz not null default now(),
	constraint goal_item_unique unique (attempt_id, item)
);

create table self_assessment.share (
	id uuid constraint share_pk primary key,
	attempt_id uuid not null constraint share_attempt_fk references self_assessment.attempt on delete cascade,
	token_hash bytea not null constraint share_token_unique unique,
	created_at timestamptz not null default now(),
	expires_at timestamptz not null,
	revoked_at timestamptz
);
create index share_attempt_index on self_assessment.share (attempt_id);
