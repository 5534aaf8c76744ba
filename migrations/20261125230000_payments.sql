-- Customers who finish their sign-up themselves and pay by card (S0.4, S0.6-S0.15): the reseller's payment gateway, payments, what the
-- gateway tells of them, the ledger that they are entered in, terms, and drafts that both sides fill in.

-- What a reseller's own administrators decide; the rest of a reseller is the operator's.
create table settings (
    reseller_id uuid primary key references resellers (id),
    -- One tax on everything: its name, and hundredths of a percent.
    tax_name text,
    tax_basis_points integer not null default 0,
    version integer not null default 1,
    constraint settings_tax check (tax_basis_points between 0 and 10000)
);

-- The payment provider that a reseller is connected to. Its keys are sealed under the server's key.
create table gateways (
    reseller_id uuid primary key references resellers (id),
    kind text not null,
    secret_key bytea not null,
    -- The end of the key, to know it by.
    key_hint text not null,
    -- Where the provider tells us, and what it signs that with.
    endpoint text not null,
    webhook_secret bytea not null,
    version integer not null default 1,
    connected_at timestamptz not null,
    constraint gateways_kind check (kind in ('stripe', 'sandbox'))
);

-- What customers agree to. A text never changes: another one is another version.
create table terms (
    reseller_id uuid not null references resellers (id),
    version integer not null,
    text text not null,
    made_by uuid not null references people (id),
    made_at timestamptz not null,
    primary key (reseller_id, version)
);
create table terms_accepted (
    reseller_id uuid not null,
    customer_id uuid not null,
    version integer not null,
    person_id uuid not null references people (id),
    address text not null,
    at timestamptz not null,
    primary key (reseller_id, customer_id, version),
    constraint terms_accepted_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id),
    constraint terms_accepted_version foreign key (reseller_id, version) references terms (reseller_id, version)
);

alter table customers
    -- By which the provider knows the customer and their card, once they paid; and its last digits.
    add column payer_reference text,
    add column card_reference text,
    add column card_hint text,
    -- Who paid with it.
    add column card_by uuid references people (id),
    -- Below which credit the card is charged, and with how much.
    add column top_up_below bigint,
    add column top_up_amount bigint,
    add constraint customers_top_up check (top_up_below >= 0 and top_up_amount > 0 and (top_up_below is null) = (top_up_amount is null)),
    -- Up to which day the plan is charged, and on which day of the month a month begins: the day on which the first one did.
    add column charged_until date,
    add column charge_day smallint,
    add constraint customers_charge_day check (charge_day between 1 and 31 and (charge_day is null) = (charged_until is null));
grant update (state, plan_id, monthly_minor, setup_minor, currency, payer_reference, card_reference, card_hint, card_by,
    top_up_below, top_up_amount, charged_until, charge_day) on customers to portico_app;
create index customers_with_cards on customers (id) where card_reference is not null;
create index customers_to_charge on customers (charged_until) where state = 'active' and charged_until is not null;
grant update (given_name, family_name, job_title, phone, name) on contacts to portico_app;

-- A draft that finishes a customer who stands already: both sides fill it in, by turns.
alter table drafts
    add column of_customer uuid,
    add column turn text not null default 'reseller',
    -- By key: on which side whoever gave the answer stood, and their name.
    add column filled jsonb not null default '{}',
    add constraint drafts_turn check (turn in ('reseller', 'customer')),
    add constraint drafts_of_customer foreign key (reseller_id, of_customer) references customers (reseller_id, id);
create unique index drafts_one_of_customer on drafts (reseller_id, of_customer) where of_customer is not null;
drop policy tenant on drafts;
create policy tenant on drafts using (reseller_id = app_reseller() and (app_customer() is null or of_customer = app_customer()));
drop policy tenant on draft_conflicts;
create policy tenant on draft_conflicts
    using (reseller_id = app_reseller() and (app_customer() is null or person_id = app_person()));

create table payments (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    customer_id uuid not null,
    purpose text not null,
    state text not null default 'open',
    -- What is paid, tax included; the tax in it; what of it was paid back.
    amount_minor bigint not null,
    tax_minor bigint not null default 0,
    refunded_minor bigint not null default 0,
    currency text not null,
    -- What is paid for: the plan's parts.
    detail jsonb not null default '{}',
    -- By which the provider knows it, and its page; none while nobody asked it.
    reference text,
    page text,
    -- The how manieth time it is asked for a page: what it refused or failed at once is not asked under the same key again.
    attempt integer not null default 1,
    -- By which it knows the money.
    charge_reference text,
    -- Why nothing was paid.
    problem text,
    made_by uuid not null references people (id),
    made_at timestamptz not null,
    settled_at timestamptz,
    -- When a card is charged without its owner; none where its owner pays.
    next_at timestamptz,
    primary key (reseller_id, id),
    constraint payments_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id),
    constraint payments_purpose check (purpose in ('activation', 'top_up', 'automatic_top_up', 'monthly')),
    constraint payments_state check (state in ('open', 'paid', 'declined', 'canceled')),
    constraint payments_amounts check (amount_minor > 0 and tax_minor between 0 and amount_minor
        and refunded_minor between 0 and amount_minor)
);
-- Two tabs that pay for one sign-up pay once.
create unique index payments_one_activation on payments (reseller_id, customer_id)
    where purpose = 'activation' and state in ('open', 'paid');
