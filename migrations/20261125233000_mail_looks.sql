-- How a reseller's mails look (name, colour, logo, reply-to, footer), and notices to its customers' technical contacts (S1.7).

create table mail_looks (
    reseller_id uuid primary key references resellers (id),
    -- The sender's name; without one, the reseller's.
    sender text,
    reply_to text,
    footer text,
    -- Of buttons and links, as #rrggbb.
    colour text,
    logo bytea,
    logo_kind text,
    version integer not null default 1,
    constraint mail_looks_logo check ((logo is null) = (logo_kind is null) and logo_kind in ('image/png', 'image/jpeg')
        and octet_length(logo) <= 262144)
);

create table notices (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    subject text not null,
    body text not null,
    -- When the work is done, as it was typed: a day and its times, and in which zone.
    day date,
    from_time text,
    until_time text,
    time_zone text,
    -- To every customer with a technical contact, or to those of notice_customers.
    everybody boolean not null default true,
    -- The language of the mails, once they are sent.
    language text,
    state text not null default 'draft',
    version integer not null default 1,
    made_by uuid not null references people (id),
    made_at timestamptz not null,
    sent_at timestamptz,
    primary key (reseller_id, id),
    constraint notices_state check (state in ('draft', 'sending', 'sent'))
);
create index notices_of_reseller on notices (reseller_id, id desc);
create index notices_to_send on notices (sent_at) where state = 'sending';

create table notice_customers (
    reseller_id uuid not null,
    notice_id uuid not null,
    customer_id uuid not null,
    primary key (reseller_id, notice_id, customer_id),
    constraint notice_customers_notice foreign key (reseller_id, notice_id) references notices (reseller_id, id),
    constraint notice_customers_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id)
);
create index mails_of_notices on mails (reseller_id, about) where kind = 'notice';

alter table contacts
    drop constraint contacts_kind,
    -- S2.16-S2.18: who is written to when a customer reports an issue.
    add constraint contacts_kind check (kind in ('administrator', 'authorized', 'technical', 'support'));

do $$
declare
    t text;
begin
    foreach t in array array['mail_looks', 'notices', 'notice_customers'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to %I using (true)', t, current_user);
        execute format('create policy tenant on %I using (reseller_id = app_reseller() and app_customer() is null)', t);
    end loop;
end
$$;
grant select, insert on mail_looks, notices, notice_customers to portico_app;
grant update (sender, reply_to, footer, colour, logo, logo_kind, version) on mail_looks to portico_app;
grant update (subject, body, day, from_time, until_time, time_zone, everybody, state, version, sent_at, language) on notices to portico_app;
grant delete on notices, notice_customers to portico_app;

-- Notices are many and wait; what somebody asked for goes first. So there are two queues, each with its index.
create index mails_due_first on mails (next_at) where state = 'queued' and kind <> 'notice';
create index mails_due_notices on mails (next_at) where state = 'queued' and kind = 'notice';
create or replace function mails_take(now timestamptz, until timestamptz, most integer)
    returns table (
        id uuid, kind text, recipient text, language text, detail jsonb, attempts integer, made_at timestamptz, reseller text
    )
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        due record;
    begin
        for due in
            with first as (
                select m.id from mails m where m.state = 'queued' and m.kind <> 'notice' and m.next_at <= now
                order by m.next_at limit most for update skip locked
            ), notices as (
                select m.id from mails m where m.state = 'queued' and m.kind = 'notice' and m.next_at <= now
                order by m.next_at limit greatest(0, most - (select count(*) from first)) for update skip locked
            ), chosen as (select first.id from first union all select notices.id from notices)
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

-- How a mail looks: that of the reseller in whose name it is sent.
create function mail_look(mail uuid)
    returns table (sender text, reply_to text, footer text, colour text, logo bytea, logo_kind text)
    language sql stable security definer set search_path = public
    as $$
    select l.sender, l.reply_to, l.footer, l.colour, l.logo, l.logo_kind
    from mails m join mail_looks l on l.reseller_id = m.reseller_id where m.id = mail
    $$;

-- Notices that are to be sent, and by whom.
create function notices_to_send() returns table (reseller uuid, notice uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$ select n.reseller_id, n.id, n.made_by from notices n where n.state = 'sending' order by n.sent_at limit 20 $$;

revoke all on function mail_look(uuid), notices_to_send() from public;
grant execute on function mail_look(uuid), notices_to_send() to portico_app;
