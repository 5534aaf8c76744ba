-- Companies House takes names of 160 characters.
alter table resellers drop constraint resellers_name_length,
    add constraint resellers_name_length check (char_length(name) between 1 and 160);
alter table customers drop constraint customers_name_length,
    add constraint customers_name_length check (char_length(name) between 1 and 160);
