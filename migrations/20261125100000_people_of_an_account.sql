-- The people of a reseller and of a customer: more roles (`decisions.md`, "Roles"), memberships that can be changed, disabled and taken
-- away, and passwords that must be changed at the first sign-in.
alter table memberships
    drop constraint memberships_role,
    add constraint memberships_role check (
        (customer_id is null and role in ('administrator', 'manager', 'support', 'read_only'))
        or (customer_id is not null and role in ('account_administrator', 'technical', 'billing', 'standard_user'))
    ),
    -- Counts the changes, so that two browsers do not overwrite each other.
    add column version integer not null default 1;
grant update (role, disabled_at, version), delete on memberships to portico_app;

alter table people add column must_change_password boolean not null default false;

-- A new person; false if somebody has the address already.
create function person_make(person uuid, address text, called text, hash text, now timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with made as (
        insert into people (id, email, name, password_hash, must_change_password, made_at)
        values (person, lower(address), called, hash, true, now)
        on conflict do nothing returning 1
    )
    select exists (select from made)
    $$;

-- The hash of one's own password, for changing it.
create function person_password(person uuid) returns text
    language sql stable security definer set search_path = public
    as $$ select p.password_hash from people p where p.id = person $$;

-- A new password of one's own. Every session of the person ends but the one that changes it.
create function person_password_change(person uuid, hash text, but_for bytea) returns void
    language sql volatile security definer set search_path = public
    as $$
    update people set password_hash = hash, must_change_password = false where id = person;
    delete from sessions where person_id = person and id_hash <> but_for;
    $$;

-- Ends the sessions in which a person acts for an account, chosen or by default.
create function sessions_end_in(person uuid, at_reseller uuid, at_customer uuid) returns void
    language sql volatile security definer set search_path = public
    as $$
    delete from sessions s where s.person_id = person and (
        s.data -> 'account' is null
        or ((s.data #>> '{account,reseller}')::uuid = at_reseller
            and (s.data #>> '{account,customer}')::uuid is not distinct from at_customer)
    )
    $$;

-- The accounts that a person may act in: of each reseller first its own, then its customers by the beginning of their names.
create function accounts_of(person uuid, beginning text, ending text, most integer)
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
                select r.id, r.name, c.id, c.name, m.role
                from customers c
                join memberships m on m.reseller_id = c.reseller_id and m.customer_id = c.id and m.person_id = person
                join resellers r on r.id = c.reseller_id
                where c.reseller_id = at.id and c.name_folded >= beginning and c.name_folded < ending
                    and m.disabled_at is null and r.suspended_at is null and c.state not in ('suspended', 'closed')
                order by c.name_folded limit most;
        end loop;
    end
    $$;

-- As before, and whether the password must be changed first.
create or replace function session_open(hash bytea, now timestamptz) returns table (data jsonb, expires_at timestamptz, actor jsonb)
    language sql volatile security definer set search_path = public
    as $$
    select s.data, s.expires_at, case when s.person_id is not null then
        actor_in(s.person_id, (s.data #>> '{account,reseller}')::uuid, (s.data #>> '{account,customer}')::uuid)
            || jsonb_build_object('must_change', (select p.must_change_password from people p where p.id = s.person_id)) end
    from sessions s
    where s.id_hash = hash and s.expires_at > now and s.made_at > now - interval '12 hours'
    $$;

revoke all on function person_make(uuid, text, text, text, timestamptz), person_password(uuid), person_password_change(uuid, text, bytea),
    sessions_end_in(uuid, uuid, uuid), accounts_of(uuid, text, text, integer) from public;
grant execute on function person_make(uuid, text, text, text, timestamptz), person_password(uuid),
    person_password_change(uuid, text, bytea), sessions_end_in(uuid, uuid, uuid), accounts_of(uuid, text, text, integer) to portico_app;

-- A customer's people change their own account, and what they change is noted like the staff's.
drop policy tenant on audit;
create policy tenant on audit using (
    reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer())
);
