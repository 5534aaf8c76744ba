-- Mails that are being sent, across all tenants.

-- A mail that is to be sent, with the name of the reseller that it is sent for; none where it was sent or dropped already.
create or replace function mail_begin(mail uuid)
    returns table (kind text, recipient text, language text, detail jsonb, made_at timestamptz, reseller text)
    language sql volatile security definer set search_path = public
    as $$
    with begun as (update mails m set attempts = m.attempts + 1 where m.id = mail and m.state = 'queued' returning m.*)
    select b.kind, b.recipient, b.language, b.detail, b.made_at, r.name
    from begun b left join resellers r on r.id = coalesce(b.reseller_id, reseller_of(b.about))
    $$;

-- What came of a mail: sent, dropped, failed for good (no next time), or to be tried again.
create or replace function mail_settle(mail uuid, outcome text, why text, next timestamptz, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    update mails set state = outcome, problem = why, next_at = coalesce(next, next_at),
        settled_at = case when outcome = 'queued' then null else now end
    where id = mail and state = 'queued';
    -- With its job: it may be sent again before the worker says that the job is done.
    delete from jobs where kind = 'send_mail' and key = mail::text and outcome <> 'queued'
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

-- The administrators of the tenant's reseller, to be written to.
create or replace function administrators_of_reseller() returns table (name text, email text, language text)
    language sql stable security definer set search_path = public
    as $$
    select p.name, p.email, person_language(p.id) from memberships m join people p on p.id = m.person_id
    where m.reseller_id = app_reseller() and m.customer_id is null and m.role = 'administrator' and m.disabled_at is null
    $$;

revoke all on function mail_begin, mail_settle, mail_look, administrators_of_reseller from public;
grant execute on function mail_begin, mail_settle, mail_look, administrators_of_reseller to portico_app;
