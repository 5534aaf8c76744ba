-- People, who may belong to several tenants: their names, passwords, languages and accounts.

-- A new person; false if somebody has the address already.
create or replace function person_make(person uuid, address text, called text, hash text, now timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with made as (
        insert into people (id, email, name, password_hash, must_change_password, made_at)
        values (person, lower(address), called, hash, true, now)
        on conflict do nothing returning 1
    )
    select exists (select from made)
    $$;

-- A person who was created to choose their password by a mailed link: until then no password fits.
create or replace function person_make_without_password(person uuid, address text, called text, now timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with made as (
        insert into people (id, email, name, password_hash, made_at) values (person, lower(address), called, '', now)
        on conflict do nothing returning 1
    )
    select exists (select from made)
    $$;

-- The hash of one's own password, for changing it.
create or replace function person_password(person uuid) returns text
    language sql stable security definer set search_path = public
    as $$ select p.password_hash from people p where p.id = person $$;

-- A new password of one's own. Every session of the person ends but the one that changes it.
create or replace function person_password_change(person uuid, hash text, but_for bytea) returns void
    language sql volatile security definer set search_path = public
    as $$
    -- Links first, as where one is redeemed: else each would wait for the other.
    select links_end(person);
    update people set password_hash = hash, must_change_password = false where id = person;
    delete from sessions where person_id = person and id_hash <> but_for;
    $$;

-- The same password in its normal form, where it was hashed as it was typed before.
create or replace function password_rehash(person uuid, old_hash text, new_hash text) returns void
    language sql volatile security definer set search_path = public
    as $$ update people set password_hash = new_hash where id = person and password_hash = old_hash $$;

create or replace function person_language(person uuid) returns text
    language sql stable security definer set search_path = public
    as $$ select p.language from people p where p.id = person $$;

create or replace function person_language_keep(person uuid, chosen text) returns void
    language sql volatile security definer set search_path = public
    as $$ update people set language = chosen where id = person $$;

-- The address is proven. What was set up before that, such as by an administrator who made up the address and signed in with a generated
-- password, is not the owner's: second factor, recovery codes, passkeys and sessions end.
create or replace function address_proved(person uuid, now timestamptz) returns void
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        update people set proven_at = now where people.id = person and proven_at is null;
        if found then
            perform factor_keep(person, null, null, '{}', now);
            delete from passkeys where person_id = person;
            delete from sessions where person_id = person;
        end if;
    end
    $$;

-- In whose name a person is written to: that of the reseller for whom they act first.
create or replace function reseller_of(person uuid) returns uuid
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        perform set_config('app.person', person::text, true), set_config('app.customer', '', true);
        return (select m.reseller_id from memberships m where m.person_id = person order by m.customer_id nulls first, m.made_at limit 1);
    end
    $$;

-- Accounts of a person in which a text is found.
create or replace function accounts_of(person uuid, written text, most integer)
    returns table (reseller_id uuid, reseller text, customer_id uuid, customer text, role text)
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        at record;
        words text[] := search_words(searched(written));
        digits text := search_digits(searched(written));
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
                where (words is null or c.sought like all (words) or c.sought like digits)
                    and r.suspended_at is null and c.state not in ('suspended', 'closed')
                order by c.name_sought limit most;
        end loop;
    end
    $$;

revoke all on function person_make, person_make_without_password, person_password, person_password_change, password_rehash,
    person_language, person_language_keep, address_proved, reseller_of, accounts_of from public;
grant execute on function person_make, person_make_without_password, person_password, person_password_change, password_rehash,
    person_language, person_language_keep, accounts_of to portico_app;
