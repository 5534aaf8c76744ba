-- What this database is: a demonstration, a production, or a copy of one.

-- Proves that something can be written; says under which key secrets are stored. The row has room in its page, so that its update succeeds
-- on a full disk too: the first statement needs more memory than it has, writes some 400 kB beside the tables, and fails there.
create or replace function deployment_check(now timestamptz) returns bytea
    language sql volatile security definer set search_path = public set work_mem = '64kB'
    as $$
    with written as materialized (select repeat('x', 200) from generate_series(1, 2000)) select count(*) from written;
    update deployment set checked_at = now returning key_fingerprint
    $$;

create or replace function deployment_of() returns table (key bytea, is_demo boolean, last_home text, this_home text)
    language sql stable security definer set search_path = public
    as $$
    select d.key_fingerprint, d.demo, d.home,
        (select c.system_identifier::text from pg_control_system() c) || '/'
            || (select b.oid::text from pg_database b where b.datname = current_database())
    from deployment d
    $$;

create or replace function deployment_place() returns text
    language sql stable security definer set search_path = public
    as $$ select place from deployment $$;

-- Keeps where it is served from now on.
create or replace function deployment_serve(at_home text, at_place text) returns void
    language sql volatile security definer set search_path = public
    as $$ update deployment set home = at_home, place = at_place $$;

-- Keeps what is not null of it.
create or replace function deployment_set(key bytea, is_demo boolean, at_home text) returns void
    language sql volatile security definer set search_path = public
    as $$
    update deployment set key_fingerprint = coalesce(key, key_fingerprint), demo = coalesce(is_demo, demo), home = coalesce(at_home, home)
    $$;

revoke all on function deployment_check, deployment_of, deployment_place, deployment_serve, deployment_set from public;
grant execute on function deployment_check, deployment_of, deployment_place, deployment_serve, deployment_set to portico_app;
