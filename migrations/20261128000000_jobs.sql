-- Jobs: work that no request waits for. A job is made in the transaction that causes it (`job_enqueue`), leased to a worker (`jobs_take`),
-- and gone when it is done. One that failed for good stays until an operator runs it again or discards it.
create table jobs (
    id uuid primary key,
    -- The name of its kind (`backend::jobs`).
    kind text not null,
    -- Queues have workers of their own, so that a slow kind does not delay the others.
    queue text not null,
    -- 0 goes before 1.
    priority smallint not null default 0,
    payload jsonb not null,
    -- At most one job of a kind has the same key.
    key text,
    -- For whom it runs, and in whose name; null for work that belongs to no reseller.
    reseller_id uuid references resellers (id),
    person_id uuid,
    state text not null default 'waiting',
    -- When it is due. While a worker has it: when its lease ends.
    run_at timestamptz not null,
    -- When a worker took it; null while it waits.
    taken_at timestamptz,
    attempts integer not null default 0,
    -- Why the last attempt failed.
    problem text,
    -- How much of it is done, for pages that show its progress.
    done bigint,
    total bigint,
    made_at timestamptz not null,
    constraint jobs_state check (state in ('waiting', 'failed')),
    constraint jobs_priority check (priority in (0, 1))
);
create index jobs_due on jobs (queue, priority, run_at) where state = 'waiting';
create unique index jobs_once on jobs (kind, key) where key is not null;
create index jobs_by_time on jobs (state, made_at desc, id desc);
alter table jobs enable row level security;
alter table jobs force row level security;
do $$ begin execute format('create policy owner on jobs to %I using (true)', current_user); end $$;
-- Tenants reach them through functions alone; the operator sees them all.
create policy operator on jobs using (app_operator());
grant select, update, delete on jobs to portico_app;

-- When a server last said that it runs jobs.
create table jobs_run (
    only_one boolean primary key default true check (only_one),
    seen_at timestamptz not null
);
alter table jobs_run enable row level security;
do $$ begin execute format('create policy owner on jobs_run to %I using (true)', current_user); end $$;

-- Events of payment providers that the version before gave up, for the operator to look at.
insert into jobs (id, kind, queue, payload, key, reseller_id, state, run_at, attempts, problem, made_at)
    select gen_random_uuid(), 'take_payment_event', 'events', jsonb_build_object('event', w.id), w.reseller_id || ' ' || w.id, w.reseller_id,
        'failed', w.next_at, w.attempts, w.problem, w.received_at
    from webhooks w where w.problem is not null and w.done_at is not null;