create unique index payments_one_charge on payments (reseller_id, customer_id) where next_at is not null and state = 'open';
create index payments_due on payments (next_at) where next_at is not null and state = 'open';
create unique index payments_reference on payments (reseller_id, reference) where reference is not null;
create index payments_open on payments (id) where state = 'open';
create index payments_of_customer on payments (reseller_id, customer_id, id desc);

-- What is paid back of a payment.
create table refunds (
    reseller_id uuid not null,
    id uuid not null,
    payment_id uuid not null,
    amount_minor bigint not null,
    state text not null default 'open',
    reason text,
    problem text,
    made_by uuid not null references people (id),
    made_at timestamptz not null,
    settled_at timestamptz,
    primary key (reseller_id, id),
    constraint refunds_payment foreign key (reseller_id, payment_id) references payments (reseller_id, id),
    constraint refunds_state check (state in ('open', 'done', 'refused')),
    constraint refunds_amount check (amount_minor > 0)
);
-- One at a time: what is left is known when the one before is settled.
create unique index refunds_one_open on refunds (reseller_id, payment_id) where state = 'open';

-- What a provider told us, stored once and worked off later.
create table webhooks (
    reseller_id uuid not null references resellers (id),
    id text not null,
    body jsonb not null,
    received_at timestamptz not null,
    next_at timestamptz not null,
    attempts integer not null default 0,
    done_at timestamptz,
    problem text,
    primary key (reseller_id, id)
);
create index webhooks_due on webhooks (next_at) where done_at is null;

-- Who owes what: an account for a reseller, for each of its billing accounts, for each customer who pays.
create table ledger_accounts (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    customer_id uuid,
    billing_account_id uuid,
    currency text not null,
    balance_minor bigint not null default 0,
    entries bigint not null default 0,
    primary key (reseller_id, id),
    constraint ledger_accounts_whose check (customer_id is null or billing_account_id is null),
    constraint ledger_accounts_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id)
);
create unique index ledger_accounts_one on ledger_accounts (reseller_id, customer_id, billing_account_id) nulls not distinct;

create table ledger_entries (
    reseller_id uuid not null,
    account_id uuid not null,
    number bigint not null,
    -- Whose ledger it is, for those who may only see their own.
    owner_customer_id uuid,
    -- For which customer.
    customer_id uuid,
    kind text not null,
    -- Below zero what is owed, above zero what was paid.
    amount_minor bigint not null,
    balance_minor bigint not null,
    -- The first day of the month that is charged for, so that it is charged once.
    period date,
    payment_id uuid,
    what text not null default '',
    at timestamptz not null,
    primary key (reseller_id, account_id, number),
    constraint ledger_entries_account foreign key (reseller_id, account_id) references ledger_accounts (reseller_id, id),
    constraint ledger_entries_kind check (kind in ('setup', 'monthly', 'tax', 'payment', 'refund', 'top_up', 'credit'))
);
create unique index ledger_entries_period on ledger_entries (reseller_id, account_id, customer_id, kind, period)
    where period is not null;

do $$
declare
    t text;
begin
    foreach t in array array['settings', 'gateways', 'terms', 'terms_accepted', 'payments', 'refunds', 'webhooks', 'ledger_accounts',
        'ledger_entries'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to %I using (true)', t, current_user);
    end loop;
    foreach t in array array['terms_accepted', 'payments'] loop
        execute format(
            'create policy tenant on %I using '
            '(reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer()))', t);
    end loop;
end
$$;
-- A customer's own requests ask the provider too; the keys are sealed. Only staff connect one.
create policy tenant on gateways using (reseller_id = app_reseller())
    with check (reseller_id = app_reseller() and app_customer() is null);
create policy tenant on settings using (reseller_id = app_reseller())
    with check (reseller_id = app_reseller() and app_customer() is null);
create policy tenant on terms using (reseller_id = app_reseller())
    with check (reseller_id = app_reseller() and app_customer() is null);
create policy tenant on refunds using (reseller_id = app_reseller() and app_customer() is null);
create policy tenant on webhooks using (reseller_id = app_reseller() and app_customer() is null);
create policy tenant on ledger_accounts
    using (reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer()));
create policy tenant on ledger_entries
    using (reseller_id = app_reseller() and (app_customer() is null or owner_customer_id = app_customer()));

grant select, insert, update on settings to portico_app;
grant select, insert, update, delete on gateways to portico_app;
grant select, insert on terms, terms_accepted to portico_app;
grant select, insert on payments to portico_app;
grant update (state, purpose, reference, page, attempt, charge_reference, problem, settled_at, refunded_minor, next_at)
    on payments to portico_app;
