-- Payments, cards and months that wait for something, and what providers reported, across all tenants.

-- With what a provider signs what it tells of a reseller's customers, before any tenant is known.
create or replace function gateway_secret(of_reseller uuid) returns bytea
    language sql stable security definer set search_path = public
    as $$ select g.webhook_secret from gateways g where g.reseller_id = of_reseller $$;

-- Resellers whose provider still sends an older list of events.
create or replace function gateways_to_subscribe(wanted integer) returns table (reseller uuid)
    language sql stable security definer set search_path = public
    as $$ select g.reseller_id from gateways g where g.subscribed < wanted limit 50 $$;

-- Keeps an event that a provider reported, once, with the job that takes it; the caller has verified it.
create or replace function webhook_keep(of_reseller uuid, event text, content jsonb, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        insert into webhooks (reseller_id, id, body, received_at, next_at) values (of_reseller, event, content, now, now)
            on conflict do nothing;
        if not found then
            return false;
        end if;
        insert into jobs (id, kind, queue, payload, key, reseller_id, run_at, made_at)
            values (gen_random_uuid(), 'take_payment_event', 'events', jsonb_build_object('event', event), of_reseller || ' ' || event,
                of_reseller, now, now)
            on conflict (kind, key) where key is not null do nothing;
        return true;
    end
    $$;

-- Payments that nobody came back to: which, and who began them.
create or replace function payments_left(before timestamptz, after uuid, most integer)
    returns table (reseller uuid, payment uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select p.reseller_id, p.id, p.made_by from payments p
    where p.state = 'open' and p.next_at is null and p.made_at < before and p.id > after
    order by p.id limit most
    $$;

-- Who began a payment of the tenant, to be written to even after they left the account: it was their card.
create or replace function payer_of(payment uuid) returns table (person uuid, name text, email text, language text)
    language sql stable security definer set search_path = public
    as $$
    select p.id, p.name, p.email, person_language(p.id) from payments y join people p on p.id = y.made_by
    where y.reseller_id = app_reseller() and y.id = payment and (app_customer() is null or y.customer_id = app_customer())
    $$;

-- Active customers whose next month has begun, the longest waiting first, after one of them. Those of a suspended reseller wait.
create or replace function customers_due(today date, now timestamptz, after_day date, after_id uuid, most integer)
    returns table (reseller uuid, customer uuid, person uuid, day date)
    language sql stable security definer set search_path = public
    as $$
    select c.reseller_id, c.id, c.made_by, c.charged_until from customers c
    where c.state = 'active' and c.charged_until is not null and c.charged_until <= today
        and (c.charged_until, c.id) > (after_day, after_id)
        and (c.charge_next_at is null or c.charge_next_at <= now)
        -- A month that could not be charged has a job of its own.
        and not exists (select from jobs j where j.kind = 'charge_month' and j.key = c.id::text)
        and not exists (select from resellers r where r.id = c.reseller_id and r.suspended_at is not null)
    order by c.charged_until, c.id limit most
    $$;

-- Customers whose card is to be charged, because their balance is too low. Not for a suspended reseller, and not after the bank took a
-- payment back. A payment page that the customer left does not stop the charge.
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

-- Ledgers whose balance is not the sum of their entries: there must be none.
create or replace function ledgers_wrong() returns table (reseller uuid, account uuid)
    language sql stable security definer set search_path = public
    as $$
    select a.reseller_id, a.id from ledger_accounts a
    left join lateral (
        select sum(e.amount_minor) as total, count(*) as entries from ledger_entries e
        where e.reseller_id = a.reseller_id and e.account_id = a.id
    ) e on true
    where a.balance_minor <> coalesce(e.total, 0) or a.entries <> coalesce(e.entries, 0)
    $$;

revoke all on function gateway_secret, gateways_to_subscribe, webhook_keep, payments_left, payer_of, customers_due, customers_to_draw,
    ledgers_wrong from public;
grant execute on function gateway_secret, gateways_to_subscribe, webhook_keep, payments_left, payer_of, customers_due, customers_to_draw,
    ledgers_wrong to portico_app;
