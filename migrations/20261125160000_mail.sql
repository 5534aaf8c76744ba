-- Mail: a row in the transaction that causes it, sent by a worker of its own. A row holds no secret: where a mail carries a link, the worker
-- makes the link's token when it sends, and only the token's hash is ever stored.
create table mails (
    -- Also the Message-ID, so that a mail which is sent twice after a crash is one in the reader's mailbox.
    id uuid primary key,
    -- Whose name it carries; null where a person acts for nobody, such as an operator.
    reseller_id uuid references resellers (id),
    customer_id uuid,
    kind text not null,
    -- The person or the invitation that it is about; null where only an address is known.
    about uuid,
    recipient text not null,
    language text not null,
    -- What its sentences name.
    detail jsonb not null,
    state text not null default 'queued',
    attempts integer not null default 0,
    -- When it is due; while a worker has it, when that worker is given up.
    next_at timestamptz not null,
    -- Why it was not sent yet, or never.
    problem text,
    made_at timestamptz not null,
    settled_at timestamptz,
    constraint mails_state check (state in ('queued', 'sent', 'failed', 'dropped')),
    constraint mails_recipient_length check (char_length(recipient) between 3 and 254)
);
create index mails_due on mails (next_at) where state = 'queued';
create index mails_about on mails (about, made_at desc);
create index mails_of_reseller on mails (reseller_id, made_at desc, id);

-- Links that were mailed: of the token only its SHA-256 (256 random bits need no more; ASVS 6.5.2), bound to purpose, reseller, address
-- and what it is about (ASVS 6.6.2).
create table link_tokens (
    hash bytea primary key,
    purpose text not null,
    reseller_id uuid references resellers (id),
    about uuid not null,
    address text not null,
    -- Of one mail several tokens count: a mail that was sent twice has two.
    mail_id uuid,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    ended text,
    constraint link_tokens_purpose check (purpose in ('invitation', 'set_password', 'reset_password', 'email_change', 'first_operator')),
    constraint link_tokens_ended check (ended in ('used', 'superseded', 'revoked'))
);
create index link_tokens_about on link_tokens (about);

-- Invitations to act for an account: at most one is pending for an account and an address. Resending makes a new one.
create table invitations (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    customer_id uuid,
    email text not null,
    role text not null,
    state text not null default 'pending',
    made_by uuid not null references people (id),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    settled_at timestamptz,
    primary key (reseller_id, id),
    constraint invitations_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id),
    constraint invitations_state check (state in ('pending', 'accepted', 'revoked', 'superseded')),
    constraint invitations_email check (email = lower(email) and char_length(email) between 3 and 254),
    constraint invitations_role check (
        (customer_id is null and role in ('administrator', 'manager', 'support', 'read_only'))
        or (customer_id is not null and role in ('account_administrator', 'technical', 'billing', 'standard_user'))
    )
);
create unique index invitations_pending on invitations (reseller_id, customer_id, email) nulls not distinct where state = 'pending';

-- How fast something may happen: per subject (the hash of a network address, an account, a tenant) the time at which it has caught up again
-- (the "generic cell rate algorithm"). It survives a restart and holds over several servers.
create table rates (
    subject bytea primary key,
    caught_up_at timestamptz not null
);

alter table mails enable row level security;
alter table mails force row level security;
alter table link_tokens enable row level security;
alter table link_tokens force row level security;
alter table invitations enable row level security;
alter table invitations force row level security;
alter table rates enable row level security;
create policy tenant on mails using (
    (reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer()))
    or (reseller_id is null and about = app_person())
);
create policy tenant on link_tokens using (reseller_id = app_reseller());
create policy tenant on invitations using (
    reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer())
);
-- The functions below serve all tenants: the worker, and whoever holds a token and is nobody yet.
do $$
declare
    of_table text;
begin
    foreach of_table in array array['mails', 'link_tokens', 'invitations'] loop
        execute format('create policy owner on %I to %I using (true)', of_table, current_user);
    end loop;
