-- Jobs across all tenants: making, taking and settling them. Which kinds there are is said in `backend::jobs`.

-- Makes a job for the tenant of the transaction, unless there is one of its kind with this key.
create or replace function job_enqueue(
    new_id uuid, of_kind text, of_queue text, of_priority smallint, of_payload jsonb, of_key text, at timestamptz, now timestamptz
) returns void
    language sql volatile security definer set search_path = public
    as $$
    insert into jobs (id, kind, queue, priority, payload, key, reseller_id, person_id, run_at, made_at)
    values (new_id, of_kind, of_queue, of_priority, of_payload, of_key, nullif(app_reseller(), '00000000-0000-0000-0000-000000000000'),
        nullif(app_person(), '00000000-0000-0000-0000-000000000000'), at, now)
    -- A periodic one that failed runs again at its next time.
    on conflict (kind, key) where key is not null do update set state = 'waiting', run_at = excluded.run_at, attempts = 0
        where jobs.state = 'failed' and jobs.key = 'periodic'
    $$;

-- Takes jobs that are due, leased: whoever dies with one loses it when the lease ends. Kinds that only another version knows stay.
create or replace function jobs_take(of_queue text, known text[], now timestamptz, until timestamptz, most integer)
    returns table (id uuid, kind text, payload jsonb, reseller uuid, person uuid, attempt integer)
    language sql volatile security definer set search_path = public
    as $$
    with due as (
        select found.id from (values (0::smallint), (1::smallint)) p (priority) cross join lateral (
            select j.id, j.run_at from jobs j
            where j.queue = of_queue and j.state = 'waiting' and j.priority = p.priority and j.run_at <= now and j.kind = any(known)
            order by j.run_at limit most for update skip locked
        ) found
        order by p.priority, found.run_at limit most
    )
    update jobs j set run_at = until, taken_at = now, attempts = j.attempts + 1, done = null, total = null from due
    where j.id = due.id
    returning j.id, j.kind, j.payload, j.reseller_id, j.person_id, j.attempts
    $$;

