-- What jobs gave up, for the operator; an audit of the operators' own; an audit that is searched by name without being read whole.

-- Events of providers that were not taken, until they are deleted.
create index webhooks_failed on webhooks (reseller_id, id) where problem is not null;

-- Months that could not be charged, and events of providers that were not taken: of every reseller, after one of them.
create function failed_months(after_reseller uuid, after_id uuid, most integer)
    returns table (reseller uuid, reseller_name text, customer uuid, name text, day date, why text, tried integer, next_at timestamptz)
    language plpgsql stable security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        return query
            select c.reseller_id, r.name, c.id, c.name, c.charged_until, c.charge_problem, c.charge_attempts,
                nullif(c.charge_next_at, 'infinity')
            from customers c join resellers r on r.id = c.reseller_id
            where c.charge_problem is not null and (c.reseller_id, c.id) > (after_reseller, after_id)
            order by c.reseller_id, c.id limit most;
    end
    $$;
create function failed_events(after_reseller uuid, after_id text, most integer)
    returns table (reseller uuid, reseller_name text, event text, kind text, at timestamptz, why text, tried integer, next_at timestamptz)
    language plpgsql stable security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        return query
            select w.reseller_id, r.name, w.id, w.body ->> 'type', w.received_at, w.problem, w.attempts,
                case when w.done_at is null then w.next_at end
            from webhooks w join resellers r on r.id = w.reseller_id
            where w.problem is not null and (w.reseller_id, w.id) > (after_reseller, after_id)
            order by w.reseller_id, w.id limit most;
    end
    $$;
-- Has the jobs try one of them again at once; false where it was settled meanwhile.
create function failed_month_again(of_reseller uuid, of_customer uuid) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        update customers set charge_attempts = 0, charge_next_at = null
            where reseller_id = of_reseller and id = of_customer and charge_problem is not null;
        return found;
    end
    $$;
