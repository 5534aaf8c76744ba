-- Money that a provider pays back or takes back by itself, months that are charged in batches, and resellers that are suspended.

-- Refunds: by which name the provider knows one, how much of it was a credit note, and that one may fail after it was made.
alter table refunds
    add column reference text,
    add column credited_minor bigint not null default 0,
    drop constraint refunds_state,
    add constraint refunds_state check (state in ('open', 'done', 'refused', 'failed'));
create unique index refunds_reference on refunds (reseller_id, reference) where reference is not null;
create index refunds_left on refunds (id) where state = 'open';
grant update (reference, credited_minor) on refunds to portico_app;
create index payments_by_charge on payments (reseller_id, charge_reference) where charge_reference is not null;

-- What was declined first and then paid was shown with the reason of the decline.
update payments set problem = null where state = 'paid' and problem is not null;

-- Payments that their payers' banks took back. The id is the provider's.
create table disputes (
    reseller_id uuid not null,
    id text not null,
    payment_id uuid not null,
    customer_id uuid not null,
    amount_minor bigint not null,
    reason text not null,
    -- `open` until the bank decides; `won`: the money is the reseller's again.
    state text not null default 'open',
    -- How much of it is entered in the ledger as taken: 0 before and after.
    taken_minor bigint not null default 0,
    made_at timestamptz not null,
    closed_at timestamptz,
    primary key (reseller_id, id),
    constraint disputes_payment foreign key (reseller_id, payment_id) references payments (reseller_id, id),
    constraint disputes_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id),
    constraint disputes_state check (state in ('open', 'won', 'lost'))
);
create index disputes_of_payment on disputes (reseller_id, payment_id);
create index disputes_of_customer on disputes (reseller_id, customer_id) where state <> 'won';
alter table ledger_entries
    drop constraint ledger_entries_kind,
    add constraint ledger_entries_kind
        check (kind in ('setup', 'monthly', 'tax', 'payment', 'refund', 'top_up', 'credit', 'dispute'));

-- Cards that their owners removed, until the provider has removed them too.
create table cards_to_detach (
    reseller_id uuid not null references resellers (id),
    card text not null,
    next_at timestamptz not null,
    attempts integer not null default 0,
    problem text,
    primary key (reseller_id, card)
);
create index cards_to_detach_due on cards_to_detach (next_at);

-- When a reseller was suspended. A month that begins while it is, is charged to nobody.
create table suspensions (
    reseller_id uuid not null references resellers (id),
    from_at timestamptz not null,
    until_at timestamptz,
    primary key (reseller_id, from_at)
);
insert into suspensions (reseller_id, from_at) select id, suspended_at from resellers where suspended_at is not null;

-- Which list of events the provider was told to send: an older list is replaced.
alter table gateways add column subscribed integer not null default 1;
grant update (subscribed) on gateways to portico_app;

-- A month that cannot be charged waits longer each time, so that it does not hold up the others; after the last time somebody must look.
alter table customers
    add column charge_attempts integer not null default 0,
    add column charge_next_at timestamptz,
    add column charge_problem text;
grant update (charge_attempts, charge_next_at, charge_problem) on customers to portico_app;
create index customers_due on customers (charged_until, id) where state = 'active' and charged_until is not null;
drop index customers_to_charge;
create index customers_not_charged on customers (reseller_id, id) where charge_problem is not null;

-- One key for whoever a ledger belongs to, so that a single look at an index finds it.
create unique index ledger_accounts_owner on ledger_accounts (reseller_id, (coalesce(customer_id, billing_account_id, reseller_id)));

do $$
declare
    t text;
begin
    foreach t in array array['disputes', 'cards_to_detach', 'suspensions'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to %I using (true)', t, current_user);
    end loop;
    -- The functions below look at resellers and their people before any tenant is known.
    foreach t in array array['resellers', 'memberships'] loop
        if not exists (select from pg_policies where schemaname = 'public' and tablename = t and policyname = 'owner') then
            execute format('create policy owner on %I to %I using (true)', t, current_user);
        end if;
    end loop;
end
$$;
create policy tenant on disputes
    using (reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer()))
    with check (reseller_id = app_reseller() and app_customer() is null);
