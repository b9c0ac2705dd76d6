-- Waves at work: closing by the date, finding one's school by a code, a guest who becomes an account, reminders.

-- Open waves whose last day is over. The application may close these in nobody's name; which they are, the calendar alone says.
create function insight.due_waves() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select wave.id from insight.wave where wave.state = 'open' and wave.closes_on < (now() at time zone 'Asia/Almaty')::date order by wave.closes_on, wave.id;
end;

-- Closes a wave whose last day is over; false: it was not due, or is closed already.
create function insight.close_due(wave uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
	update insight.wave w set state = 'closed', closed_at = now()
	where w.id = close_due.wave and w.state = 'open' and w.closes_on < (now() at time zone 'Asia/Almaty')::date;
	return found;
end $$;

-- The organisations that people join by a code: those below it that have none below themselves, by words of their names. Names alone, as the
-- tree of organisations is public; the number of all that were found stands in each row.
create function insight.find_places(wanted text, words text, most integer)
returns table (organisation_id uuid, name jsonb, kind text, above jsonb, total integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	with places as (
		select node.organisation_id, node.name, node.kind, node.parent_id, node.wave_id, wave_code.organisation_id as root_id
		from insight.wave_code
		join insight.wave_node node on node.wave_id = wave_code.wave_id and wave_code.organisation_id = any (node.path)
		where wave_code.code = wanted
			and not exists (select from insight.wave_node below where below.wave_id = node.wave_id and below.parent_id = node.organisation_id)
			and not exists (
				select from regexp_split_to_table(trim(find_places.words), '\s+') as word
				where strpos(people.folded((node.name ->> 'kk') || ' ' || (node.name ->> 'ru') || ' ' || (node.name ->> 'en') || ' ' || coalesce(node.code, '')),
					people.folded(word)) = 0
			)
	)
	select places.organisation_id, places.name, places.kind,
		-- Where it lies, unless the code is of that very place.
		case when places.organisation_id = places.root_id or parent.organisation_id = places.root_id then null else parent.name end,
		(count(*) over ())::integer
	from places
	left join insight.wave_node parent on parent.wave_id = places.wave_id and parent.organisation_id = places.parent_id
	order by coalesce(nullif(places.name ->> 'kk', ''), places.name ->> 'ru') collate people.order_kk, places.organisation_id
	limit most;
end;

-- A guest's waves become those of the account. Where both took part in one, the row of whoever has shared stays, else the account's own.
create function insight.move_participations(from_person uuid, to_person uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
	moved integer;
begin
	if not (array[from_person, to_person] <@ people.acting_persons()) then return 0; end if;
	delete from insight.participation own using insight.participation guest
	where own.person_id = to_person and guest.person_id = from_person and guest.wave_id = own.wave_id
		and guest.decision = 'shared' and own.decision is distinct from 'shared';
	delete from insight.participation guest using insight.participation own
	where guest.person_id = from_person and own.person_id = to_person and own.wave_id = guest.wave_id;
	update insight.participation set person_id = to_person where person_id = from_person;
	get diagnostics moved = row_count;
	return moved;
end $$;

-- When somebody was last reminded of a wave, and whether they want no more of that. The token of a letter stops reminders and nothing else.
create table insight.reminder (
	person_id uuid constraint reminder_pk primary key,
	token uuid not null default gen_random_uuid() constraint reminder_token_unique unique,
	sent_at timestamptz,
	stopped_at timestamptz
);
alter table insight.reminder enable row level security;
create policy reminder_own on insight.reminder using (person_id = any ((select people.acting_persons())::uuid[]));
grant select, insert, delete on insight.reminder to qadam_application_rights;
grant update (stopped_at) on insight.reminder to qadam_application_rights;

create function insight.stop_reminders(wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
	update insight.reminder set stopped_at = coalesce(stopped_at, now()) where token = wanted;
	return found;
end $$;

-- Below: for the login of background jobs alone, which tells nobody.

-- Open waves of which may be reminded now: some days after they opened, and not on their last evening's eve for nothing.
create function insight.waves_to_remind() returns table (wave_id uuid, title text, audience text, closes_on date, asks jsonb, places uuid[])
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select wave.id, wave.title, wave.audience, wave.closes_on, root.name,
		array(select node.organisation_id from insight.wave_node node where node.wave_id = wave.id order by node.organisation_id)
	from insight.wave
	join insight.wave_node root on root.wave_id = wave.id and root.organisation_id = wave.organisation_id
	where wave.state = 'open' and wave.opened_at < now() - interval '3 days' and wave.closes_on >= (now() at time zone 'Asia/Almaty')::date
	order by wave.closes_on, wave.id;
end;

-- Whoever joined the wave, whether that is finished, and the code of their place.
create function insight.joined(wave uuid) returns table (person_id uuid, is_finished boolean, joined_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select participation.person_id, participation.finished_at is not null, participation.joined_at
	from insight.participation where participation.wave_id = joined.wave;
end;

-- Takes those of the persons who may be written to now, and notes that they are: none who stopped it, none within a week of the last time.
create function insight.take_reminders(persons uuid[]) returns table (person_id uuid, token uuid)
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
	insert into insight.reminder as known (person_id, sent_at) select distinct wanted.id, now() from unnest(take_reminders.persons) as wanted (id)
	on conflict on constraint reminder_pk do update set sent_at = now()
		where known.stopped_at is null and (known.sent_at is null or known.sent_at < now() - interval '7 days')
	returning known.person_id, known.token;
end;

-- Members of organisations with a confirmed address: for letters that a job writes.
create function people.members_to_write(organisations uuid[], wanted_roles text[])
returns table (person_id uuid, organisation_id uuid, name text, email text, locale text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select distinct on (account.id) account.id, membership.organisation_id, account.name, account.email, account.locale
	from people.membership
	join people.account on account.id = membership.person_id and account.email_verified
	where membership.organisation_id = any (organisations) and membership.role = any (wanted_roles)
		and membership.since <= now() and (membership.until is null or membership.until > now())
	order by account.id, membership.organisation_id;
end;

-- The addresses of persons who have some: the same.
create function people.persons_to_write(persons uuid[]) returns table (person_id uuid, name text, email text, locale text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select account.id, account.name, account.email, account.locale from people.account where account.id = any (persons) and account.email_verified;
end;

revoke execute on function insight.due_waves, insight.close_due, insight.find_places, insight.move_participations, insight.stop_reminders,
	insight.waves_to_remind, insight.joined, insight.take_reminders, people.members_to_write, people.persons_to_write from public;
grant execute on function insight.due_waves, insight.close_due, insight.find_places, insight.move_participations, insight.stop_reminders
	to qadam_application_rights;
grant usage on schema insight, people to qadam_jobs_rights;
grant execute on function insight.waves_to_remind, insight.joined, insight.take_reminders, people.members_to_write, people.persons_to_write
	to qadam_jobs_rights;
