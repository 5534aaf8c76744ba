-- Companies House takes names of 160 characters.
alter table customers drop constraint customers_name_length,
    add constraint customers_name_length check (char_length(name) between 1 and 160);
alter table resellers drop constraint resellers_name_length,
    add constraint resellers_name_length check (char_length(name) between 1 and 160);

-- Notices leave closed customers out, who are few.
create index customers_closed on customers (reseller_id, id) where state = 'closed';

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