-- A customer removes their own card.
create policy tenant on cards_to_detach using (reseller_id = app_reseller());
create policy tenant on suspensions for select using (reseller_id = app_reseller() and app_customer() is null);
create policy operator on suspensions using (app_operator()) with check (app_operator());
grant select, insert on disputes to portico_app;
grant update (state, taken_minor, closed_at, reason) on disputes to portico_app;
grant select, insert, delete on cards_to_detach to portico_app;
grant update (next_at, attempts, problem) on cards_to_detach to portico_app;
grant select, insert on suspensions to portico_app;
grant update (until_at) on suspensions to portico_app;

-- Active customers whose next month has begun, the longest waiting first, after one of them. Those of a suspended reseller wait.
create function customers_due(today date, now timestamptz, after_day date, after_id uuid, most integer)
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

-- As before, but: not for a suspended reseller, not after a payment was taken back by the bank, and a page of a top-up that nobody came
-- back to does not keep a card from being charged.
create or replace function customers_to_draw(rested timestamptz, lately timestamptz, declines integer, after uuid, most integer)
    returns table (reseller uuid, customer uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select c.reseller_id, c.id, c.card_by from customers c
    join ledger_accounts a on a.reseller_id = c.reseller_id and a.customer_id = c.id
    where c.card_reference is not null and c.state = 'active' and c.payer = 'customer_card'
        and (a.balance_minor < 0 or a.balance_minor < c.top_up_below)
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
        and c.id > after
    order by c.id limit most
    $$;

-- A suspended reseller sends no notices; they go out when it is resumed.
create or replace function notices_to_send() returns table (reseller uuid, notice uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select n.reseller_id, n.id, n.made_by from notices n join resellers r on r.id = n.reseller_id
    where n.state = 'sending' and r.suspended_at is null order by n.sent_at limit 20
    $$;

-- Refunds that were asked for and never answered, such as after a crash: which, of which payment, and who asked.
create function refunds_to_resume(before timestamptz, after uuid, most integer)
    returns table (reseller uuid, refund uuid, payment uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select f.reseller_id, f.id, f.payment_id, f.made_by from refunds f
    where f.state = 'open' and f.made_at < before and f.id > after order by f.id limit most
    $$;

-- Takes cards that the provider is to remove, leased: whoever dies with one loses the lease.
create function cards_to_detach_take(now timestamptz, until timestamptz, most integer)
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

-- Resellers whose provider still sends an older list of events.
create function gateways_to_subscribe(wanted integer) returns table (reseller uuid)
    language sql stable security definer set search_path = public
    as $$ select g.reseller_id from gateways g where g.subscribed < wanted limit 50 $$;

-- Who began a payment of the tenant, to be written to even after they left the account: it was their card.
create function payer_of(payment uuid) returns table (person uuid, name text, email text, language text)
    language sql stable security definer set search_path = public
    as $$
    select p.id, p.name, p.email, person_language(p.id) from payments y join people p on p.id = y.made_by
    where y.reseller_id = app_reseller() and y.id = payment and (app_customer() is null or y.customer_id = app_customer())
    $$;

-- The administrators of the tenant's reseller, to be written to.
create function administrators_of_reseller() returns table (name text, email text, language text)
    language sql stable security definer set search_path = public
    as $$
    select p.name, p.email, person_language(p.id) from memberships m join people p on p.id = m.person_id
    where m.reseller_id = app_reseller() and m.customer_id is null and m.role = 'administrator' and m.disabled_at is null
    $$;

revoke all on function customers_due(date, timestamptz, date, uuid, integer), refunds_to_resume(timestamptz, uuid, integer),
    cards_to_detach_take(timestamptz, timestamptz, integer), gateways_to_subscribe(integer), payer_of(uuid), administrators_of_reseller()
    from public;
grant execute on function customers_due(date, timestamptz, date, uuid, integer), refunds_to_resume(timestamptz, uuid, integer),
    cards_to_detach_take(timestamptz, timestamptz, integer), gateways_to_subscribe(integer), payer_of(uuid), administrators_of_reseller()
    to portico_app;
