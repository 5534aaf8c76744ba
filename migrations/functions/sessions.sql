-- Sessions, which have no tenant yet: their token finds them. And what was typed when a session ended.

-- A session that has not ended, with the person who acts in it. A person who must have a second factor and has none must set one up first.
-- An operator who acts for a reseller or a customer is its administrator until the time in the session.
create or replace function session_open(hash bytea, now timestamptz) returns table (data jsonb, expires_at timestamptz, actor jsonb)
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        s sessions;
        p people;
        who jsonb;
        acting jsonb;
    begin
        select * into s from sessions
            where id_hash = hash and sessions.expires_at > now
                and case when ends_at is null then made_at > now - interval '12 hours' else ends_at > now end;
        if not found then
            return;
        end if;
        if s.person_id is not null then
            who := actor_in(s.person_id, (s.data #>> '{account,reseller}')::uuid, (s.data #>> '{account,customer}')::uuid);
            select * into p from people where people.id = s.person_id;
            acting := s.data -> 'acting';
            if p.is_operator and p.totp_on is not null and to_timestamp((acting ->> 'until')::bigint) > now then
                perform set_config('app.reseller', acting ->> 'reseller', true);
                who := who || jsonb_build_object(
                    'operator', false, 'acting', acting, 'several', false,
                    'reseller', acting ->> 'reseller', 'customer', acting ->> 'customer',
                    'role', case when acting ->> 'customer' is null then 'administrator' else 'account_administrator' end,
                    'reseller_name', (select r.name from resellers r where r.id = app_reseller()),
                    'customer_name',
                    (select c.name from customers c where c.reseller_id = app_reseller() and c.id = (acting ->> 'customer')::uuid)
                );
            end if;
            who := who || jsonb_build_object('must_change', p.must_change_password, 'must_factor', p.totp_on is null and (
                p.is_operator
                or (who ->> 'customer' is null and coalesce(
                    (select r.second_factor_required from resellers r where r.id = (who ->> 'reseller')::uuid), false))
            ));
        end if;
        return query select s.data, s.expires_at, who;
    end
    $$;

create or replace function actor_in(person uuid, at_reseller uuid, at_customer uuid) returns jsonb
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        who record;
        membership memberships;
        reseller_name text;
        customer_name text;
        several boolean;
        chosen boolean;
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
        -- First the account that was chosen, which is one look at an index; only then the others in order.
        foreach chosen in array array[true, false] loop
            for membership in
                select m.* from memberships m
                where chosen and m.reseller_id = at_reseller and coalesce(m.customer_id, m.reseller_id) = coalesce(at_customer, at_reseller)
                    and m.person_id = person and m.disabled_at is null
                union all
                (select m.* from memberships m where not chosen and m.person_id = person and m.disabled_at is null
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
        end loop;
        return null;
    end
    $$;

-- Makes a session; false if there is one with this hash. Its content says when it began, and when it ends at the latest.
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

create or replace function session_end(hash bytea) returns void
    language sql volatile security definer set search_path = public
    as $$ delete from sessions where id_hash = hash $$;

-- Whose session ended by itself within the hour.
create or replace function session_ended_lately(hash bytea, now timestamptz) returns uuid
    language sql stable security definer set search_path = public
    as $$
    select s.person_id from sessions s where s.id_hash = hash and s.expires_at <= now and s.expires_at > now - interval '1 hour'
    $$;

-- The sessions of a person, the one used last first.
create or replace function sessions_of(person uuid, now timestamptz)
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
create or replace function sessions_end_own(person uuid, which bytea, keep bytea) returns bigint
    language sql volatile security definer set search_path = public
    as $$
    with gone as (
        delete from sessions s where s.person_id = person and case when which is null then s.id_hash <> keep else s.id_hash = which end
        returning 1
    )
    select count(*) from gone
    $$;

-- Ends the sessions in which a person acts for an account, chosen or by default.
create or replace function sessions_end_in(person uuid, at_reseller uuid, at_customer uuid) returns void
    language sql volatile security definer set search_path = public
    as $$
    delete from sessions s where s.person_id = person and (
        s.data -> 'account' is null
        or ((s.data #>> '{account,reseller}')::uuid = at_reseller
            and (s.data #>> '{account,customer}')::uuid is not distinct from at_customer)
    )
    $$;

-- Forgets what counts no more: sessions that are over, tokens a month old, mails a quarter old, allowances that have caught up.
create or replace function sessions_sweep(now timestamptz) returns bigint
    language sql volatile security definer set search_path = public
    as $$
    delete from link_tokens where made_at < now - interval '30 days';
    delete from mails where state <> 'queued' and made_at < now - interval '90 days';
    delete from rates where caught_up_at < now - interval '1 hour';
    delete from sign_in_failures where last_at < now - interval '1 day';
    delete from parked_answers where parked_at < now - interval '1 hour';
    -- What a provider told names payers, and is worked off long since.
    delete from webhooks where done_at < now - interval '30 days';
    -- A session that ended is known for an hour more: what its last page sent may be kept.
    with gone as (delete from sessions where expires_at <= now - interval '1 hour' returning 1)
    select count(*) from gone
    $$;

create or replace function answers_park_for(
    hash bytea, of_person uuid, of_flow text, draft uuid, of_step text, seen integer, typed jsonb, now timestamptz, most integer
) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if (select count(*) from (select from parked_answers limit most) kept) >= most then
            return false;
        end if;
        insert into parked_answers (token_hash, person_id, flow, draft_id, step, version, answers, parked_at)
        values (hash, of_person, of_flow, draft, of_step, seen, typed, now) on conflict do nothing;
        return true;
    end
    $$;

create or replace function answers_take_back(hash bytea, by_person uuid, now timestamptz)
    returns table (flow text, draft_id uuid, step text, version integer, answers jsonb)
    language sql volatile security definer set search_path = public
    as $$
    -- Only whoever typed them: another person may sign in in the same browser.
    delete from parked_answers p where p.token_hash = hash and p.person_id = by_person and p.parked_at >= now - interval '1 hour'
    returning p.flow, p.draft_id, p.step, p.version, p.answers
    $$;

revoke all on function session_open, actor_in, session_make, session_save, session_end, session_ended_lately, sessions_of,
    sessions_end_own, sessions_end_in, sessions_sweep, answers_park_for, answers_take_back from public;
grant execute on function session_open, actor_in, session_make, session_save, session_end, session_ended_lately, sessions_of,
    sessions_end_own, sessions_end_in, sessions_sweep, answers_park_for, answers_take_back to portico_app;
