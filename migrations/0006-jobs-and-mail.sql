-- Background work: how far long work is, and mail on its way. The queues themselves are pg-boss's (platform/jobs-schema.ts).
grant usage on schema platform to qadam_application_rights;

-- Long work that a person started: an import, an export, a bulk invitation. Seen by that person alone.
create table platform.progress (
	id uuid constraint progress_pk primary key,
	person_id uuid not null constraint progress_person_fk references people.person on delete cascade,
	kind text not null,
	state text not null default 'waiting' constraint progress_state_check check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
	done integer not null default 0 constraint progress_done_check check (done >= 0),
	-- Unknown until the work has been looked over.
	total integer constraint progress_total_check check (total >= 0),
	-- What came of it, or why it ended: a code that the kind's own context has words for.
	message_code text,
	result jsonb,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	finished_at timestamptz,
	constraint progress_finished_check check ((finished_at is not null) = (state in ('done', 'failed', 'cancelled')))
);
create index progress_person_index on platform.progress (person_id, created_at);
create index progress_updated_index on platform.progress (updated_at);

alter table platform.progress enable row level security;
create policy progress_own on platform.progress using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert, update, delete on platform.progress to qadam_application_rights;

-- Mail holds addresses and links that open doors: the application puts it in and can't look through it. What delivers gets one by its id.
create table platform.mail (
	id uuid constraint mail_pk primary key,
	kind text not null,
	locale text not null constraint mail_locale_check check (locale in ('kk', 'ru', 'en')),
	recipient text not null constraint mail_recipient_check check (recipient !~ '[\s,;<>]'),
	recipient_name text constraint mail_recipient_name_check check (recipient_name !~ '[[:cntrl:]]'),
	subject text not null constraint mail_subject_check check (subject !~ '[[:cntrl:]]'),
	-- Both empty once the mail was handed over, because of the links.
	body_text text,
	body_html text,
	-- Kept: no mail server is set, and the outbox page of a developer shows it.
	state text not null constraint mail_state_check check (state in ('queued', 'sent', 'failed', 'bounced', 'kept')),
	attempts smallint not null default 0,
	error_code text,
	created_at timestamptz not null default now(),
	settled_at timestamptz
);
create index mail_created_index on platform.mail (created_at);

alter table platform.mail enable row level security;
create policy mail_put_in on platform.mail for insert with check (true);
create policy mail_kept on platform.mail for select using (state = 'kept');
grant select, insert on platform.mail to qadam_application_rights;

-- One mail that waits to be sent; counts the attempt.
create function platform.take_mail(mail_id uuid)
returns table (kind text, locale text, recipient text, recipient_name text, subject text, body_text text, body_html text, attempts smallint)
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
	update platform.mail set attempts = mail.attempts + 1
	where mail.id = mail_id and mail.state = 'queued'
	returning mail.kind, mail.locale, mail.recipient, mail.recipient_name, mail.subject, mail.body_text, mail.body_html, mail.attempts;
end;

-- What became of an attempt. Without a final state the mail goes on waiting.
create function platform.settle_mail(mail_id uuid, final_state text, code text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
	update platform.mail set
		state = coalesce(final_state, mail.state),
		error_code = code,
		settled_at = case when final_state is null then null else now() end,
		body_text = case when final_state is null then mail.body_text end,
		body_html = case when final_state is null then mail.body_html end
	where mail.id = mail_id and mail.state = 'queued';
end;

-- How it stands with mails whose ids are known, without address or text.
create function platform.mail_states(mail_ids uuid[]) returns table (id uuid, state text, error_code text, settled_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select mail.id, mail.state, mail.error_code, mail.settled_at from platform.mail where mail.id = any (mail_ids);
end;

-- Addresses and outcomes are forgotten after a month; long work that nobody reports on any more is told as failed, and forgotten after three.
create function platform.tidy() returns table (mails bigint, abandoned bigint, forgotten bigint)
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
	with old_mail as (delete from platform.mail where created_at < now() - interval '30 days' returning id),
	abandoned as (
		update platform.progress set state = 'failed', message_code = 'progress.abandoned', finished_at = now(), updated_at = now()
		where state in ('waiting', 'running') and updated_at < now() - interval '3 days'
		returning id
	),
	old_progress as (delete from platform.progress where finished_at < now() - interval '90 days' returning id)
	select (select count(*) from old_mail), (select count(*) from abandoned), (select count(*) from old_progress);
end;

revoke execute on function platform.take_mail, platform.settle_mail, platform.mail_states, platform.tidy from public;
grant execute on function platform.take_mail, platform.settle_mail, platform.mail_states, platform.tidy to qadam_application_rights;
