-- A closed customer's name can be given again: names are unique among those who are not closed. The list goes by name and then by id, since
-- a name may be there twice.
create index customers_by_name on customers (reseller_id, name_folded, id);
drop index customers_name_unique;
create unique index customers_name_unique on customers (reseller_id, name_folded) where state <> 'closed';