-- Renews the lease of a job that still runs. False where the worker has lost it.
create or replace function job_renew(job uuid, of_attempt integer, until timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with kept as (
        update jobs set run_at = until where id = job and attempts = of_attempt and taken_at is not null returning 1
    )
    select exists (select from kept)
    $$;

-- How far a job is; its lease begins again. False where the worker has lost it.
create or replace function job_progress(job uuid, of_attempt integer, is_done bigint, of_total bigint, until timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with kept as (
        update jobs set done = is_done, total = of_total, run_at = until
        where id = job and attempts = of_attempt and taken_at is not null returning 1
    )
    select exists (select from kept)
    $$;

-- A job is done.
create or replace function job_done(job uuid, of_attempt integer) returns void
    language sql volatile security definer set search_path = public
    as $$ delete from jobs where id = job and attempts = of_attempt $$;

-- A job is to be tried again at a time, or, without one, it failed for good. An attempt that does not count is taken back.
create or replace function job_failed(job uuid, of_attempt integer, why text, next timestamptz, counts boolean) returns void
    language sql volatile security definer set search_path = public
    as $$
    update jobs set problem = coalesce(why, problem), taken_at = null, run_at = coalesce(next, run_at),
        state = case when next is null then 'failed' else 'waiting' end,
        attempts = case when counts then attempts else attempts - 1 end
    where id = job and attempts = of_attempt and taken_at is not null
    $$;

-- A mail that is queued has a job that sends it, whoever queued it. Notices, which may be many, go after all others.
create or replace function mails_enqueue() returns trigger
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        insert into jobs (id, kind, queue, priority, payload, key, reseller_id, run_at, made_at)
        select gen_random_uuid(), 'send_mail', 'mail', case when m.kind = 'notice' then 1 else 0 end, jsonb_build_object('mail', m.id),
            m.id::text, m.reseller_id, m.next_at, m.made_at
        from queued m where m.state = 'queued'
        on conflict (kind, key) where key is not null do nothing;
        return null;
    end
    $$;
create or replace trigger mails_enqueue after insert on mails
    referencing new table as queued for each statement execute function mails_enqueue();
create or replace trigger mails_enqueue_again after update on mails
    referencing new table as queued for each statement execute function mails_enqueue();

-- What customers are called, for the operator who looks at their jobs.
create or replace function job_customers(ids uuid[]) returns table (id uuid, name text)
    language plpgsql stable security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        return query select c.id, c.name from customers c where c.id = any(ids);
    end
    $$;

-- Whether servers of this version run jobs: one said so in the last two minutes.
create or replace function jobs_are_run() returns boolean
    language sql stable security definer set search_path = public
    as $$ select exists (select from jobs_run r where r.seen_at > now() - interval '2 minutes') $$;

-- Says that jobs are run, and makes jobs of work that the version before this left in queues of its own. It may still run beside this one:
-- what it queues is found a minute later. Mails have a trigger; only those of before need to be looked for, at a server's start.
create or replace function jobs_adopt(at timestamptz, is_start boolean) returns void
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        insert into jobs_run (seen_at) values (now()) on conflict (only_one) do update set seen_at = excluded.seen_at;
        insert into jobs (id, kind, queue, priority, payload, key, reseller_id, person_id, run_at, made_at)
            select gen_random_uuid(), 'take_payment_event', 'events', 0, jsonb_build_object('event', w.id),
                w.reseller_id || ' ' || w.id, w.reseller_id, null::uuid, at, at
            from webhooks w where w.done_at is null
            union all
            select gen_random_uuid(), 'charge_card', 'charges', 0, jsonb_build_object('payment', p.id), p.id::text, p.reseller_id, p.made_by,
                greatest(p.next_at, at), at
            from payments p where p.state = 'open' and p.next_at is not null
            union all
            select gen_random_uuid(), 'resume_refund', 'charges', 0, jsonb_build_object('payment', f.payment_id, 'refund', f.id), f.id::text,
                f.reseller_id, f.made_by, f.made_at + interval '10 minutes', at
            from refunds f where f.state = 'open'
            union all
            select gen_random_uuid(), 'send_notice', 'other', 0, jsonb_build_object('notice', n.id), n.id::text, n.reseller_id, n.made_by, at, at
            from notices n where n.state = 'sending'
            union all
            select gen_random_uuid(), 'charge_month', 'other', 0, jsonb_build_object('customer', c.id), c.id::text, c.reseller_id, c.made_by,
                at, at
            from customers c where c.charge_problem is not null and c.state = 'active'
            on conflict (kind, key) where key is not null do nothing;
        with gone as (delete from cards_to_detach returning *)
        insert into jobs (id, kind, queue, priority, payload, key, reseller_id, run_at, made_at)
            select gen_random_uuid(), 'detach_card', 'charges', 0, jsonb_build_object('card', d.card), d.reseller_id || ' ' || d.card,
                d.reseller_id, at, at
            from gone d
            on conflict (kind, key) where key is not null do nothing;
        if is_start then
            insert into jobs (id, kind, queue, priority, payload, key, reseller_id, run_at, made_at)
                select gen_random_uuid(), 'send_mail', 'mail', case when m.kind = 'notice' then 1 else 0 end,
                    jsonb_build_object('mail', m.id), m.id::text, m.reseller_id, m.next_at, m.made_at
                from mails m where m.state = 'queued'
                on conflict (kind, key) where key is not null do nothing;
        end if;
    end
    $$;

revoke all on function job_enqueue, jobs_take, job_renew, job_progress, job_done, job_failed, job_customers, mails_enqueue, jobs_are_run,
    jobs_adopt from public;
grant execute on function job_enqueue, jobs_take, job_renew, job_progress, job_done, job_failed, job_customers, jobs_adopt to portico_app;
