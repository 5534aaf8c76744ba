-- A physical copy of a database has the same identifiers as the first one. What differs is where a server reaches it.
alter table deployment add column place text;

create function deployment_place() returns text
    language sql stable security definer set search_path = public
    as $$ select place from deployment $$;

-- Keeps where it is served from now on.
create function deployment_serve(at_home text, at_place text) returns void
    language sql volatile security definer set search_path = public
    as $$ update deployment set home = at_home, place = at_place $$;

-- Proves that something can be written; says under which key secrets are stored. The row has room in its page, so that its update succeeds
-- on a full disk too: the first statement needs more memory than it has, writes some 400 kB beside the tables, and fails there.
create or replace function deployment_check(now timestamptz) returns bytea
    language sql volatile security definer set search_path = public set work_mem = '64kB'
    as $$
    with written as materialized (select repeat('x', 200) from generate_series(1, 2000)) select count(*) from written;
    update deployment set checked_at = now returning key_fingerprint
    $$;

revoke all on function deployment_place(), deployment_serve(text, text) from public;
grant execute on function deployment_place(), deployment_serve(text, text) to portico_app;
