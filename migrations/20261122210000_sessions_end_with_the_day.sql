-- A session lasts while it is used, but no longer than a working day after it began.
create or replace function session_load(hash bytea, now timestamptz) returns table (data jsonb, expires_at timestamptz)
    language sql stable security definer set search_path = public
    as $$
    select s.data, s.expires_at from sessions s
    where s.id_hash = hash and s.expires_at > now and s.made_at > now - interval '12 hours'
    $$;
