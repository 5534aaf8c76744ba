-- Passkeys: a second way in (Web Authentication). What is stored of one is its public half.
create table passkeys (
    id uuid primary key,
    person_id uuid not null references people (id),
    credential_id bytea not null,
    -- The public key, and how often it was used, as the library keeps them.
    passkey jsonb not null,
    name text not null,
    made_at timestamptz not null,
    used_at timestamptz,
    constraint passkeys_credential_unique unique (credential_id),
    constraint passkeys_name_length check (char_length(name) between 1 and 128)
);
create index passkeys_person on passkeys (person_id);

alter table passkeys enable row level security;
create policy own on passkeys using (person_id = app_person()) with check (person_id = app_person());
grant select, insert, delete on passkeys to portico_app;

-- A person's passkey by what the browser calls it, for signing in.
create function passkey_for_sign_in(person uuid, credential bytea) returns table (id uuid, passkey jsonb)
    language sql stable security definer set search_path = public
    as $$ select k.id, k.passkey from passkeys k where k.person_id = person and k.credential_id = credential $$;

grant select (totp_on) on people to portico_app;

-- Notes a use, and how often there were some.
create function passkey_used(which uuid, kept jsonb, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$ update passkeys set passkey = kept, used_at = now where id = which $$;

-- Whether somebody of the tenant has a passkey.
create function has_passkeys(person uuid) returns boolean
    language sql stable security definer set search_path = public
    as $$
    select exists (select from passkeys k where k.person_id = person)
        and exists (select from memberships m where m.person_id = person and m.reseller_id = app_reseller())
    $$;

-- As before; whoever chooses a password by a mailed link may have lost the device that has their passkeys, or somebody else may have added
-- one: they go with it.
create or replace function password_by_link(
    token bytea, new_hash text, mail uuid, entry uuid, reads text, from_where text, now timestamptz
) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        t link_tokens;
        p people;
    begin
        update link_tokens set ended = 'used'
            where hash = token and purpose in ('set_password', 'reset_password') and ended is null and expires_at > now
            returning * into t;
        if not found then
            return false;
        end if;
        update link_tokens set ended = 'superseded'
            where about = t.about and purpose in ('set_password', 'reset_password') and ended is null;
        update people set password_hash = new_hash, must_change_password = false where people.id = t.about returning * into p;
        delete from passkeys where person_id = p.id;
        delete from sessions where person_id = p.id;
        perform audit_own(entry, p.id, 'password.reset', from_where, '{}', now);
        insert into mails (id, reseller_id, kind, about, recipient, language, detail, next_at, made_at)
        values (mail, null, 'password_changed', p.id, p.email, coalesce(p.language, reads),
            jsonb_build_object('name', p.name), now, now);
        return true;
    end
    $$;

-- Turns the second factor off of somebody who lost it, takes their passkeys away, which may be on the same device, ends their sessions, and
-- tells them by mail: 'done', 'none' where they have neither, or
-- 'elsewhere' where they act for others too, since it guards those as well; only an operator who acts for somebody may then.
create function factor_reset(person uuid, by_operator boolean, mail uuid, reads text, now timestamptz) returns text
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

revoke all on function passkey_for_sign_in(uuid, bytea), has_passkeys(uuid), passkey_used(uuid, jsonb, timestamptz),
    factor_reset(uuid, boolean, uuid, text, timestamptz) from public;
grant execute on function passkey_for_sign_in(uuid, bytea), has_passkeys(uuid), passkey_used(uuid, jsonb, timestamptz),
    factor_reset(uuid, boolean, uuid, text, timestamptz) to portico_app;
