-- The operator's console: resellers are made, changed, suspended and resumed; an operator may act for one, for an hour, with a reason.

create function app_operator() returns boolean language sql stable parallel safe
    as $$ select coalesce(current_setting('app.operator', true), '') = 'on' $$;

alter table resellers
    -- What SIP realms of its customers end with.
    add column realm_suffix text,
    -- How many trunks of each kind all its customers may have together.
    add column pool_inbound integer not null default 0,
    add column pool_outbound integer not null default 0,
    add column pool_two_way integer not null default 0,
    add column version integer not null default 1,
    add constraint resellers_pools check (pool_inbound >= 0 and pool_outbound >= 0 and pool_two_way >= 0),
    add constraint resellers_realm_suffix_length check (char_length(realm_suffix) between 3 and 253);
create unique index resellers_name_unique on resellers (lower(name));
create unique index resellers_realm_suffix_unique on resellers (lower(realm_suffix));
create unique index plans_name_unique on plans (reseller_id, lower(name));

create policy operator on resellers using (app_operator()) with check (app_operator());
create policy operator on plans using (app_operator()) with check (app_operator());
grant insert (id, name, currency, country, time_zone, realm_suffix, pool_inbound, pool_outbound, pool_two_way, second_factor_required,
    made_at) on resellers to portico_app;
grant update (name, currency, country, time_zone, realm_suffix, pool_inbound, pool_outbound, pool_two_way, second_factor_required,
    suspended_at, version) on resellers to portico_app;
grant insert, update on plans to portico_app;

-- Who did it, in words: whoever acts for somebody is told with both names.
create or replace function audit_chain() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    declare
        head record;
    begin
        insert into audit_heads (reseller_id, number, hash) values (new.reseller_id, 0, '') on conflict do nothing;
        -- Who writes next waits until this entry is there to stay, or gone.
        select h.number, h.hash into head from audit_heads h where h.reseller_id = new.reseller_id for update;
        new.number := head.number + 1;
        new.who := (select p.name || ' <' || p.email || '>' from people p where p.id = new.person_id)
            || coalesce(' acting for ' || nullif(current_setting('app.acting', true), ''), '');
        new.hash := audit_hash(head.hash, new);
        update audit_heads set number = new.number, hash = new.hash where reseller_id = new.reseller_id;
        return new;
    end
    $$;

-- As before; how long a session may last is kept with it, whoever must have a second factor is told to set one up, and an operator who acts for a reseller or a customer is its administrator, until the time that the session names.
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

-- The first operator, by the token that the first start printed; false where there is one, or the token is not it.
create function operator_first(token bytea, person uuid, address text, called text, new_hash text, now timestamptz) returns boolean
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
create function operator_invite_first(token bytea, now timestamptz) returns boolean
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
create function operator_first_waits(token bytea, now timestamptz) returns boolean
    language sql stable security definer set search_path = public
    as $$
    select exists (select from link_tokens where hash = token and purpose = 'first_operator' and ended is null and expires_at > now)
        and not exists (select from people where is_operator)
    $$;

revoke all on function operator_first(bytea, uuid, text, text, text, timestamptz), operator_invite_first(bytea, timestamptz),
    operator_first_waits(bytea, timestamptz) from public;
grant execute on function operator_first(bytea, uuid, text, text, text, timestamptz), operator_invite_first(bytea, timestamptz),
    operator_first_waits(bytea, timestamptz) to portico_app;
