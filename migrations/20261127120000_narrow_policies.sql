-- Tenants read what the operator decides, and change nothing of it.
drop policy tenant on resellers;
create policy tenant on resellers for select using (
    id = app_reseller()
    or exists (select from memberships m where m.reseller_id = resellers.id and m.person_id = app_person())
);
drop policy tenant on plans;
create policy tenant on plans for select using (reseller_id = app_reseller());
-- A customer's requests ask the provider, and change nothing of how the reseller is connected to it.
drop policy tenant on gateways;
create policy tenant on gateways for select using (reseller_id = app_reseller());
create policy staff on gateways using (reseller_id = app_reseller() and app_customer() is null)
    with check (reseller_id = app_reseller() and app_customer() is null);
drop policy tenant on settings;
create policy tenant on settings for select using (reseller_id = app_reseller());
create policy staff on settings using (reseller_id = app_reseller() and app_customer() is null)
    with check (reseller_id = app_reseller() and app_customer() is null);
drop policy tenant on terms;
create policy tenant on terms for select using (reseller_id = app_reseller());
create policy staff on terms using (reseller_id = app_reseller() and app_customer() is null)
    with check (reseller_id = app_reseller() and app_customer() is null);
drop policy tenant on link_tokens;
create policy tenant on link_tokens using (reseller_id = app_reseller() and app_customer() is null);
drop policy tenant on audit_heads;

-- The owner's own functions and backups read every row, whatever the owner may do beside that.
do $$
declare
    t text;
begin
    for t in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity loop
        if not exists (select from pg_policies where schemaname = 'public' and tablename = t and policyname = 'owner') then
            execute format('create policy owner on %I to %I using (true)', t, current_user);
        end if;
    end loop;
end
$$;

-- How far each reseller's audit is, to be kept outside.
create function audit_heads_now() returns table (reseller uuid, number bigint, hash bytea)
    language sql stable security definer set search_path = public
    as $$ select h.reseller_id, h.number, h.hash from audit_heads h order by h.reseller_id $$;
revoke all on function audit_heads_now() from public;
grant execute on function audit_heads_now() to portico_app;

-- How far the mails of a notice are made: each chunk is a transaction of its own, and whoever goes on begins there.
alter table notices add column made_until uuid not null default '00000000-0000-0000-0000-000000000000';
grant update (made_until) on notices to portico_app;
-- One address that several customers have is written to once.
create unique index mails_of_notice_once on mails (about, lower(recipient)) where kind = 'notice';
