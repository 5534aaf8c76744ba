-- Links in mails: made, looked at, used and ended.

-- Makes the token for the link in a mail, when the mail is sent. Returns null where the mail must no longer be sent: it was dropped while a
-- worker held it, because its link was handed over in another way.
create or replace function mail_link(mail uuid, token bytea, now timestamptz) returns jsonb
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
            -- First the invitation, then its mail, as whoever hands the link over takes them.
            select * into i from invitations where invitations.reseller_id = m.reseller_id and invitations.id = m.about for update;
            if not found or i.state <> 'pending' or i.expires_at <= now then
                return null;
            end if;
            perform from mails where mails.id = mail and state = 'queued' for update;
            if not found then
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

-- What a link is for, to show its page. An invited person's name is the name on the invitation.
create or replace function link_look(token bytea, now timestamptz) returns jsonb
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
                'purpose', t.purpose, 'state', state, 'address', i.email, 'role', i.role, 'name', i.name,
                'by', (select people.name from people where people.id = i.made_by),
                'reseller', (select r.name from resellers r where r.id = i.reseller_id),
                'customer', (select c.name from customers c where c.reseller_id = i.reseller_id and c.id = i.customer_id),
                'person', p.id, 'staff', i.customer_id is null
            );
        end if;
        select * into p from people where people.id = t.about;
        perform set_config('app.reseller', reseller_of(p.id)::text, true);
        return jsonb_build_object(
            'reseller', (select r.name from resellers r where r.id = app_reseller()), 'purpose', t.purpose, 'state', state,
            'address', t.address, 'person', p.id, 'name', p.name,
            'staff', p.is_operator or exists (select from memberships m where m.person_id = p.id and m.customer_id is null)
        );
    end
    $$;

-- Whoever changes a password, an address or a second factor ends all links that wait in the person's mailbox.
create or replace function links_end(person uuid) returns void
    language sql volatile security definer set search_path = public
    as $$
    update link_tokens set ended = 'superseded'
        where about = person and purpose in ('set_password', 'reset_password', 'email_change') and ended is null;
    $$;

-- Somebody asks for a new password. Whether anybody has the address is found out by the worker, so that asking tells nothing by its time.
create or replace function reset_ask(mail uuid, address text, reads text, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    insert into mails (id, kind, recipient, language, detail, next_at, made_at)
    values (mail, 'reset_password', lower(address), reads, '{}', now, now)
    $$;

-- Sets a password by a mailed link. All other links of the person end, also one that confirms another address.
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
        perform links_end(t.about);
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

-- Another address of one's own, by the link that was mailed to it: 'done', 'gone' (the link is not good any more), or 'taken'.
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

-- Makes a token for a pending invitation whose link somebody hands over themselves; false where it is pending no more. A mail on its way
-- to it is not sent: its link would be another one.
create or replace function invitation_link(invitation uuid, token bytea, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        i invitations;
    begin
        select * into i from invitations where reseller_id = app_reseller() and id = invitation
            and (app_customer() is null or customer_id = app_customer()) for update;
        if not found or i.state <> 'pending' or i.expires_at <= now then
            return false;
        end if;
        update link_tokens set ended = 'superseded' where about = i.id and ended is null;
        update mails set state = 'dropped', settled_at = now where about = i.id and state in ('queued', 'failed');
        insert into link_tokens (hash, purpose, reseller_id, about, address, made_at, expires_at)
        values (token, 'invitation', i.reseller_id, i.id, i.email, now, i.expires_at);
        return true;
    end
    $$;

-- The account to which an invitation leads.
create or replace function invitation_account(token bytea) returns table (of_reseller uuid, of_customer uuid)
    language sql stable security definer set search_path = public
    as $$
    select i.reseller_id, i.customer_id from link_tokens t join invitations i on i.reseller_id = t.reseller_id and i.id = t.about
    where t.hash = token and t.purpose = 'invitation'
    $$;

-- Accepts an invitation. Locks the invitation before its token, in the same order as `invitation_link`, so that the two cannot deadlock.
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

-- Tells open pages that something of a reseller's invitations changed: only whose, never what.
create or replace function tell_invitations() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    begin
        perform pg_notify('invitations', new.reseller_id::text);
        return null;
    end
    $$;

-- The first operator, by the token that the first start printed; false where there is one, or the token is not it.
create or replace function operator_first(token bytea, person uuid, address text, called text, new_hash text, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        -- Two who come at once: one waits here, and finds an operator.
        perform from link_tokens where hash = token and purpose = 'first_operator' and ended is null and expires_at > now for update;
        if not found or exists (select from people where is_operator) then
            return false;
        end if;
        insert into people (id, email, name, password_hash, is_operator, made_at)
        values (person, lower(address), called, new_hash, true, now) on conflict do nothing;
        if not found then
            return false;
        end if;
        update link_tokens set ended = 'used' where purpose = 'first_operator' and ended is null;
        return true;
    end
    $$;

-- Makes the token by which the first operator comes, in the place of an earlier one; false where there is an operator.
create or replace function operator_invite_first(token bytea, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if exists (select from people where is_operator) then
            return false;
        end if;
        delete from link_tokens where purpose = 'first_operator';
        insert into link_tokens (hash, purpose, about, address, made_at, expires_at)
        values (token, 'first_operator', '00000000-0000-0000-0000-000000000000', '', now, now + interval '7 days');
        return true;
    end
    $$;

-- Whether the token is the one by which the first operator comes.
create or replace function operator_first_waits(token bytea, now timestamptz) returns boolean
    language sql stable security definer set search_path = public
    as $$
    select exists (select from link_tokens where hash = token and purpose = 'first_operator' and ended is null and expires_at > now)
        and not exists (select from people where is_operator)
    $$;

create or replace trigger tell after insert or update on invitations for each row execute function tell_invitations();
create or replace trigger tell after insert or update on mails for each row when (new.kind = 'invitation' and new.reseller_id is not null)
    execute function tell_invitations();

revoke all on function mail_link, link_look, links_end, reset_ask, password_by_link, email_by_link, invitation_link, invitation_account,
    invitation_accept, tell_invitations, operator_first, operator_invite_first, operator_first_waits from public;
grant execute on function mail_link, link_look, links_end, reset_ask, password_by_link, email_by_link, invitation_link,
    invitation_account, invitation_accept, operator_first, operator_invite_first, operator_first_waits to portico_app;
