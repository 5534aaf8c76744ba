-- The audit: a chain of entries for each reseller, checked from its first to its last.

create or replace function audit_hash(before bytea, entry audit) returns bytea
    language sql immutable
    as $$
    select sha256(before || convert_to(jsonb_build_array(
        entry.reseller_id, entry.number, entry.id, entry.customer_id, entry.person_id, entry.who, entry.action, entry.address,
        entry.detail, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
    )::text, 'UTF8'))
    $$;

-- Numbers an entry, and puts the hash of the entry before it into its own hash. Keeps the names of the people in the chain in
-- `audit_people`.
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

-- How far each reseller's audit is, to be kept outside.
create or replace function audit_heads_now() returns table (reseller uuid, number bigint, hash bytea)
    language sql stable security definer set search_path = public
    as $$ select h.reseller_id, h.number, h.hash from audit_heads h order by h.reseller_id $$;

-- Notes what a person did for themselves, where they act first. Whoever acts nowhere is an operator, or gone.
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

-- What happens to a person's sign-in while nobody is signed in.
create or replace function audit_note_own(entry uuid, person uuid, what text, from_where text, now timestamptz) returns void
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if what not in ('sign_in.failed', 'factor.recovery_used', 'factor.tries') then
            raise exception 'not an entry of this kind: %', what;
        end if;
        perform audit_own(entry, person, what, from_where, '{}', now);
    end
    $$;

create or replace function audit_people_containing(part text, most integer) returns table (id uuid)
    language plpgsql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
    as $$
    begin
        -- Planned for this very text: for a text that is not known yet, Postgres reads every name.
        return query
            select distinct p.person_id from audit_people p
            where p.reseller_id = app_reseller() and app_customer() is null and lower(p.who) like '%' || lower(part) || '%'
            limit most;
    end
    $$;

create or replace trigger audit_chain before insert on audit for each row execute function audit_chain();

revoke all on function audit_hash, audit_chain, audit_verify, audit_heads_now, audit_own, audit_note_own, audit_people_containing
    from public;
grant execute on function audit_heads_now, audit_note_own, audit_people_containing to portico_app;
