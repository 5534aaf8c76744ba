-- Names are compared without what has no picture: joiners, marks of direction, selectors of variants (decisions of 2026-11-26). Names that
-- are stored already follow, but for those that would then be another's: two that stand beside each other go on to.
-- Of every reseller, which its policies keep even from the owner.
alter table customers no force row level security;
update customers c set name_folded = f.folded
from (
    select reseller_id, id, regexp_replace(
        name_folded,
        '[\u00AD\u034F\u061C\u115F\u1160\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0]', '', 'g'
    ) as folded
    from customers
) f
where f.reseller_id = c.reseller_id and f.id = c.id and f.folded <> c.name_folded and f.folded <> ''
    and not exists (select from customers o where o.reseller_id = c.reseller_id and o.name_folded = f.folded);
alter table customers force row level security;
