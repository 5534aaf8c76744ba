-- What the flow of a customer asked, a row for each section of its record (`domain::form::Record`). Columns and other tables hold only what
-- SQL joins, constrains, sorts or a process reads at speed.

-- The flow that made the customer. Null while an older version of the server made it and `records_fill` has not read its answers from the
-- tables yet.
alter table customers add column flow text;

create table customer_sections (
    reseller_id uuid not null,
    customer_id uuid not null,
    -- The slug of the step that asked.
    section text not null,
    -- As text by key.
    answers jsonb not null,
    -- The version of the flow that the answers belong to.
    flow_version integer not null,
    -- Counts the changes.
    version integer not null default 1,
    primary key (reseller_id, customer_id, section),
    constraint customer_sections_customer foreign key (reseller_id, customer_id) references customers (reseller_id, id)
);
alter table customer_sections enable row level security;
alter table customer_sections force row level security;
create policy tenant on customer_sections
    using (reseller_id = app_reseller() and (app_customer() is null or customer_id = app_customer()));
grant select, insert, update on customer_sections to portico_app;
grant update (flow) on customers to portico_app;

