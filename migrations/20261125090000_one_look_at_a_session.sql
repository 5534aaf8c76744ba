-- Who asks, in one round trip: the session, and with it who its person is and where they act. An account that was chosen goes before the
-- first one. A membership that is disabled, a suspended reseller, a customer who is suspended or closed count for nothing, at once.
--
-- What this takes the place of, `session_load` and `actor_of`, stays for servers of the version before.
alter table memberships add column disabled_at timestamptz;
alter table resellers add column suspended_at timestamptz;

-- Staff before customer, the oldest first: in the order of an index, since whoever creates customers is a member of each.
create index memberships_of_person on memberships (person_id, customer_id nulls first, made_at, reseller_id);

create function actor_in(person uuid, at_reseller uuid, at_customer uuid) returns jsonb
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        who record;
        membership record;
        reseller_name text;
        customer_name text;
        several boolean;
    begin
        -- The tables are closed to their owner too: the person's own rows open, and then one tenant's.
        perform set_config('app.person', person::text, true), set_config('app.reseller', '', true), set_config('app.customer', '', true);
        select p.name, p.is_operator into who from people p where p.id = person;
        if not found then
            return null;
        end if;
        if who.is_operator then
            return jsonb_build_object('name', who.name, 'operator', true);
        end if;
        select count(*) > 1 into several
            from (select from memberships m where m.person_id = person and m.disabled_at is null limit 2) two;
        for membership in
            (select m.* from memberships m
                where m.person_id = person and m.reseller_id = at_reseller and m.customer_id is not distinct from at_customer
                    and m.disabled_at is null)
            union all
            (select m.* from memberships m where m.person_id = person and m.disabled_at is null
                order by m.customer_id nulls first, m.made_at)
        loop
            perform set_config('app.reseller', membership.reseller_id::text, true);
            select r.name into reseller_name from resellers r where r.id = membership.reseller_id and r.suspended_at is null;
            continue when not found;
            customer_name := null;
            if membership.customer_id is not null then
                select c.name into customer_name from customers c
                    where c.reseller_id = membership.reseller_id and c.id = membership.customer_id
                        and c.state not in ('suspended', 'closed');
                continue when not found;
            end if;
            return jsonb_build_object('name', who.name, 'operator', false, 'reseller', membership.reseller_id,
                'customer', membership.customer_id, 'role', membership.role, 'reseller_name', reseller_name,
                'customer_name', customer_name, 'several', several);
        end loop;
        return null;
    end
    $$;

create function session_open(hash bytea, now timestamptz) returns table (data jsonb, expires_at timestamptz, actor jsonb)
    language sql volatile security definer set search_path = public
    as $$
    select s.data, s.expires_at, case when s.person_id is not null then
        actor_in(s.person_id, (s.data #>> '{account,reseller}')::uuid, (s.data #>> '{account,customer}')::uuid) end
    from sessions s
    where s.id_hash = hash and s.expires_at > now and s.made_at > now - interval '12 hours'
    $$;

revoke all on function actor_in(uuid, uuid, uuid), session_open(bytea, timestamptz) from public;
grant execute on function actor_in(uuid, uuid, uuid), session_open(bytea, timestamptz) to portico_app;
