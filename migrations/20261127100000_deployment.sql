-- What a server must know of the database before it serves it: under which key its secrets are stored, whether its people are those of the
-- demonstration, and where it was at home when it was last served, so that a restored copy is recognised.
create table deployment (
    one boolean primary key default true check (one),
    key_fingerprint bytea,
    demo boolean not null default false,
    -- The cluster's identifier and the database's. A copy has others, or is marked as one by whoever restored it.
    home text,
    checked_at timestamptz
);
insert into deployment default values;
alter table deployment enable row level security;

-- Proves that something can be written; says under which key secrets are stored.
create function deployment_check(now timestamptz) returns bytea
    language sql volatile security definer set search_path = public
    as $$ update deployment set checked_at = now returning key_fingerprint $$;

create function deployment_of() returns table (key bytea, is_demo boolean, last_home text, this_home text)
    language sql stable security definer set search_path = public
    as $$
    select d.key_fingerprint, d.demo, d.home,
        (select c.system_identifier::text from pg_control_system() c) || '/'
            || (select b.oid::text from pg_database b where b.datname = current_database())
    from deployment d
    $$;

-- Keeps what is not null of it.
create function deployment_set(key bytea, is_demo boolean, at_home text) returns void
    language sql volatile security definer set search_path = public
    as $$
    update deployment set key_fingerprint = coalesce(key, key_fingerprint), demo = coalesce(is_demo, demo), home = coalesce(at_home, home)
    $$;

revoke all on function deployment_check(timestamptz), deployment_of(), deployment_set(bytea, boolean, text) from public;
grant execute on function deployment_check(timestamptz), deployment_of(), deployment_set(bytea, boolean, text) to portico_app;
