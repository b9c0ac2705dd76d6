-- Background jobs run with a login of their own. What is to be done for whom, and the text of mail on its way with its links, is read by that login
-- alone: the application puts jobs and mail in.
do $$
begin
	if not exists (select from pg_roles where rolname = 'qadam_jobs_rights') then create role qadam_jobs_rights nologin; end if;
end $$;

grant usage on schema platform to qadam_jobs_rights;
revoke execute on function platform.take_mail from qadam_application_rights;
grant execute on function platform.take_mail to qadam_jobs_rights;
