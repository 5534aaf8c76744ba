-- Runs before the migration 20261126090000 alone. Of names that differ only in what cannot be seen, the oldest customer's becomes the plain
-- one, unless somebody has it already; that migration leaves the others as they are.
do $$
declare
    is_done boolean;
begin
    if to_regclass('public._sqlx_migrations') is null or to_regclass('public.customers') is null then
        return;
    end if;
    execute 'select exists (select from _sqlx_migrations where version = 20261126090000 and success)' into is_done;
    if is_done then
        return;
    end if;
    alter table customers no force row level security;
    update customers c set name_folded = f.folded
    from (
        select reseller_id, id, folded, row_number() over (partition by reseller_id, folded order by made_at, id) as place
        from (
            select reseller_id, id, made_at, name_folded, regexp_replace(
                name_folded,
                '[\u00AD\u034F\u061C\u115F\u1160\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0]', '', 'g'
            ) as folded
            from customers
        ) all_names
        where folded <> name_folded and folded <> ''
    ) f
    where f.place = 1 and f.reseller_id = c.reseller_id and f.id = c.id
        and not exists (select from customers o where o.reseller_id = c.reseller_id and o.name_folded = f.folded);
    alter table customers force row level security;
end
$$;
