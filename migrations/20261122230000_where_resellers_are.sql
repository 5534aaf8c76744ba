-- Where a reseller is at home: new customers' countries, currencies and time zones are preset by it, and can be changed.
alter table resellers
    add column country text,
    add column time_zone text,
    add constraint resellers_country_code check (country ~ '^[A-Z]{2}$'),
    add constraint resellers_time_zone_length check (char_length(time_zone) between 1 and 64);