create function failed_event_again(of_reseller uuid, of_event text, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        update webhooks set attempts = 0, next_at = now, done_at = null
            where reseller_id = of_reseller and id = of_event and problem is not null;
        return found;
    end
    $$;

-- Operators have a chain of their own, under no reseller's id.
alter table audit drop constraint audit_reseller_id_fkey;
alter table audit_heads drop constraint audit_heads_reseller_id_fkey;
create or replace function audit_own(entry uuid, person uuid, did text, from_where text, what jsonb, now timestamptz) returns void
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        m memberships;
    begin
        perform set_config('app.person', person::text, true), set_config('app.customer', '', true);
        select * into m from memberships where memberships.person_id = person order by customer_id nulls first, made_at limit 1;
        if not found then
            if not exists (select from people p where p.id = person and p.is_operator) then
                return;
            end if;
            m.reseller_id := '00000000-0000-0000-0000-000000000000';
        end if;
        perform set_config('app.reseller', m.reseller_id::text, true);
        insert into audit (reseller_id, id, customer_id, person_id, action, address, detail, at)
        values (m.reseller_id, entry, m.customer_id, person, did, from_where, what, now);
    end
    $$;

-- Who is in a chain, in which words: the list looks a name up here first.
create table audit_people (
    reseller_id uuid not null,
    person_id uuid not null references people (id),
    who text not null,
    primary key (reseller_id, person_id, who)
);
alter table audit_people enable row level security;
alter table audit_people force row level security;
create policy tenant on audit_people for select using (reseller_id = app_reseller() and app_customer() is null);
do $$
begin
    execute format('create policy owner on audit_people to %I using (true)', current_user);
end
$$;
grant select on audit_people to portico_app;
create index audit_by_person on audit (reseller_id, person_id, number desc);
create index audit_by_time on audit (reseller_id, at desc);

-- As before; and the names of those who are in the chain are kept beside it.
create or replace function audit_chain() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    declare
        head record;
    begin
        insert into audit_heads (reseller_id, number, hash) values (new.reseller_id, 0, '') on conflict do nothing;
        -- Who writes next waits until this entry is there to stay, or gone.
        select h.number, h.hash into head from audit_heads h where h.reseller_id = new.reseller_id for update;
        new.number := head.number + 1;
        new.who := (select p.name || ' <' || p.email || '>' from people p where p.id = new.person_id)
            || coalesce(' acting for ' || nullif(current_setting('app.acting', true), ''), '');
        new.hash := audit_hash(head.hash, new);
        update audit_heads set number = new.number, hash = new.hash where reseller_id = new.reseller_id;
        insert into audit_people (reseller_id, person_id, who) values (new.reseller_id, new.person_id, new.who) on conflict do nothing;
        return new;
    end
    $$;
do $$
declare
    chain uuid;
begin
    for chain in select h.reseller_id from audit_heads h loop
        perform set_config('app.reseller', chain::text, true), set_config('app.customer', '', true);
        insert into audit_people (reseller_id, person_id, who)
            select distinct a.reseller_id, a.person_id, a.who from audit a where a.reseller_id = chain
            on conflict do nothing;
    end loop;
    perform set_config('app.reseller', '', true);
end
$$;

-- As before, but from one's own memberships to their customers: of the others nothing is read.
create or replace function accounts_of(person uuid, beginning text, ending text, most integer)
    returns table (reseller_id uuid, reseller text, customer_id uuid, customer text, role text)
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        at record;
    begin
        perform set_config('app.person', person::text, true), set_config('app.customer', '', true);
        for at in select distinct m.reseller_id as id from memberships m where m.person_id = person and m.disabled_at is null loop
            perform set_config('app.reseller', at.id::text, true);
            return query
                select r.id, r.name, null::uuid, null::text, m.role
                from memberships m join resellers r on r.id = m.reseller_id
                where m.person_id = person and m.reseller_id = at.id and m.customer_id is null and m.disabled_at is null
                    and r.suspended_at is null;
            return query
                with mine as materialized (
                    select m.customer_id as id, m.role from memberships m
                    where m.person_id = person and m.reseller_id = at.id and m.customer_id is not null and m.disabled_at is null
                )
                select r.id, r.name, c.id, c.name, mine.role
                from mine
                join customers c on c.reseller_id = at.id and c.id = mine.id
                join resellers r on r.id = at.id
                where c.name_folded >= beginning and c.name_folded < ending
                    and r.suspended_at is null and c.state not in ('suspended', 'closed')
                order by c.name_folded limit most;
        end loop;
    end
    $$;

-- How far the mails of a notice are is read from the index alone.
create index mails_of_notices_by_state on mails (reseller_id, about, state) where kind = 'notice';
drop index mails_of_notices;

-- The operators' chain has no reseller's name.
create or replace function audit_verify() returns table (reseller text, entries bigint, broken_at bigint)
    language plpgsql volatile set search_path = public
    as $$
    declare
        head record;
        entry audit;
        before bytea;
    begin
        for head in select h.reseller_id, h.number, h.hash from audit_heads h order by h.reseller_id loop
            perform set_config('app.reseller', head.reseller_id::text, true), set_config('app.customer', '', true);
            reseller := coalesce((select r.name from resellers r where r.id = head.reseller_id), 'operators');
            entries := 0;
            broken_at := null;
            before := '';
            for entry in select * from audit a where a.reseller_id = head.reseller_id order by a.number loop
                entries := entries + 1;
                if entry.number <> entries or entry.hash <> audit_hash(before, entry) then
                    broken_at := entries;
                    exit;
                end if;
                before := entry.hash;
            end loop;
            -- The last ones were taken away.
            if broken_at is null and (entries <> head.number or before <> head.hash) then
                broken_at := entries + 1;
            end if;
            return next;
        end loop;
    end
    $$;
revoke all on function failed_months(uuid, uuid, integer), failed_events(uuid, text, integer), failed_month_again(uuid, uuid),
    failed_event_again(uuid, text, timestamptz) from public;
grant execute on function failed_months(uuid, uuid, integer), failed_events(uuid, text, integer), failed_month_again(uuid, uuid),
    failed_event_again(uuid, text, timestamptz) to portico_app;
