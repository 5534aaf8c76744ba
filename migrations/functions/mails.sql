-- Mails and notices that wait to be sent, across all tenants.

-- The mails that are due, leased until a time: whoever dies with them loses them then.
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

-- What came of a mail: sent, dropped, failed for good (no next time), or to be tried again.
create or replace function mail_settle(mail uuid, outcome text, why text, next timestamptz, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    update mails set state = outcome, problem = why, next_at = coalesce(next, next_at),
        settled_at = case when outcome = 'queued' then null else now end
    where id = mail and state = 'queued'
    $$;

-- Mails about somebody's sign-in are their own, and go out in the look of the reseller whose name they carry.
create or replace function mail_look(mail uuid)
    returns table (sender text, reply_to text, footer text, colour text, logo bytea, logo_kind text)
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        m mails;
        whose uuid;
    begin
        select * into m from mails where mails.id = mail;
        whose := m.reseller_id;
        if whose is null then
            whose := reseller_of(coalesce(m.about, (select p.id from people p where p.email = m.recipient)));
        end if;
        return query
            select l.sender, l.reply_to, l.footer, l.colour, l.logo, l.logo_kind from mail_looks l where l.reseller_id = whose;
    end
    $$;

-- A suspended reseller sends no notices; they go out when it is resumed.
create or replace function notices_to_send() returns table (reseller uuid, notice uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select n.reseller_id, n.id, n.made_by from notices n join resellers r on r.id = n.reseller_id
    where n.state = 'sending' and r.suspended_at is null order by n.sent_at limit 20
    $$;

-- The administrators of the tenant's reseller, to be written to.
create or replace function administrators_of_reseller() returns table (name text, email text, language text)
    language sql stable security definer set search_path = public
    as $$
    select p.name, p.email, person_language(p.id) from memberships m join people p on p.id = m.person_id
    where m.reseller_id = app_reseller() and m.customer_id is null and m.role = 'administrator' and m.disabled_at is null
    $$;

revoke all on function mails_take, mail_settle, mail_look, notices_to_send, administrators_of_reseller from public;
grant execute on function mails_take, mail_settle, mail_look, notices_to_send, administrators_of_reseller to portico_app;
