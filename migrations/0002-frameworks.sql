-- Competence frameworks, crosswalks and the library, as loaded from content/: whole documents, immutable by version.
create schema frameworks;

create table frameworks.document (
	kind text not null constraint document_kind_check check (kind in ('framework', 'crosswalk', 'library')),
	id text not null,
	version text not null,
	body jsonb not null,
	checksum text not null,
	loaded_at timestamptz not null default now(),
	constraint document_pk primary key (kind, id, version)
);
