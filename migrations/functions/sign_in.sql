-- Signing in: passwords, second factors, passkeys, and limits on attempts.

-- A person by address, for signing in.
create or replace function person_for_sign_in(address text) returns table (id uuid, password_hash text)
    language sql stable security definer set search_path = public
    as $$ select p.id, p.password_hash from people p where p.email = lower(address) $$;

-- Counts an attempt to sign in before it is made, so that many at once are not all the first: how long to wait where too many failed lately
-- (then it is not counted), and how many failed before it.
create or replace function sign_in_take(who bytea, now timestamptz, since timestamptz, free integer, longest interval)
    returns table (wait interval, before integer)
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        f sign_in_failures;
    begin
        insert into sign_in_failures (subject, failures, last_at) values (who, 0, now) on conflict do nothing;
        select * into f from sign_in_failures where subject = who for update;
        if f.last_at < since then
            f.failures := 0;
        end if;
        before := f.failures;
        wait := interval '0';
        if f.failures >= free then
            wait := greatest(interval '0', f.last_at + least(interval '500 milliseconds' * (1 << least(f.failures - free, 10)), longest) - now);
        end if;
        if wait = interval '0' then
            update sign_in_failures set failures = f.failures + 1, last_at = now where subject = who;
        end if;
        return next;
    end
    $$;

-- An attempt that was right is not counted.
create or replace function sign_in_give_back(who bytea) returns void
    language sql volatile security definer set search_path = public
    as $$ update sign_in_failures set failures = greatest(0, failures - 1) where subject = who $$;

create or replace function sign_in_succeeded(who bytea) returns void
    language sql volatile security definer set search_path = public
    as $$ delete from sign_in_failures where subject = who $$;

-- Takes one from a subject's allowance of one `every` so often, `burst` at once; gives how long to wait where there is none.
create or replace function rate_take(who bytea, now timestamptz, every interval, burst integer) returns interval
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        caught_up timestamptz;
    begin
        insert into rates as r (subject, caught_up_at) values (who, now)
            on conflict (subject) do update set caught_up_at = greatest(r.caught_up_at, now)
            returning r.caught_up_at into caught_up;
        if caught_up - now > every * (burst - 1) then
            return caught_up - now - every * (burst - 1);
        end if;
        update rates set caught_up_at = caught_up + every where subject = who;
        return interval '0';
    end
    $$;

-- What of a second factor a person has: the sealed secret, null where none is on.
create or replace function factor_of(person uuid) returns bytea
    language sql stable security definer set search_path = public
    as $$ select case when p.totp_on is not null then p.totp_secret end from people p where p.id = person $$;

-- Turns a second factor on with its first step, and gives new recovery codes; without a secret turns it off.
create or replace function factor_keep(person uuid, secret bytea, step bigint, codes bytea[], now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    select links_end(person);
    update people set totp_secret = secret, totp_on = case when secret is null then null else now end, totp_step = step where id = person;
    delete from recovery_codes where person_id = person;
    insert into recovery_codes (person_id, hash) select person, unnest(codes);
    $$;

-- Whether a step of the codes counts: once, and never one before the last.
create or replace function factor_step(person uuid, step bigint) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with counted as (
        update people set totp_step = step where id = person and totp_on is not null and coalesce(totp_step, -1) < step returning 1
    )
    select exists (select from counted)
    $$;

-- Turns the second factor off of somebody who lost it, takes their passkeys away, which may be on the same device, ends their sessions, and
-- tells them by mail: 'done', 'none' where they have neither, or
-- 'elsewhere' where they act for others too, since it guards those as well; only an operator who acts for somebody may then.
create or replace function factor_reset(person uuid, by_operator boolean, mail uuid, reads text, now timestamptz) returns text
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        p people;
        who text := current_setting('app.person', true);
        elsewhere boolean;
    begin
        select * into p from people where people.id = person for update;
        if p.totp_on is null and not exists (select from passkeys k where k.person_id = person) then
            return 'none';
        end if;
        -- One's memberships are seen everywhere by oneself alone.
        perform set_config('app.person', person::text, true);
        elsewhere := exists (
            select from memberships m where m.person_id = person
                and (m.reseller_id <> app_reseller() or (app_customer() is not null and m.customer_id is distinct from app_customer()))
        );
        perform set_config('app.person', who, true);
        if p.is_operator or (elsewhere and not by_operator) then
            return 'elsewhere';
        end if;
        perform factor_keep(person, null, null, '{}', now);
        delete from passkeys where person_id = person;
        delete from sessions where person_id = person;
        insert into mails (id, kind, about, recipient, language, detail, next_at, made_at)
        values (mail, 'factor_off', person, p.email, coalesce(p.language, reads), jsonb_build_object('name', p.name), now, now);
        return 'done';
    end
    $$;

-- Uses a recovery code up; gives how many are left, or null if it was none.
create or replace function recovery_use(person uuid, code bytea, now timestamptz) returns bigint
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        update recovery_codes set used_at = now where person_id = person and hash = code and used_at is null;
        if not found then
            return null;
        end if;
        return (select count(*) from recovery_codes where person_id = person and used_at is null);
    end
    $$;

-- New recovery codes in the place of the old ones.
create or replace function recovery_renew(person uuid, codes bytea[]) returns void
    language sql volatile security definer set search_path = public
    as $$
    delete from recovery_codes where person_id = person;
    insert into recovery_codes (person_id, hash) select person, unnest(codes);
    $$;

-- A person's passkey by what the browser calls it, for signing in.
create or replace function passkey_for_sign_in(person uuid, credential bytea) returns table (id uuid, passkey jsonb)
    language sql stable security definer set search_path = public
    as $$ select k.id, k.passkey from passkeys k where k.person_id = person and k.credential_id = credential $$;

-- Notes a use, and how often there were some.
create or replace function passkey_used(which uuid, kept jsonb, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$ update passkeys set passkey = kept, used_at = now where id = which $$;

-- Whether somebody of the tenant has a passkey.
create or replace function has_passkeys(person uuid) returns boolean
    language sql stable security definer set search_path = public
    as $$
    select exists (select from passkeys k where k.person_id = person)
        and exists (select from memberships m where m.person_id = person and m.reseller_id = app_reseller())
    $$;

revoke all on function person_for_sign_in, sign_in_take, sign_in_give_back, sign_in_succeeded, rate_take, factor_of, factor_keep,
    factor_step, factor_reset, recovery_use, recovery_renew, passkey_for_sign_in, passkey_used, has_passkeys from public;
grant execute on function person_for_sign_in, sign_in_take, sign_in_give_back, sign_in_succeeded, rate_take, factor_of, factor_keep,
    factor_step, factor_reset, recovery_use, recovery_renew, passkey_for_sign_in, passkey_used, has_passkeys to portico_app;
