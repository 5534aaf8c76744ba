-- Who acts, as the policies of row-level security read it: set for each transaction.

-- The tenant of the running transaction, set with it and gone with it. Empty means none, and then no tenant row is visible.
create or replace function app_reseller() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.reseller', true), '')::uuid $$;

create or replace function app_customer() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.customer', true), '')::uuid $$;

create or replace function app_person() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('app.person', true), '')::uuid $$;

create or replace function app_operator() returns boolean language sql stable parallel safe
    as $$ select coalesce(current_setting('app.operator', true), '') = 'on' $$;

revoke all on function app_reseller, app_customer, app_person from public;
grant execute on function app_reseller, app_customer, app_person to portico_app;
