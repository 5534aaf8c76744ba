-- Tenants, people and who acts where. Row-level security stands from the first table on: every tenant row carries `reseller_id`, and
-- one policy text serves all tables. The server works as `portico_app`, which owns nothing and cannot bypass a policy.
--
-- The name of the role is a cluster's, not a database's: two databases may be migrated at once, so losing the race is no failure.
do $$
begin
    create role portico_app nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
    if not pg_has_role(current_user, 'portico_app', 'member') then
        execute format('grant portico_app to %I', current_user);
    end if;
end
$$;

-- The tenant of the running transaction, set with it and gone with it. Empty means none, and then no tenant row is visible.
create function app_reseller() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.reseller', true), '')::uuid $$;
create function app_customer() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.customer', true), '')::uuid $$;
create function app_person() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.person', true), '')::uuid $$;

create table resellers (
    id uuid primary key,
    name text not null,
    currency text not null,
    made_at timestamptz not null,
    constraint resellers_name_length check (char_length(name) between 1 and 128),
    constraint resellers_currency_code check (currency ~ '^[A-Z]{3}$')
);

-- A person is no tenant's: one person may act in several. The application never reads this table itself; the functions below do.
create table people (
    id uuid primary key,
    email text not null,
    name text not null,
    password_hash text not null,
    is_operator boolean not null default false,
    made_at timestamptz not null,
    constraint people_email_unique unique (email),
    constraint people_email_lower check (email = lower(email))
);

-- `customer_id` is null for a reseller's staff.
create table memberships (
    reseller_id uuid not null references resellers (id),
    customer_id uuid,
    person_id uuid not null references people (id),
    role text not null,
    made_at timestamptz not null,
    constraint memberships_unique unique nulls not distinct (reseller_id, customer_id, person_id),
    constraint memberships_role check (
        (customer_id is null and role in ('administrator', 'manager', 'support', 'read_only'))
        or (customer_id is not null and role = 'account_administrator')
    )
);
create index memberships_person on memberships (person_id);

-- Sessions: the id only as its SHA-256, the person as a column so that all sessions of a person can be ended.
create table sessions (
    id_hash bytea primary key,
    person_id uuid references people (id),
    data jsonb not null,
    made_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);
create index sessions_expires on sessions (expires_at);

-- Failed sign-ins, counted per account and per network address alike for known and unknown addresses (ASVS 6.3.1). The subject is a
-- hash, so that the table does not tell who tried.
create table sign_in_failures (
    subject bytea primary key,
    failures integer not null,
    last_at timestamptz not null
);

-- What a signed-out person posted, until they signed in again: an hour at most, under the hash of a cookie's token.
create table parked_answers (
    token_hash bytea primary key,
    draft_id uuid not null,
    step text not null,
    version integer not null,
    answers jsonb not null,
    parked_at timestamptz not null
);

alter table resellers enable row level security;
alter table resellers force row level security;
create policy tenant on resellers using (
    id = app_reseller()
    or exists (select from memberships m where m.reseller_id = resellers.id and m.person_id = app_person())
) with check (id = app_reseller());

alter table memberships enable row level security;
alter table memberships force row level security;
create policy tenant on memberships using (
    (reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer())) or person_id = app_person()
) with check (reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer()));

-- Not forced: the owner's functions below must read people before any tenant is known.
alter table people enable row level security;
create policy members on people using (
    id = app_person() or exists (select from memberships m where m.person_id = people.id)
);
alter table sessions enable row level security;
alter table sign_in_failures enable row level security;
alter table parked_answers enable row level security;

grant usage on schema public to portico_app;
grant select on resellers to portico_app;
grant select, insert on memberships to portico_app;
grant select (id, name, email) on people to portico_app;

-- What must run before a tenant is known goes through these functions and nothing else (`decisions.md`, "Tenant keys").

-- A person by address, for signing in.
create function person_for_sign_in(address text) returns table (id uuid, password_hash text)
    language sql stable security definer set search_path = public
    as $$ select p.id, p.password_hash from people p where p.email = lower(address) $$;

-- Who a signed-in person is, and where they act: staff before customer, the oldest membership first.
create function actor_of(person uuid)
    returns table (name text, is_operator boolean, reseller_id uuid, customer_id uuid, role text, reseller text, currency text)
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        perform set_config('app.person', person::text, true);
        return query
            select p.name, p.is_operator, m.reseller_id, m.customer_id, m.role, r.name, r.currency
            from people p
            left join memberships m on m.person_id = p.id
            left join resellers r on r.id = m.reseller_id
            where p.id = person
            order by m.customer_id nulls first, m.made_at
            limit 1;
    end
    $$;

create function session_load(hash bytea, now timestamptz) returns table (data jsonb, expires_at timestamptz)
    language sql stable security definer set search_path = public
    as $$ select s.data, s.expires_at from sessions s where s.id_hash = hash and s.expires_at > now $$;

-- Whether a new session could be made under this id.
create function session_make(hash bytea, person uuid, content jsonb, now timestamptz, expires timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with made as (
        insert into sessions (id_hash, person_id, data, made_at, expires_at) values (hash, person, content, now, expires)
        on conflict do nothing returning 1
    )
    select exists (select from made)
    $$;

create function session_save(hash bytea, person uuid, content jsonb, now timestamptz, expires timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    insert into sessions (id_hash, person_id, data, made_at, expires_at) values (hash, person, content, now, expires)
    on conflict (id_hash) do update set person_id = excluded.person_id, data = excluded.data, expires_at = excluded.expires_at
    $$;

create function session_end(hash bytea) returns void
    language sql volatile security definer set search_path = public
    as $$ delete from sessions where id_hash = hash $$;

create function sessions_sweep(now timestamptz) returns bigint
    language sql volatile security definer set search_path = public
    as $$
    with gone as (delete from sessions where expires_at <= now returning 1)
    select count(*) from gone
    $$;

-- How often a subject failed lately, and when last.
create function sign_in_failures_of(who bytea) returns table (failures integer, last_at timestamptz)
    language sql stable security definer set search_path = public
    as $$ select f.failures, f.last_at from sign_in_failures f where f.subject = who $$;

-- Counts a failure; one that is older than the window is forgotten first.
create function sign_in_failed(who bytea, now timestamptz, since timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    insert into sign_in_failures as f (subject, failures, last_at) values (who, 1, now)
    on conflict (subject) do update
        set failures = case when f.last_at < since then 1 else f.failures + 1 end, last_at = excluded.last_at
    $$;

create function sign_in_succeeded(who bytea) returns void
    language sql volatile security definer set search_path = public
    as $$ delete from sign_in_failures where subject = who $$;

create function answers_park(hash bytea, draft uuid, of_step text, seen integer, typed jsonb, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    delete from parked_answers where parked_at < now - interval '1 hour';
    insert into parked_answers (token_hash, draft_id, step, version, answers, parked_at)
    values (hash, draft, of_step, seen, typed, now) on conflict do nothing;
    $$;

create function answers_unpark(hash bytea, now timestamptz)
    returns table (draft_id uuid, step text, version integer, answers jsonb)
    language sql volatile security definer set search_path = public
    as $$
    delete from parked_answers p where p.token_hash = hash and p.parked_at >= now - interval '1 hour'
    returning p.draft_id, p.step, p.version, p.answers
    $$;

revoke all on all functions in schema public from public;
grant execute on all functions in schema public to portico_app;