grant select, insert on refunds to portico_app;
grant update (state, problem, settled_at) on refunds to portico_app;
grant select on webhooks to portico_app;
grant update (next_at, attempts, done_at, problem) on webhooks to portico_app;
grant select, insert on ledger_accounts, ledger_entries to portico_app;
grant update (balance_minor, entries) on ledger_accounts to portico_app;

-- With what a provider signs what it tells of a reseller's customers, before any tenant is known.
create function gateway_secret(of_reseller uuid) returns bytea
    language sql stable security definer set search_path = public
    as $$ select g.webhook_secret from gateways g where g.reseller_id = of_reseller $$;

-- Keeps what a provider told us, once; whoever calls has verified it.
create function webhook_keep(of_reseller uuid, event text, content jsonb, now timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        insert into webhooks (reseller_id, id, body, received_at, next_at) values (of_reseller, event, content, now, now)
            on conflict do nothing;
        return found;
    end
    $$;

-- Takes what is to be worked off, leased: whoever dies with it loses the lease.
create function webhooks_take(now timestamptz, until timestamptz, most integer)
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
create function webhook_settle(of_reseller uuid, event text, why text, next timestamptz, now timestamptz) returns void
    language sql volatile security definer set search_path = public
    as $$
    update webhooks set problem = why, done_at = case when next is null then now end, next_at = coalesce(next, next_at)
    where reseller_id = of_reseller and id = event and done_at is null
    $$;

-- Active customers whose next month begins: which, and for whom it was begun.
create function customers_to_charge(today date, most integer) returns table (reseller uuid, customer uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select c.reseller_id, c.id, c.made_by from customers c
    where c.state = 'active' and c.charged_until is not null and c.charged_until <= today
    order by c.charged_until limit most
    $$;

-- Payments that nobody came back to: which, and who began them.
create function payments_left(before timestamptz, after uuid, most integer)
    returns table (reseller uuid, payment uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select p.reseller_id, p.id, p.made_by from payments p
    where p.state = 'open' and p.next_at is null and p.made_at < before and p.id > after
    order by p.id limit most
    $$;

-- Customers with a card who owe something, or whose credit runs out, and who do not pay just now: which, and whose card it is. One that was
-- declined rests for a while, and after so many times for good, until its owner has paid; one that was topped up rests too.
create function customers_to_draw(rested timestamptz, lately timestamptz, declines integer, after uuid, most integer)
    returns table (reseller uuid, customer uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select c.reseller_id, c.id, c.card_by from customers c
    join ledger_accounts a on a.reseller_id = c.reseller_id and a.customer_id = c.id
    where c.card_reference is not null and c.state = 'active' and c.payer = 'customer_card'
        and (a.balance_minor < 0 or a.balance_minor < c.top_up_below)
        and exists (select from gateways g where g.reseller_id = c.reseller_id)
        and not exists (
            select from payments p where p.reseller_id = c.reseller_id and p.customer_id = c.id and p.purpose <> 'activation'
                and (p.state = 'open' or (p.state = 'declined' and p.next_at is not null and p.settled_at > rested)
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

-- Takes the cards that are to be charged, leased: whoever dies with one loses the lease.
create function payments_take(now timestamptz, until timestamptz, most integer)
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

-- Ledgers whose balance is not the sum of their entries: there must be none.
create function ledgers_wrong() returns table (reseller uuid, account uuid)
    language sql stable security definer set search_path = public
    as $$
    select a.reseller_id, a.id from ledger_accounts a
    left join lateral (
        select sum(e.amount_minor) as total, count(*) as entries from ledger_entries e
        where e.reseller_id = a.reseller_id and e.account_id = a.id
    ) e on true
    where a.balance_minor <> coalesce(e.total, 0) or a.entries <> coalesce(e.entries, 0)
    $$;

revoke all on function gateway_secret(uuid), webhook_keep(uuid, text, jsonb, timestamptz),
    webhooks_take(timestamptz, timestamptz, integer), webhook_settle(uuid, text, text, timestamptz, timestamptz),
    customers_to_charge(date, integer), payments_left(timestamptz, uuid, integer),
    customers_to_draw(timestamptz, timestamptz, integer, uuid, integer), payments_take(timestamptz, timestamptz, integer), ledgers_wrong() from public;
grant execute on function gateway_secret(uuid), webhook_keep(uuid, text, jsonb, timestamptz),
    webhooks_take(timestamptz, timestamptz, integer), webhook_settle(uuid, text, text, timestamptz, timestamptz),
    customers_to_charge(date, integer), payments_left(timestamptz, uuid, integer),
    customers_to_draw(timestamptz, timestamptz, integer, uuid, integer), payments_take(timestamptz, timestamptz, integer), ledgers_wrong() to portico_app;