end
$$;
grant select, insert on mails to portico_app;
grant update (state, next_at, attempts, problem) on mails to portico_app;
grant select, insert on invitations to portico_app;
grant update (state, settled_at) on invitations to portico_app;

-- In whose name a person is written to: that of the reseller for whom they act first.
create function reseller_of(person uuid) returns uuid
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        perform set_config('app.person', person::text, true), set_config('app.customer', '', true);
        return (select m.reseller_id from memberships m where m.person_id = person order by m.customer_id nulls first, m.made_at limit 1);
    end
    $$;

-- Somebody asks for a new password. Whether anybody has the address is found out by the worker, so that asking tells nothing by its time.
create function reset_ask(mail uuid, address text, reads text, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    insert into mails (id, kind, recipient, language, detail, next_at, made_at)
    values (mail, 'reset_password', lower(address), reads, '{}', now, now)
    $$;

-- The mails that are due, leased until a time: whoever dies with them loses them then.
create function mails_take(now timestamptz, until timestamptz, most integer)
    returns table (
        id uuid, kind text, recipient text, language text, detail jsonb, attempts integer, made_at timestamptz, reseller text
    )
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        due record;
    begin
        for due in
            with chosen as (
                select m.id from mails m where m.state = 'queued' and m.next_at <= now
                order by m.next_at limit most for update skip locked
            )
            update mails m set next_at = until, attempts = m.attempts + 1 from chosen where m.id = chosen.id
            returning m.*
        loop
            perform set_config('app.reseller', coalesce(due.reseller_id::text, ''), true);
            id := due.id;
            kind := due.kind;
            recipient := due.recipient;
            language := due.language;
            detail := due.detail;
            attempts := due.attempts;
            made_at := due.made_at;
            if due.reseller_id is null then
                perform set_config('app.reseller', reseller_of(due.about)::text, true);
            end if;
            reseller := (select r.name from resellers r where r.id = app_reseller());
            return next;
        end loop;
    end
    $$;

-- Makes the token of a mail's link good, and says what the mail must tell; null where there is nothing to send any more.
create function mail_link(mail uuid, token bytea, now timestamptz) returns jsonb
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        m mails;
        p people;
        i invitations;
        until timestamptz;
    begin
        select * into m from mails where mails.id = mail;
        if m.kind = 'invitation' then
            perform set_config('app.reseller', m.reseller_id::text, true);
            select * into i from invitations where invitations.reseller_id = m.reseller_id and invitations.id = m.about;
            if not found or i.state <> 'pending' or i.expires_at <= now then
                return null;
            end if;
            insert into link_tokens (hash, purpose, reseller_id, about, address, mail_id, made_at, expires_at)
            values (token, 'invitation', i.reseller_id, i.id, i.email, mail, now, i.expires_at);
            return jsonb_build_object(
                'language', (select people.language from people where people.email = i.email),
                'by', (select people.name from people where people.id = i.made_by),
                'team', coalesce(
                    (select c.name from customers c where c.reseller_id = i.reseller_id and c.id = i.customer_id),
                    (select r.name from resellers r where r.id = i.reseller_id)
                ),
                'role', i.role
            );
        end if;
        if m.about is null then
            select * into p from people where people.email = m.recipient;
        else
            select * into p from people where people.id = m.about;
        end if;
        until := m.made_at + case m.kind when 'set_password' then interval '7 days' else interval '1 hour' end;
        if p.id is null or until <= now or (m.kind <> 'email_change' and p.email <> m.recipient) then
            return null;
        end if;
        -- A newer mail takes the place of the older ones, in whatever order they are sent.
        if exists (
            select from link_tokens t join mails o on o.id = t.mail_id
            where t.about = p.id and t.purpose = m.kind and o.made_at > m.made_at and t.ended is null
        ) then
            return null;
        end if;
        update link_tokens t set ended = 'superseded' from mails o
            where o.id = t.mail_id and t.about = p.id and t.purpose = m.kind and o.made_at < m.made_at and t.ended is null;
        insert into link_tokens (hash, purpose, reseller_id, about, address, mail_id, made_at, expires_at)
        values (token, m.kind, m.reseller_id, p.id, m.recipient, mail, now, until);
        perform set_config('app.reseller', coalesce(m.reseller_id, reseller_of(p.id))::text, true);
        return jsonb_build_object('language', p.language, 'name', p.name,
            'reseller', (select r.name from resellers r where r.id = app_reseller()));
    end
    $$;

-- What came of a mail: sent, dropped, failed for good (no next time), or to be tried again.
create function mail_settle(mail uuid, outcome text, why text, next timestamptz, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    update mails set state = outcome, problem = why, next_at = coalesce(next, next_at),
        settled_at = case when outcome = 'queued' then null else now end
    where id = mail and state = 'queued'
    $$;

-- What a link's token is good for, without using it; null for one that nobody knows.
create function link_look(token bytea, now timestamptz) returns jsonb
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        t link_tokens;
        i invitations;
        p people;
        state text;
    begin
        select * into t from link_tokens where hash = token;
        if not found then
            return null;
        end if;
        state := coalesce(t.ended, case when t.expires_at <= now then 'expired' else 'good' end);
        perform set_config('app.reseller', coalesce(t.reseller_id::text, ''), true);
        if t.purpose = 'invitation' then
            select * into i from invitations where invitations.reseller_id = t.reseller_id and invitations.id = t.about;
            if i.state <> 'pending' and t.ended is null then
                state := case i.state when 'accepted' then 'used' else i.state end;
            end if;
            select * into p from people where people.email = i.email;
            return jsonb_build_object(
                'purpose', t.purpose, 'state', state, 'address', i.email, 'role', i.role,
                'by', (select people.name from people where people.id = i.made_by),
                'reseller', (select r.name from resellers r where r.id = i.reseller_id),
                'customer', (select c.name from customers c where c.reseller_id = i.reseller_id and c.id = i.customer_id),
                'person', p.id, 'staff', i.customer_id is null
            );
        end if;
        select * into p from people where people.id = t.about;
        perform set_config('app.reseller', reseller_of(p.id)::text, true);
        return jsonb_build_object(
            'reseller', (select r.name from resellers r where r.id = app_reseller()), 'purpose', t.purpose, 'state', state, 'address', t.address, 'person', p.id, 'name', p.name,
            'staff', p.is_operator or exists (select from memberships m where m.person_id = p.id and m.customer_id is null)
        );
    end
    $$;

-- Notes what a person did for themselves, where they act first. Whoever acts nowhere is an operator, or gone.
create function audit_own(entry uuid, person uuid, did text, from_where text, what jsonb, now timestamptz) returns void
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        m memberships;
    begin
        perform set_config('app.person', person::text, true), set_config('app.customer', '', true);
        select * into m from memberships where memberships.person_id = person order by customer_id nulls first, made_at limit 1;
        if found then
            perform set_config('app.reseller', m.reseller_id::text, true);
            insert into audit (reseller_id, id, customer_id, person_id, action, address, detail, at)
            values (m.reseller_id, entry, m.customer_id, person, did, from_where, what, now);
        end if;
    end
    $$;

-- A new password by a mailed link: the link is used up, the others of its kind with it, and the person is signed out everywhere. False if
-- the link is not good any more.
create function password_by_link(
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
        delete from sessions where person_id = p.id;
        perform audit_own(entry, p.id, 'password.reset', from_where, '{}', now);
        insert into mails (id, reseller_id, kind, about, recipient, language, detail, next_at, made_at)
        values (mail, null, 'password_changed', p.id, p.email, coalesce(p.language, reads),
            jsonb_build_object('name', p.name), now, now);
        return true;
    end
    $$;

-- Accepts an invitation: as the person who has its address, or, where nobody has it, as a new one. The answer says what came of it:
-- 'accepted', 'gone' (the invitation is not good any more), 'somebody' (the address is somebody's, who must be signed in).
create function invitation_accept(
    token bytea, person uuid, is_new boolean, called text, new_hash text, entry uuid, from_where text, now timestamptz
) returns text
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        t link_tokens;
        i invitations;
        p people;
    begin
        select * into t from link_tokens where hash = token and purpose = 'invitation' for update;
        if not found or t.ended is not null or t.expires_at <= now then
            return 'gone';
        end if;
        perform set_config('app.reseller', t.reseller_id::text, true), set_config('app.customer', '', true);
        -- Whoever else redeems the same invitation waits here, and then finds it accepted.
        select * into i from invitations where invitations.reseller_id = t.reseller_id and invitations.id = t.about for update;
        if i.state <> 'pending' then
            return 'gone';
        end if;
        select * into p from people where people.email = i.email;
        if is_new then
            if p.id is not null then
                return 'somebody';
            end if;
            insert into people (id, email, name, password_hash, made_at) values (person, i.email, called, new_hash, now);
        elsif p.id is distinct from person then
            return 'somebody';
        end if;
        insert into memberships (reseller_id, customer_id, person_id, role, made_at)
        values (i.reseller_id, i.customer_id, person, i.role, now) on conflict do nothing;
        update invitations set state = 'accepted', settled_at = now
            where invitations.reseller_id = i.reseller_id and invitations.id = i.id;
        update link_tokens set ended = 'used' where about = i.id and ended is null;
        insert into audit (reseller_id, id, customer_id, person_id, action, address, detail, at)
        values (i.reseller_id, entry, i.customer_id, person, 'invitation.accepted', from_where,
            jsonb_build_object('email', i.email, 'role', i.role), now);
        return 'accepted';
    end
    $$;

-- Takes one from a subject's allowance of one `every` so often, `burst` at once; gives how long to wait where there is none.
create function rate_take(who bytea, now timestamptz, every interval, burst integer) returns interval
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

-- Forgets what counts no more: sessions that are over, tokens a month old, mails a quarter old, allowances that have caught up.
create or replace function sessions_sweep(now timestamptz) returns bigint
    language sql volatile security definer set search_path = public
    as $$
    delete from link_tokens where made_at < now - interval '30 days';
    delete from mails where state <> 'queued' and made_at < now - interval '90 days';
    delete from rates where caught_up_at < now - interval '1 hour';
    with gone as (delete from sessions where expires_at <= now returning 1)
    select count(*) from gone
    $$;

-- A person who was created to choose their password by a mailed link: until then no password fits.
create function person_make_without_password(person uuid, address text, called text, now timestamptz) returns boolean
    language sql volatile security definer set search_path = public
    as $$
    with made as (
        insert into people (id, email, name, password_hash, made_at) values (person, lower(address), called, '', now)
        on conflict do nothing returning 1
    )
    select exists (select from made)
    $$;

revoke all on function reset_ask(uuid, text, text, timestamptz), mails_take(timestamptz, timestamptz, integer),
    mail_link(uuid, bytea, timestamptz), mail_settle(uuid, text, text, timestamptz, timestamptz), link_look(bytea, timestamptz),
    audit_own(uuid, uuid, text, text, jsonb, timestamptz), reseller_of(uuid),
    password_by_link(bytea, text, uuid, uuid, text, text, timestamptz),
    invitation_accept(bytea, uuid, boolean, text, text, uuid, text, timestamptz),
    rate_take(bytea, timestamptz, interval, integer), person_make_without_password(uuid, text, text, timestamptz) from public;
grant execute on function reset_ask(uuid, text, text, timestamptz), mails_take(timestamptz, timestamptz, integer),
    mail_link(uuid, bytea, timestamptz), mail_settle(uuid, text, text, timestamptz, timestamptz), link_look(bytea, timestamptz),
    password_by_link(bytea, text, uuid, uuid, text, text, timestamptz),
    invitation_accept(bytea, uuid, boolean, text, text, uuid, text, timestamptz),
    rate_take(bytea, timestamptz, interval, integer), person_make_without_password(uuid, text, text, timestamptz) to portico_app;
