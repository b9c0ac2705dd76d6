-- Accounts: how a person is known by more than a resume code. The tables are written by better-auth (docs/adr/0017-accounts.md) with the login for
-- accounts; the login of the application reaches none of the secrets in them.

-- An account is a person with a name and an address; its id is the person's.
create table people.account (
	id uuid constraint account_pk primary key
		constraint account_person_fk references people.person on delete cascade,
	name text not null constraint account_name_check check (length(name) between 1 and 800),
	-- As `normaliseEmail` writes it, so that look-alike spellings are one address.
	email text not null constraint account_email_unique unique
		constraint account_email_check check (length(email) <= 320),
	email_verified boolean not null default false,
	two_factor_enabled boolean not null default false,
	-- The language of the letters to this person.
	locale text not null default 'kk' constraint account_locale_check check (locale in ('kk', 'ru', 'en')),
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);

-- The person is made in the same act as the account, by the database itself: the login for accounts needs no right on persons.
create function people.make_person_of_account() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	insert into people.person (id) values (new.id);
	return new;
end
$$;
revoke execute on function people.make_person_of_account() from public;
create trigger account_person before insert on people.account for each row execute function people.make_person_of_account();

-- A signed-in device. Only a hash of the token in its cookie is kept: a copy of the database signs nobody in.
create table people.session (
	id uuid constraint session_pk primary key,
	person_id uuid not null constraint session_account_fk references people.account on delete cascade,
	token_hash text not null constraint session_token_unique unique,
	user_agent text,
	created_at timestamptz not null default now(),
	-- When it was last used, to the day.
	updated_at timestamptz not null default now(),
	expires_at timestamptz not null
);
create index session_person_index on people.session (person_id);
create index session_expiry_index on people.session (expires_at);

-- What a person signs in with: a password (provider "credential", its hash here) or the subject that a provider of OpenID Connect knows.
create table people.sign_in_method (
	id uuid constraint sign_in_method_pk primary key,
	person_id uuid not null constraint sign_in_method_account_fk references people.account on delete cascade,
	provider text not null,
	subject text not null,
	password_hash text,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	constraint sign_in_method_subject_unique unique (provider, subject)
);
create index sign_in_method_person_index on people.sign_in_method (person_id);

-- Secrets that were sent or shown once and wait to come back: links, challenges. The identifier is a hash where it is itself the secret.
create table people.verification (
	id text constraint verification_pk primary key,
	identifier text not null,
	value text not null,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	expires_at timestamptz not null
);
create index verification_identifier_index on people.verification (identifier);
create index verification_expiry_index on people.verification (expires_at);

create table people.passkey (
	id uuid constraint passkey_pk primary key,
	person_id uuid not null constraint passkey_account_fk references people.account on delete cascade,
	name text,
	public_key text not null,
	credential_id text not null constraint passkey_credential_unique unique,
	counter bigint not null,
	device_type text not null,
	backed_up boolean not null,
	transports text,
	aaguid text,
	created_at timestamptz default now()
);
create index passkey_person_index on people.passkey (person_id);

-- Secret and recovery codes are encrypted with the secret of the installation.
create table people.two_factor (
	id uuid constraint two_factor_pk primary key,
	person_id uuid not null constraint two_factor_account_fk references people.account on delete cascade
		constraint two_factor_person_unique unique,
	secret text not null,
	recovery_codes text not null,
	verified boolean not null default false,
	failed_verification_count integer not null default 0,
	locked_until timestamptz
);

-- The link that makes the first administrator.
create table people.start_link (
	token_hash bytea constraint start_link_pk primary key,
	created_at timestamptz not null default now(),
	expires_at timestamptz not null
);

-- Counters of attempts (signing in, letters, codes), shared by all processes. Keys are hashes: no address, no email.
create table people.attempt_limit (
	key varchar(255) constraint attempt_limit_pk primary key,
	points integer not null default 0,
	expire bigint
);
create index attempt_limit_expiry_index on people.attempt_limit (expire);

grant usage on schema people to qadam_accounts_rights;
grant select, insert, update, delete on
	people.account, people.session, people.sign_in_method, people.verification, people.passkey, people.two_factor
	to qadam_accounts_rights;
