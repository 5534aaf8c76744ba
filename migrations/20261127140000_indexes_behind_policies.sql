-- Behind a row-level security policy Postgres uses an index only for conditions that cannot leak a row (CREATE FUNCTION, LEAKPROOF), and it
-- takes `coalesce` for one that could. `case` says the same and is not. The indexes over `coalesce` stay for the version before.
create index memberships_in_account on memberships (reseller_id, (case when customer_id is null then reseller_id else customer_id end));
create index invitations_in_account on invitations (reseller_id, (case when customer_id is null then reseller_id else customer_id end), email)
    where state = 'pending';
create index ledger_accounts_by_owner on ledger_accounts (reseller_id, (case
    when customer_id is not null then customer_id when billing_account_id is not null then billing_account_id else reseller_id end));
-- In the order of the list, both parts.
create index mails_by_time on mails (reseller_id, made_at desc, id desc);
drop index mails_of_reseller;

-- As before; fewer are looked at before they are put in order.
create or replace function customers_containing(part text, most integer) returns table (id uuid)
    language sql stable security definer set search_path = public
    as $$
    -- Found first and put in order after: else Postgres would walk all names in order to find a rare part.
    with found as materialized (
        select c.id, c.name_folded from customers c
        where c.reseller_id = app_reseller() and (app_customer() is null or c.id = app_customer())
            and c.name_folded like '%' || part || '%'
        limit 200
    )
    select found.id from found order by found.name_folded limit most
    $$;
