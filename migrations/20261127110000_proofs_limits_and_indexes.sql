-- Addresses that their owners proved, limits that are taken before something is tried, answers of ended sessions, and indexes that stay fast.

-- Since when a person's address is known to be theirs: since a link that was mailed to it was used.
alter table people add column proven_at timestamptz;
-- Of those who are there already, whoever used a link or accepted an invitation; and operators.
update people p set proven_at = p.made_at
where p.is_operator
    or exists (select from link_tokens t where t.about = p.id and t.ended = 'used')
    or exists (select from invitations i where i.email = p.email and i.state = 'accepted');

-- The address is proven. What was set up before that, such as by an administrator who made up the address and signed in with a generated
-- password, is not the owner's: second factor, recovery codes, passkeys and sessions end.
create function address_proved(person uuid, now timestamptz) returns void
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
        perform address_proved(t.about, now);
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

-- As before, but the invitation is locked before its token, as by whoever hands the link over: else each would wait for the other.
create or replace function invitation_accept(
    token bytea, person uuid, is_new boolean, called text, new_hash text, entry uuid, from_where text, now timestamptz
) returns text
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        t link_tokens;
        i invitations;
        p people;
    begin
        select * into t from link_tokens where hash = token and purpose = 'invitation';
        if not found then
            return 'gone';
        end if;
        perform set_config('app.reseller', t.reseller_id::text, true), set_config('app.customer', '', true);
        -- Whoever else redeems the same invitation waits here, and then finds it accepted.
        select * into i from invitations where invitations.reseller_id = t.reseller_id and invitations.id = t.about for update;
        select * into t from link_tokens where hash = token for update;
        if i.state is distinct from 'pending' or t.ended is not null or t.expires_at <= now then
            return 'gone';
        end if;
        select * into p from people where people.email = i.email;
        if is_new then
            if p.id is not null then
                return 'somebody';
            end if;
            insert into people (id, email, name, password_hash, made_at, proven_at) values (person, i.email, called, new_hash, now, now);
        elsif p.id is distinct from person then
            return 'somebody';
        else
            -- The link was mailed to the address of the very person who is signed in.
            update people set proven_at = coalesce(proven_at, now) where people.id = person;
        end if;
        insert into memberships (reseller_id, customer_id, person_id, role, made_at)
        values (i.reseller_id, i.customer_id, person, i.role, now) on conflict do nothing;
        update invitations set state = 'accepted', settled_at = now
            where invitations.reseller_id = i.reseller_id and invitations.id = i.id;
        update link_tokens set ended = 'used' where about = i.id and ended is null;
        -- Its mail is not needed any more, wherever it is.
        update mails set state = 'dropped', settled_at = now where about = i.id and kind = 'invitation' and state = 'queued';
        if i.role = 'account_administrator' then
            update customers set state = 'active'
                where customers.reseller_id = i.reseller_id and customers.id = i.customer_id and customers.state = 'invited';
        end if;
        insert into audit (reseller_id, id, customer_id, person_id, action, address, detail, at)
        values (i.reseller_id, entry, i.customer_id, person, 'invitation.accepted', from_where,
            jsonb_build_object('email', i.email, 'role', i.role), now);
        return 'accepted';
    end
    $$;

create or replace function email_by_link(token bytea, person uuid, mail uuid, entry uuid, reads text, from_where text, now timestamptz)
    returns text
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
        update people set email = t.address, proven_at = now where people.id = p.id;
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

-- Counts an attempt to sign in before it is made, so that many at once are not all the first: how long to wait where too many failed lately
-- (then it is not counted), and how many failed before it.
create function sign_in_take(who bytea, now timestamptz, since timestamptz, free integer, longest interval)
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
create function sign_in_give_back(who bytea) returns void
    language sql volatile security definer set search_path = public
    as $$ update sign_in_failures set failures = greatest(0, failures - 1) where subject = who $$;

-- What happens to a person's sign-in while nobody is signed in.
create function audit_note_own(entry uuid, person uuid, what text, from_where text, now timestamptz) returns void
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if what not in ('sign_in.failed', 'factor.recovery_used', 'factor.tries') then
            raise exception 'not an entry of this kind: %', what;
        end if;
        perform audit_own(entry, person, what, from_where, '{}', now);
    end
    $$;

