-- Customers by any part of their name. LIKE is not leakproof, so under row-level security it could use no index: this one function looks
-- past the policy, and narrows to the tenant of the transaction itself.
do $$
begin
    create extension if not exists pg_trgm;
    create index customers_name_parts on customers using gin (name_folded gin_trgm_ops);
exception
    -- Where the extension is not installed the search works all the same, slower.
    when undefined_file or feature_not_supported or insufficient_privilege then
        raise notice 'pg_trgm is not there: searching parts of names looks at every customer';
end
$$;

do $$
begin
    execute format('create policy owner on customers to %I using (true)', current_user);
end
$$;

create function customers_containing(part text, most integer) returns table (id uuid)
    language sql stable security definer set search_path = public
    as $$
    -- Found first and put in order after: else Postgres would walk all names in order to find a rare part.
    with found as materialized (
        select c.id, c.name_folded from customers c
        where c.reseller_id = app_reseller() and (app_customer() is null or c.id = app_customer())
            and c.name_folded like '%' || part || '%'
        limit 1000
    )
    select found.id from found order by found.name_folded limit most
    $$;
revoke all on function customers_containing(text, integer) from public;
grant execute on function customers_containing(text, integer) to portico_app;
