-- Codes of a wave for letters that a job writes: each member gets that of the own organisation.
create function insight.codes_of(wave uuid) returns table (organisation_id uuid, code text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
	select wave_code.organisation_id, wave_code.code from insight.wave_code where wave_code.wave_id = codes_of.wave;
end;
revoke execute on function insight.codes_of from public;
grant execute on function insight.codes_of to qadam_jobs_rights;