-- Answers of a session that ended: of a known flow and step, no more than so many in all.
alter table parked_answers add column flow text not null default '', add column person_id uuid;
create index parked_answers_at on parked_answers (parked_at);
create function answers_park_for(
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
create function answers_take_back(hash bytea, by_person uuid, now timestamptz)
    returns table (flow text, draft_id uuid, step text, version integer, answers jsonb)
    language sql volatile security definer set search_path = public
    as $$
    -- Only whoever typed them: another person may sign in in the same browser.
    delete from parked_answers p where p.token_hash = hash and p.person_id = by_person and p.parked_at >= now - interval '1 hour'
    returning p.flow, p.draft_id, p.step, p.version, p.answers
    $$;
-- Whose session ended by itself within the hour.
create function session_ended_lately(hash bytea, now timestamptz) returns uuid
    language sql stable security definer set search_path = public
    as $$
    select s.person_id from sessions s where s.id_hash = hash and s.expires_at <= now and s.expires_at > now - interval '1 hour'
    $$;

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
create index link_tokens_made on link_tokens (made_at);
create index mails_settled on mails (made_at) where state <> 'queued';
create index sign_in_failures_last on sign_in_failures (last_at);
create index webhooks_done on webhooks (done_at) where done_at is not null;

-- Equality alone uses an index: an account is its customer's id, or its reseller's for the staff.
create unique index memberships_account on memberships (reseller_id, (coalesce(customer_id, reseller_id)), person_id);
create unique index invitations_account on invitations (reseller_id, (coalesce(customer_id, reseller_id)), email) where state = 'pending';

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

-- Below which balance a customer's card is charged; it stands with the balance, so that an index can hold those who are due and no others.
alter table ledger_accounts add column alarm_below bigint not null default 0;
update ledger_accounts a set alarm_below = greatest(0, c.top_up_below) from customers c
where c.reseller_id = a.reseller_id and c.id = a.customer_id and c.top_up_below is not null;
grant update (alarm_below) on ledger_accounts to portico_app;
create index ledger_accounts_due on ledger_accounts (customer_id) where customer_id is not null and balance_minor < alarm_below;
create or replace function customers_to_draw(rested timestamptz, lately timestamptz, declines integer, after uuid, most integer)
    returns table (reseller uuid, customer uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select c.reseller_id, c.id, c.card_by from ledger_accounts a
    join customers c on c.reseller_id = a.reseller_id and c.id = a.customer_id
    where a.customer_id is not null and a.balance_minor < a.alarm_below and a.customer_id > after
        and c.card_reference is not null and c.state = 'active' and c.payer = 'customer_card'
        and exists (select from gateways g where g.reseller_id = c.reseller_id)
        and not exists (select from resellers r where r.id = c.reseller_id and r.suspended_at is not null)
        and not exists (
            select from disputes d where d.reseller_id = c.reseller_id and d.customer_id = c.id and d.state <> 'won'
        )
        and not exists (
            select from payments p where p.reseller_id = c.reseller_id and p.customer_id = c.id
                and ((p.state = 'open' and (p.next_at is not null or p.purpose = 'monthly'))
                    or (p.state = 'declined' and p.next_at is not null and p.settled_at > rested)
                    or (p.state = 'paid' and p.purpose = 'automatic_top_up' and p.settled_at > lately))
        )
        and declines > (
            select count(*) from payments p where p.reseller_id = c.reseller_id and p.customer_id = c.id
                and p.state = 'declined' and p.next_at is not null and p.settled_at > coalesce((
                    select max(q.settled_at) from payments q
                    where q.reseller_id = c.reseller_id and q.customer_id = c.id and q.state = 'paid'
                ), '-infinity')
        )
    order by a.customer_id limit most
    $$;

-- The audit by what was done, and by whose it is.
create index audit_by_action on audit (reseller_id, action, number desc);
create index audit_of_customer on audit (reseller_id, customer_id, number desc) where customer_id is not null;

-- Parts of names are looked for among a tenant's own: how long a search takes tells nothing of the others.
do $$
begin
    create extension if not exists btree_gin;
    create extension if not exists pg_trgm;
    create index customers_name_parts_of_tenant on customers using gin (reseller_id, name_folded gin_trgm_ops);
    drop index if exists customers_name_parts;
exception
    when undefined_file or feature_not_supported or insufficient_privilege or undefined_object then
        raise notice 'btree_gin or pg_trgm is not there: searching parts of names looks at every customer';
end
$$;

revoke all on function address_proved(uuid, timestamptz), sign_in_take(bytea, timestamptz, timestamptz, integer, interval),
    sign_in_give_back(bytea), answers_park_for(bytea, uuid, text, uuid, text, integer, jsonb, timestamptz, integer),
    answers_take_back(bytea, uuid, timestamptz), session_ended_lately(bytea, timestamptz),
    audit_note_own(uuid, uuid, text, text, timestamptz) from public;
grant execute on function sign_in_take(bytea, timestamptz, timestamptz, integer, interval), sign_in_give_back(bytea),
    answers_park_for(bytea, uuid, text, uuid, text, integer, jsonb, timestamptz, integer), answers_take_back(bytea, uuid, timestamptz),
    session_ended_lately(bytea, timestamptz), audit_note_own(uuid, uuid, text, text, timestamptz) to portico_app;
