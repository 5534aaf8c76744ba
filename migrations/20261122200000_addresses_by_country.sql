-- Addresses as each country writes them: some have a district or a sorting code, some have no town. Only widens what is there.
alter table addresses
    add column district text,
    add column sorting_code text,
    alter column city drop not null;
