-- Network services (S1): billing accounts, customers without a plan whose charges go to one of them, invitations that make a customer.
create table billing_accounts (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    -- A person's first and last name, or the number of a purchase order.
    name text not null,
    email text not null,
    phone text not null,
    line1 text not null,
    line2 text,
    district text,
    city text,
    region text,
    postal_code text,
    sorting_code text,
    country text not null,
    is_default boolean not null default false,
    version integer not null default 1,
    made_at timestamptz not null,
    primary key (reseller_id, id),
    constraint billing_accounts_name_length check (char_length(name) between 1 and 128)
);
-- S1.14: a billing account is known by its address.
create unique index billing_accounts_email_unique on billing_accounts (reseller_id, lower(email));
create unique index billing_accounts_one_default on billing_accounts (reseller_id) where is_default;

alter table billing_accounts enable row level security;
alter table billing_accounts force row level security;
-- A customer's people never see what a reseller bills by.
create policy tenant on billing_accounts using (reseller_id = app_reseller() and app_customer() is null)
    with check (reseller_id = app_reseller() and app_customer() is null);
grant select, insert, update, delete on billing_accounts to portico_app;

alter table customers
    alter column plan_id drop not null,
    add column billing_account_id uuid,
    add column version integer not null default 1,
    add constraint customers_billing_account foreign key (reseller_id, billing_account_id)
        references billing_accounts (reseller_id, id),
    drop constraint customers_payer,
    add constraint customers_payer check (payer in ('reseller', 'customer_card', 'billing_account'));
create index customers_of_billing_account on customers (reseller_id, billing_account_id) where billing_account_id is not null;
grant update (name, name_folded, registration_number, version) on customers to portico_app;

-- A technical contact is an address alone; whoever is invited has one name, as it is written.
alter table contacts
    alter column given_name drop not null,
    alter column family_name drop not null,
    alter column phone drop not null,
    add column name text,
    drop constraint contacts_kind,
    add constraint contacts_kind check (kind in ('administrator', 'authorized', 'technical'));
create unique index contacts_one_administrator on contacts (reseller_id, customer_id) where kind = 'administrator';
create unique index contacts_one_technical on contacts (reseller_id, customer_id) where kind = 'technical';
grant update (email) on contacts to portico_app;

alter table addresses
    drop constraint addresses_kind,
    add constraint addresses_kind check (kind in ('billing', 'company', 'service'));
grant update (line1, line2, district, city, region, postal_code, sorting_code, country) on addresses to portico_app;

alter table invitations
    -- Who is addressed, where the inviter said so.
    add column name text,
    -- In which language they are written to; a resent one keeps it.
    add column language text;
-- The list of a reseller's invitations, the newest first.
create index invitations_newest on invitations (reseller_id, id desc);
create index invitations_in_state on invitations (reseller_id, state, id desc);

-- Which ways to make a customer the operator switched on.
alter table resellers add column flows text[] not null default '{white_label,network}';
grant insert (flows), update (flows) on resellers to portico_app;

-- As before; whoever is invited by name is called by it.
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

-- As before; with its first administrator an invited customer is active (S1.23).
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

-- Makes a token for a pending invitation whose link somebody hands over themselves; false where it is pending no more. A mail on its way
-- to it is not sent: its link would be another one.
create function invitation_link(invitation uuid, token bytea, now timestamptz) returns boolean
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

-- As before; a mail that was dropped meanwhile, since its link was handed over, is not sent by the worker that has it in hand.
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

-- Tells open pages that something of a reseller's invitations changed: only whose, never what.
create function tell_invitations() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    begin
        perform pg_notify('invitations', new.reseller_id::text);
        return null;
    end
    $$;
create trigger tell after insert or update on invitations for each row execute function tell_invitations();
create trigger tell after insert or update on mails for each row when (new.kind = 'invitation' and new.reseller_id is not null)
    execute function tell_invitations();

revoke all on function invitation_link(uuid, bytea, timestamptz), tell_invitations() from public;
grant execute on function invitation_link(uuid, bytea, timestamptz) to portico_app;