grant select, insert, update, delete on people.attempt_limit to qadam_accounts_rights, qadam_application_rights;
grant select on people.account to qadam_application_rights;

alter table people.account enable row level security;
alter table people.session enable row level security;
alter table people.sign_in_method enable row level security;
alter table people.verification enable row level security;
alter table people.passkey enable row level security;
alter table people.two_factor enable row level security;
alter table people.start_link enable row level security;
create policy account_by_accounts on people.account to qadam_accounts_rights using (true) with check (true);
create policy session_by_accounts on people.session to qadam_accounts_rights using (true) with check (true);
create policy sign_in_method_by_accounts on people.sign_in_method to qadam_accounts_rights using (true) with check (true);
create policy verification_by_accounts on people.verification to qadam_accounts_rights using (true) with check (true);
create policy passkey_by_accounts on people.passkey to qadam_accounts_rights using (true) with check (true);
create policy two_factor_by_accounts on people.two_factor to qadam_accounts_rights using (true) with check (true);
create policy account_own on people.account for select to qadam_application_rights
	using (id = any ((select people.acting_persons())::uuid[]));

-- Who each session token belongs to, asked before anybody is known. A session that is used lives on; one that was not to be kept has only a day.
create function people.recognise_sessions(hashes text[])
returns table (token_hash text, session_id uuid, person_id uuid, name text, email text, locale text, is_renewed boolean)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
	with known as (
		select s.token_hash, s.id, s.person_id, a.name, a.email, a.locale, s.updated_at
		from people.session s join people.account a on a.id = s.person_id
		where s.token_hash = any (hashes) and s.expires_at > now()
	), renewed as (
		update people.session s set updated_at = now(), expires_at = now() + interval '30 days'
		from known k where s.id = k.id and k.updated_at < now() - interval '1 day'
		returning s.id
	)
	select k.token_hash, k.id, k.person_id, k.name, k.email, k.locale, exists (select from renewed r where r.id = k.id) from known k
$$;
revoke execute on function people.recognise_sessions(text[]) from public;
grant execute on function people.recognise_sessions(text[]) to qadam_application_rights;

-- Signing in and what changes an account leave their trace.
grant insert on people.audit_event to qadam_accounts_rights;
create policy audit_event_by_accounts on people.audit_event for insert to qadam_accounts_rights with check (true);

-- Whether a link still makes the first administrator: it was not used, its hour is not over, and nobody else has become one.
create function people.is_start_open(hash bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select exists (select from people.start_link where start_link.token_hash = hash and start_link.expires_at > now())
		and not exists (
			select from people.membership
			where membership.role = 'administrator' and membership.organisation_id is null and (membership.until is null or membership.until > now())
		);
end;
revoke execute on function people.is_start_open from public;
grant execute on function people.is_start_open to qadam_application_rights, qadam_accounts_rights;

-- Uses the link up: the account becomes administrator everywhere. Its address counts as proven, by whoever could read the link where Qadam runs.
create function people.begin_administration(hash bytea, account uuid, membership uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	lock table people.start_link in share row exclusive mode;
	if not people.is_start_open(hash) then
		return false;
	end if;
	delete from people.start_link;
	update people.account set email_verified = true where id = begin_administration.account;
	insert into people.membership (id, person_id, organisation_id, role) values (begin_administration.membership, begin_administration.account, null, 'administrator');
	return true;
end
$$;
revoke execute on function people.begin_administration from public;
grant execute on function people.begin_administration to qadam_accounts_rights;

-- A guest becomes part of an account: consents and the trace of what was done move, the guest is forgotten, and with it the resume code. Only for whoever acts
-- for both: has signed in, and has shown the code.
create function people.absorb_guest(guest uuid, account uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	if not (array[guest, absorb_guest.account] <@ people.acting_persons())
		or exists (select from people.account a where a.id = guest)
		or not exists (select from people.account a where a.id = absorb_guest.account)
	then
		raise exception 'only a guest can be absorbed, by the account that acts for both' using errcode = 'insufficient_privilege';
	end if;
	update people.consent set person_id = absorb_guest.account where person_id = guest;
	update people.audit_event set person_id = absorb_guest.account where person_id = guest;
	delete from people.person where id = guest;
end
$$;
revoke execute on function people.absorb_guest from public;
grant execute on function people.absorb_guest to qadam_application_rights;
