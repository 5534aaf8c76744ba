-- Signing in, fully: how long a session may last and where it is used, another e-mail address, a second factor.

-- When the person signed in, whatever ids the session had since; and until when it may last at most.
alter table sessions
    add column began_at timestamptz,
    add column ends_at timestamptz;

-- A second factor: one-time codes by time (RFC 6238). The secret is sealed with the server's key; a step counts once (ASVS 6.5.1).
alter table people
    add column totp_secret bytea,
    add column totp_on timestamptz,
    add column totp_step bigint;
-- What lets in whoever lost their phone, once each: 120 random bits, so a plain hash suffices.
create table recovery_codes (
    person_id uuid not null references people (id),
    hash bytea not null,
    used_at timestamptz,
    primary key (person_id, hash)
);
alter table recovery_codes enable row level security;
-- Whether a reseller asks it of all its staff. Of operators it is asked always.
alter table resellers add column second_factor_required boolean not null default false;

-- As before, and when it began and ends at the latest, which its content says.
create or replace function session_make(hash bytea, person uuid, content jsonb, now timestamptz, expires timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with made as (
        insert into sessions (id_hash, person_id, data, made_at, expires_at, began_at, ends_at)
        values (hash, person, content, now, expires, to_timestamp((content ->> 'began')::bigint),
            to_timestamp((content ->> 'ends')::bigint))
        on conflict do nothing returning 1
    )
    select exists (select from made)
    $$;

-- Never makes one: a request that was under way while its session was ended must not bring it back. New ids go through `session_make`.
create or replace function session_save(hash bytea, person uuid, content jsonb, now timestamptz, expires timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    update sessions set person_id = person, data = content, expires_at = expires,
        began_at = to_timestamp((content ->> 'began')::bigint), ends_at = to_timestamp((content ->> 'ends')::bigint)
    where id_hash = hash
    $$;

-- The sessions of a person, the one used last first.
create function sessions_of(person uuid, now timestamptz)
    returns table (id_hash bytea, data jsonb, began_at timestamptz)
    language sql stable security definer set search_path = public
    as $$
    select s.id_hash, s.data, coalesce(s.began_at, s.made_at) from sessions s
    where s.person_id = person and s.expires_at > now and coalesce(s.ends_at > now, true)
        -- Not whoever still owes a code.
        and s.data ? 'person'
    order by (s.data ->> 'seen')::bigint desc nulls last, s.made_at desc
    $$;

-- Ends one session of a person, or, without a hash, all but the one that is kept. Gives how many ended.
create function sessions_end_own(person uuid, which bytea, keep bytea) returns bigint
    language sql volatile security definer set search_path = public
    as $$
    with gone as (
        delete from sessions s where s.person_id = person and case when which is null then s.id_hash <> keep else s.id_hash = which end
        returning 1
    )
    select count(*) from gone
    $$;

-- Another address of one's own, by the link that was mailed to it: 'done', 'gone' (the link is not good any more), or 'taken'.
create function email_by_link(token bytea, person uuid, mail uuid, entry uuid, reads text, from_where text, now timestamptz) returns text
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        t link_tokens;
        p people;
    begin
        -- Only the person who asked for it: whoever reads that mailbox could be somebody else.
        select * into t from link_tokens where hash = token and purpose = 'email_change' and about = person for update;
        if not found or t.ended is not null or t.expires_at <= now then
            return 'gone';
        end if;
        if exists (select from people where people.email = t.address) then
            return 'taken';
        end if;
        select * into p from people where people.id = t.about for update;
        update people set email = t.address where people.id = p.id;
        update link_tokens set ended = 'used' where hash = token;
        -- Links that wait at the old address are worth nothing any more.
        update link_tokens set ended = 'superseded' where about = p.id and ended is null;
        perform audit_own(entry, p.id, 'email.changed', from_where,
            jsonb_build_object('before', jsonb_build_object('email', p.email), 'after', jsonb_build_object('email', t.address)), now);
        insert into mails (id, kind, about, recipient, language, detail, next_at, made_at)
        values (mail, 'email_changed', p.id, p.email, coalesce(p.language, reads),
            jsonb_build_object('name', p.name, 'new', t.address), now, now);
        return 'done';
    end
    $$;

-- What of a second factor a person has: the sealed secret, null where none is on.
create function factor_of(person uuid) returns bytea
    language sql stable security definer set search_path = public
    as $$ select case when p.totp_on is not null then p.totp_secret end from people p where p.id = person $$;

-- Turns a second factor on with its first step, and gives new recovery codes; without a secret turns it off.
create function factor_keep(person uuid, secret bytea, step bigint, codes bytea[], now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    update people set totp_secret = secret, totp_on = case when secret is null then null else now end, totp_step = step where id = person;
    delete from recovery_codes where person_id = person;
    insert into recovery_codes (person_id, hash) select person, unnest(codes);
    $$;

-- Whether a step of the codes counts: once, and never one before the last.
create function factor_step(person uuid, step bigint) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with counted as (
        update people set totp_step = step where id = person and totp_on is not null and coalesce(totp_step, -1) < step returning 1
    )
    select exists (select from counted)
    $$;

-- Uses a recovery code up; gives how many are left, or null if it was none.
create function recovery_use(person uuid, code bytea, now timestamptz) returns bigint
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
create function recovery_renew(person uuid, codes bytea[]) returns void
    language sql volatile security definer set search_path = public
    as $$
    delete from recovery_codes where person_id = person;
    insert into recovery_codes (person_id, hash) select person, unnest(codes);
    $$;

grant update (second_factor_required) on resellers to portico_app;

revoke all on function sessions_of(uuid, timestamptz), sessions_end_own(uuid, bytea, bytea),
    email_by_link(bytea, uuid, uuid, uuid, text, text, timestamptz), factor_of(uuid),
    factor_keep(uuid, bytea, bigint, bytea[], timestamptz), factor_step(uuid, bigint), recovery_use(uuid, bytea, timestamptz),
    recovery_renew(uuid, bytea[]) from public;
grant execute on function sessions_of(uuid, timestamptz), sessions_end_own(uuid, bytea, bytea),
    email_by_link(bytea, uuid, uuid, uuid, text, text, timestamptz), factor_of(uuid),
    factor_keep(uuid, bytea, bigint, bytea[], timestamptz), factor_step(uuid, bigint), recovery_use(uuid, bytea, timestamptz),
    recovery_renew(uuid, bytea[]) to portico_app;
