-- The owner of the tables sees every row. A policy names its role, so a backup leaves these policies out, and the account that owns the
-- restored database makes them again.
do $$
    declare
        of_table text;
    begin
        for of_table in
            select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity and c.relowner = (select r.oid from pg_roles r where r.rolname = current_user)
                and not exists (
                    select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner' and p.polroles = array[c.relowner]
                )
            order by 1
        loop
            execute format('drop policy if exists owner on %I', of_table);
            execute format('create policy owner on %I to %I using (true)', of_table, current_user);
        end loop;
    end
$$;
