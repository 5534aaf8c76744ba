-- Whoever changes a password, an address or a second factor ends all links that wait in the person's mailbox.
create function links_end(person uuid) returns void
    language sql volatile security definer set search_path = public
    as $$
    update link_tokens set ended = 'superseded'
        where about = person and purpose in ('set_password', 'reset_password', 'email_change') and ended is null;
    $$;

create or replace function person_password_change(person uuid, hash text, but_for bytea) returns void
    language sql volatile security definer set search_path = public
    as $$
    -- Links first, as where one is redeemed: else each would wait for the other.
    select links_end(person);
    update people set password_hash = hash, must_change_password = false where id = person;
    delete from sessions where person_id = person and id_hash <> but_for;
    $$;

create or replace function factor_keep(person uuid, secret bytea, step bigint, codes bytea[], now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    select links_end(person);
    update people set totp_secret = secret, totp_on = case when secret is null then null else now end, totp_step = step where id = person;
    delete from recovery_codes where person_id = person;
    insert into recovery_codes (person_id, hash) select person, unnest(codes);
    $$;

-- As before, and a link that confirms another address ends too.
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

-- The same password in its normal form, where it was hashed as it was typed before.
create function password_rehash(person uuid, old_hash text, new_hash text) returns void
    language sql volatile security definer set search_path = public
    as $$ update people set password_hash = new_hash where id = person and password_hash = old_hash $$;

-- The account to which an invitation leads.
create function invitation_account(token bytea) returns table (of_reseller uuid, of_customer uuid)
    language sql stable security definer set search_path = public
    as $$
    select i.reseller_id, i.customer_id from link_tokens t join invitations i on i.reseller_id = t.reseller_id and i.id = t.about
    where t.hash = token and t.purpose = 'invitation'
    $$;

revoke all on function links_end(uuid), password_rehash(uuid, text, text), invitation_account(bytea) from public;
grant execute on function links_end(uuid), password_rehash(uuid, text, text), invitation_account(bytea) to portico_app;
