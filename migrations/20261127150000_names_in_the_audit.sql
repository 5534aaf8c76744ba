-- Names in the audit by any part of them, with an index. As with customers_containing, LIKE is not leakproof, so row-level security would
-- keep the index from being used: one function looks past the policy, and keeps to the tenant of the transaction itself.
do $$
begin
    create index audit_people_parts on audit_people using gin (reseller_id, lower(who) gin_trgm_ops);
exception
    when undefined_object then
        raise notice 'btree_gin or pg_trgm is not there: a name in the audit is looked for among all names';
end
$$;

create function audit_people_containing(part text, most integer) returns table (id uuid)
    language sql stable security definer set search_path = public
    as $$
    select distinct p.person_id from audit_people p
    where p.reseller_id = app_reseller() and app_customer() is null and lower(p.who) like '%' || lower(part) || '%'
    limit most
    $$;
revoke all on function audit_people_containing(text, integer) from public;
grant execute on function audit_people_containing(text, integer) to portico_app;
