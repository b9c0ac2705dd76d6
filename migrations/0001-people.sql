-- People: whoever owns answers. A guest is a person without an account, recognised by a resume code.
create schema people;

create table people.person (
	id uuid constraint person_pk primary key,
	created_at timestamptz not null default now()
);

-- Only a hash of the code is kept: a copy of the database opens nobody's attempt.
create table people.resume_code (
	person_id uuid constraint resume_code_pk primary key
		constraint resume_code_person_fk references people.person on delete cascade,
	code_hash bytea not null constraint resume_code_hash_unique unique
);

create table people.consent (
	id uuid constraint consent_pk primary key,
	person_id uuid not null constraint consent_person_fk references people.person on delete cascade,
	purpose text not null,
	text_version text not null,
	locale text not null constraint consent_locale_check check (locale in ('kk', 'ru', 'en')),
	given_at timestamptz not null default now()
);
create index consent_person_index on people.consent (person_id);

-- Who did what to what. Kept when the person is erased, then without the person.
create table people.audit_event (
	id uuid constraint audit_event_pk primary key,
	happened_at timestamptz not null default now(),
	person_id uuid constraint audit_event_person_fk references people.person on delete set null,
	action text not null,
	subject_id uuid,
	request_id text,
	details jsonb not null default '{}'
);
create index audit_event_person_index on people.audit_event (person_id, happened_at);
create index audit_event_subject_index on people.audit_event (subject_id);
