-- Functions and triggers are kept in `migrations/functions` from now on, and created again when they change. This table says which sets of
-- them this database had, so that a server of an older version does not bring its own set back.
create table function_sets (
    hash text primary key,
    created_at timestamptz not null default now()
);
alter table function_sets enable row level security;

-- No version of the server calls these any more.
drop function actor_of(uuid);
drop function session_load(bytea, timestamptz);
drop function sign_in_failures_of(bytea);
drop function sign_in_failed(bytea, timestamptz, timestamptz);
drop function answers_park(bytea, uuid, text, integer, jsonb, timestamptz);
drop function answers_unpark(bytea, timestamptz);
drop function customers_containing(text, integer);
drop function customers_to_charge(date, integer);
drop function accounts_of(uuid, text, text, integer);
