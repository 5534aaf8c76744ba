-- Payments, webhooks, cards and months that wait for a job, across all tenants.

-- With what a provider signs what it tells of a reseller's customers, before any tenant is known.
create or replace function gateway_secret(of_reseller uuid) returns bytea
    language sql stable security definer set search_path = public
    as $$ select g.webhook_secret from gateways g where g.reseller_id = of_reseller $$;

-- Resellers whose provider still sends an older list of events.
create or replace function gateways_to_subscribe(wanted integer) returns table (reseller uuid)
    language sql stable security definer set search_path = public
    as $$ select g.reseller_id from gateways g where g.subscribed < wanted limit 50 $$;

-- Keeps what a provider told us, once; whoever calls has verified it.
create or replace function webhook_keep(of_reseller uuid, event text, content jsonb, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        insert into webhooks (reseller_id, id, body, received_at, next_at) values (of_reseller, event, content, now, now)
            on conflict do nothing;
        return found;
    end
    $$;

-- Takes what is to be worked off, leased: whoever dies with it loses the lease.
create or replace function webhooks_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, event text, content jsonb, tried integer)
    language sql volatile security definer set search_path = public
    as $$
    with due as (
        select w.reseller_id, w.id from webhooks w where w.done_at is null and w.next_at <= now
        order by w.next_at limit most for update skip locked
    )
    update webhooks w set next_at = until, attempts = w.attempts + 1 from due
    where w.reseller_id = due.reseller_id and w.id = due.id
    returning w.reseller_id, w.id, w.body, w.attempts
    $$;

-- What came of it: done, or to be tried again.
create or replace function webhook_settle(of_reseller uuid, event text, why text, next timestamptz, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    update webhooks set problem = why, done_at = case when next is null then now end, next_at = coalesce(next, next_at)
    where reseller_id = of_reseller and id = event and done_at is null
    $$;

-- Takes the cards that are to be charged, leased: whoever dies with one loses the lease.
create or replace function payments_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, payment uuid, person uuid)
    language sql volatile security definer set search_path = public
    as $$
    with due as (
        select p.reseller_id, p.id from payments p where p.state = 'open' and p.next_at <= now
        order by p.next_at limit most for update skip locked
    )
    update payments p set next_at = until from due
    where p.reseller_id = due.reseller_id and p.id = due.id
    returning p.reseller_id, p.id, p.made_by
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

-- Refunds that were asked for and never answered, such as after a crash: which, of which payment, and who asked.
create or replace function refunds_to_resume(before timestamptz, after uuid, most integer)
    returns table (reseller uuid, refund uuid, payment uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select f.reseller_id, f.id, f.payment_id, f.made_by from refunds f
    where f.state = 'open' and f.made_at < before and f.id > after order by f.id limit most
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

-- Takes cards that the provider is to remove, leased: whoever dies with one loses the lease.
create or replace function cards_to_detach_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, of_card text, tried integer)
    language sql volatile security definer set search_path = public
    as $$
    with due as (
        select d.reseller_id, d.card from cards_to_detach d where d.next_at <= now order by d.next_at limit most for update skip locked
    )
    update cards_to_detach d set next_at = until, attempts = d.attempts + 1 from due
    where d.reseller_id = due.reseller_id and d.card = due.card
    returning d.reseller_id, d.card, d.attempts
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

-- Months that could not be charged, and events of providers that were not taken: of every reseller, after one of them.
create or replace function failed_months(after_reseller uuid, after_id uuid, most integer)
    returns table (reseller uuid, reseller_name text, customer uuid, name text, day date, why text, tried integer, next_at timestamptz)
    language plpgsql stable security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        return query
            select c.reseller_id, r.name, c.id, c.name, c.charged_until, c.charge_problem, c.charge_attempts,
                nullif(c.charge_next_at, 'infinity')
            from customers c join resellers r on r.id = c.reseller_id
            where c.charge_problem is not null and (c.reseller_id, c.id) > (after_reseller, after_id)
            order by c.reseller_id, c.id limit most;
    end
    $$;

-- Has the jobs try one of them again at once; false where it was settled meanwhile.
create or replace function failed_month_again(of_reseller uuid, of_customer uuid) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        update customers set charge_attempts = 0, charge_next_at = null
            where reseller_id = of_reseller and id = of_customer and charge_problem is not null;
        return found;
    end
    $$;

create or replace function failed_events(after_reseller uuid, after_id text, most integer)
    returns table (reseller uuid, reseller_name text, event text, kind text, at timestamptz, why text, tried integer, next_at timestamptz)
    language plpgsql stable security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        return query
            select w.reseller_id, r.name, w.id, w.body ->> 'type', w.received_at, w.problem, w.attempts,
                case when w.done_at is null then w.next_at end
            from webhooks w join resellers r on r.id = w.reseller_id
            where w.problem is not null and (w.reseller_id, w.id) > (after_reseller, after_id)
            order by w.reseller_id, w.id limit most;
    end
    $$;

create or replace function failed_event_again(of_reseller uuid, of_event text, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        if not app_operator() then
            raise insufficient_privilege using message = 'only the operator asks for this';
        end if;
        update webhooks set attempts = 0, next_at = now, done_at = null
            where reseller_id = of_reseller and id = of_event and problem is not null;
        return found;
    end
    $$;

revoke all on function gateway_secret, gateways_to_subscribe, webhook_keep, webhooks_take, webhook_settle, payments_take, payments_left,
    payer_of, refunds_to_resume, customers_due, customers_to_draw, cards_to_detach_take, ledgers_wrong, failed_months, failed_month_again,
    failed_events, failed_event_again from public;
grant execute on function gateway_secret, gateways_to_subscribe, webhook_keep, webhooks_take, webhook_settle, payments_take,
    payments_left, payer_of, refunds_to_resume, customers_due, customers_to_draw, cards_to_detach_take, ledgers_wrong, failed_months,
    failed_month_again, failed_events, failed_event_again to portico_app;
