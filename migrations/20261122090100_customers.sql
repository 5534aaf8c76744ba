-- Plans, drafts, and the customers that drafts become.
create table plans (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    name text not null,
    monthly_minor bigint not null,
    setup_minor bigint not null,
    currency text not null,
    trunks integer not null,
    messages integer not null,
    place integer not null,
    primary key (reseller_id, id),
    constraint plans_amounts check (monthly_minor >= 0 and setup_minor >= 0)
);

create table customers (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    name text not null,
    -- NFKC, case and white space folded by the application, so that names in any script are compared as themselves.
    name_folded text collate "C" not null,
    registration_number text,
    state text not null,
    payer text not null,
    plan_id uuid not null,
    -- What was agreed; a later change of the plan's price does not reach back.
    monthly_minor bigint not null,
    setup_minor bigint not null,
    currency text not null,
    -- The draft is the idempotency key: one draft makes one customer.
    draft_id uuid not null,
    made_by uuid not null references people (id),
    made_at timestamptz not null,
    primary key (reseller_id, id),
    constraint customers_draft_unique unique (reseller_id, draft_id),
    constraint customers_plan foreign key (reseller_id, plan_id) references plans (reseller_id, id),
    constraint customers_name_length check (char_length(name) between 1 and 128),
    constraint customers_state check (state in ('invited', 'awaiting_activation', 'active', 'suspended', 'closed')),
    constraint customers_payer check (payer in ('reseller', 'customer_card'))
);
-- Serves the uniqueness, the search by the beginning of the name, and its paging.
create unique index customers_name_unique on customers (reseller_id, name_folded);

alter table memberships
    add constraint memberships_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id);

create table contacts (
    reseller_id uuid not null,
    customer_id uuid not null,
    id uuid not null,
    kind text not null,
    given_name text not null,
    family_name text not null,
    job_title text,
    email text not null,
    phone text not null,
    primary key (reseller_id, customer_id, id),
    constraint contacts_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id),
    constraint contacts_kind check (kind = 'authorized')
);
create unique index contacts_one_authorized on contacts (reseller_id, customer_id) where kind = 'authorized';

create table addresses (
    reseller_id uuid not null,
    customer_id uuid not null,
    kind text not null,
    line1 text not null,
    line2 text,
    city text not null,
    region text,
    postal_code text,
    country text not null,
    primary key (reseller_id, customer_id, kind),
    constraint addresses_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id),
    constraint addresses_kind check (kind in ('billing', 'service'))
);

create table drafts (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    flow text not null,
    flow_version integer not null,
    -- What was typed, right or wrong, as text by key.
    answers jsonb not null,
    -- Counts the changes.
    version integer not null,
    -- By step: the version at which its answers last changed. Tells a real conflict from a change elsewhere in the draft.
    touched jsonb not null default '{}',
    -- The steps that were sent at least once: from then on their problems are shown.
    sent text[] not null default '{}',
    begun_by uuid not null references people (id),
    begun_at timestamptz not null,
    saved_at timestamptz not null,
    discarded_at timestamptz,
    submitted_at timestamptz,
    customer_id uuid,
    primary key (reseller_id, id),
    constraint drafts_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id),
    constraint drafts_submitted check ((submitted_at is null) = (customer_id is null))
);
create index drafts_open on drafts (reseller_id, saved_at desc) where submitted_at is null and discarded_at is null;

-- What a stale tab typed, kept until the person chose.
create table draft_conflicts (
    reseller_id uuid not null,
    draft_id uuid not null,
    step text not null,
    person_id uuid not null references people (id),
    answers jsonb not null,
    kept_at timestamptz not null,
    primary key (reseller_id, draft_id, step, person_id),
    constraint draft_conflicts_draft foreign key (reseller_id, draft_id) references drafts (reseller_id, id)
);

-- Who changed what, for whom, from where. The application may add and read, never change.
create table audit (
    reseller_id uuid not null references resellers (id),
    id uuid not null,
    customer_id uuid,
    person_id uuid not null references people (id),
    action text not null,
    address text not null,
    detail jsonb not null,
    at timestamptz not null,
    primary key (reseller_id, id)
);

do $$
declare
    t text;
begin
    -- A customer's own people see their rows; drafts, conflicts and audit are the staff's.
    foreach t in array array['contacts', 'addresses'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy tenant on %I using '
            '(reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer()))', t);
    end loop;
    foreach t in array array['drafts', 'draft_conflicts', 'audit'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy tenant on %I using (reseller_id = app_reseller() and app_customer() is null)', t);
    end loop;
end
$$;
alter table customers enable row level security;
alter table customers force row level security;
create policy tenant on customers using (reseller_id = app_reseller() and (app_customer() is null or id = app_customer()));
alter table plans enable row level security;
alter table plans force row level security;
create policy tenant on plans using (reseller_id = app_reseller());

grant select on plans to portico_app;
grant select, insert on customers, contacts, addresses to portico_app;
grant select, insert, update on drafts to portico_app;
grant select, insert, update, delete on draft_conflicts to portico_app;
grant select, insert on audit to portico_app;
