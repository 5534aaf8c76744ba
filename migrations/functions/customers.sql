-- One search for customers (S0.2). What is searched is kept beside the customer by triggers, so that no use case can forget it.

create or replace function next_customer_number() returns integer
    language sql volatile
    as $$ select (100000000 + nextval('customer_numbers') * 556230567 % 899999963)::integer $$;

-- Letters without their accents, in lower case: what people type when they search. Marks that carry a vowel (Hindi, Tamil, Thai) stay.
create or replace function searched(written text) returns text
    language sql immutable strict parallel safe
    as $$
    select normalize(translate(replace(replace(replace(replace(lower(
        regexp_replace(normalize(written, nfkd), '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]', '', 'g')),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđðıħŧς', 'olddihtσ'), nfc)
    $$;

-- All that finds a customer: words in the first line, a blank before each, and a number in each line after it.
create or replace function sought_of(of_reseller uuid, of_customer uuid, name text, registration text, number integer) returns text
    language sql stable
    as $$
    select concat_ws(E'\n', ' ' || concat_ws(' ', name, k.words), number, searched(registration),
        regexp_replace(searched(registration), '[^a-z0-9]', '', 'g'), k.phones)
    from (
        select string_agg(concat_ws(' ', searched(concat_ws(' ', c.name, c.given_name, c.family_name)), searched(c.email)), ' ') as words,
            string_agg(regexp_replace(c.phone, '[^0-9]', '', 'g'), E'\n') as phones
        from contacts c where c.reseller_id = of_reseller and c.customer_id = of_customer
    ) k
    $$;

create or replace function customers_keep_sought() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    begin
        new.number := coalesce(new.number, next_customer_number());
        new.name_sought := searched(new.name_folded);
        new.sought := sought_of(new.reseller_id, new.id, new.name_sought, new.registration_number, new.number);
        return new;
    end
    $$;

create or replace function contacts_keep_sought() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    begin
        update customers c set sought = sought_of(c.reseller_id, c.id, c.name_sought, c.registration_number, c.number)
        from (select distinct k.reseller_id, k.customer_id from changed k) of_whom
        where c.reseller_id = of_whom.reseller_id and c.id = of_whom.customer_id;
        return null;
    end
    $$;

-- What every word of a text must look like in what is searched, the longest first. What is shorter than three characters is in nearly every
-- customer, so it must begin a word of a name or an address.
create or replace function search_words(wanted text) returns text[]
    language sql immutable parallel safe
    as $$
    select array_agg(case when length(word) < 3 then '% ' else '%' end || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'
        order by length(word) desc)
    from regexp_split_to_table(wanted, '\s+') word where word <> ''
    $$;

-- A number as people write it, with a country's code or with the nought that is dialled inside the country; null where it is none.
create or replace function search_digits(wanted text) returns text
    language sql immutable parallel safe
    as $$
    select '%' || digits || '%' from ltrim(regexp_replace(wanted, '[^0-9]', '', 'g'), '0') digits
    where wanted ~ '^[-+()./ 0-9]+$' and length(digits) >= 3
    $$;

-- Customers in whom every word of a text is found, or in whose phone numbers its digits are; not those whose name begins with it. LIKE is
-- not leakproof, so row-level security would keep the index from being used: this function looks past the policy, and keeps to the tenant of
-- the transaction itself.
create or replace function customers_found(written text, most integer) returns table (id uuid)
    language plpgsql stable security definer set search_path = public
    as $$
    declare
        wanted text := searched(written);
        words text[] := search_words(wanted);
        digits text := search_digits(wanted);
    begin
        return query
            -- Found first and put in order after: else Postgres would walk all names in order to find a rare part. The index is asked for three
            -- words at once, so that the rarest of them decides how long it takes.
            with found as materialized (
                (select c.id, c.name_sought from customers c
                where c.reseller_id = app_reseller() and (app_customer() is null or c.id = app_customer())
                    and c.sought like words[1] and c.sought like coalesce(words[2], '%') and c.sought like coalesce(words[3], '%')
                    and c.sought like all (words) and not starts_with(c.name_sought, wanted)
                limit 200)
                union
                (select c.id, c.name_sought from customers c
                where c.reseller_id = app_reseller() and (app_customer() is null or c.id = app_customer())
                    and c.sought like digits and not starts_with(c.name_sought, wanted)
                limit 200)
            )
            select found.id from found order by found.name_sought limit most;
    end
    $$;

-- Reads the answers of customers that an older version of the server made from its tables, and keeps them as their sections. Of one customer,
-- which the caller has locked, or of any; returns how many it did.
create or replace function records_fill(of_reseller uuid, of_customer uuid, most integer) returns bigint
    language sql volatile security definer set search_path = public
    as $$
    with one as materialized (
        select c.* from customers c where c.reseller_id = of_reseller and c.id = of_customer and c.flow is null
    ),
    several as materialized (
        select c.* from customers c where of_customer is null and c.flow is null
        order by c.reseller_id, c.id limit most for no key update skip locked
    ),
    wanted as materialized (select * from one union all select * from several),
    -- The parts of each address under the keys of its questions.
    addressed as (
        select a.reseller_id, a.customer_id, a.kind, jsonb_strip_nulls(jsonb_build_object(
            a.kind || '_country', a.country, a.kind || '_line1', a.line1, a.kind || '_line2', a.line2, a.kind || '_district', a.district,
            a.kind || '_city', a.city, a.kind || '_region', a.region, a.kind || '_postal_code', a.postal_code,
            a.kind || '_sorting_code', a.sorting_code)) as answers,
            (a.line1, a.line2, a.district, a.city, a.region, a.postal_code, a.sorting_code, a.country)::text as postal
        from addresses a join wanted w on w.reseller_id = a.reseller_id and w.id = a.customer_id
    ),
    sections as (
        select w.reseller_id, w.id, 'administrator' as section,
            jsonb_build_object('administrator', case w.payer when 'reseller' then 'reseller' else 'customer' end) as answers
        from wanted w where w.payer <> 'billing_account'
        union all
        select w.reseller_id, w.id, 'contact', jsonb_build_object('company_name', w.name, 'registration_number', w.registration_number,
            'given_name', coalesce(k.given_name, k.name), 'family_name', k.family_name, 'job_title', k.job_title, 'email', k.email,
            'phone', k.phone)
        from wanted w left join contacts k on k.reseller_id = w.reseller_id and k.customer_id = w.id and k.kind = 'authorized'
        where w.payer <> 'billing_account'
        union all
        select w.reseller_id, w.id, 'addresses', b.answers || case when s.postal is null or s.postal = b.postal
            then '{"service_same": "yes"}' else s.answers || '{"service_same": "no"}' end
        from wanted w
        join addressed b on b.reseller_id = w.reseller_id and b.customer_id = w.id and b.kind = 'billing'
        left join addressed s on s.reseller_id = w.reseller_id and s.customer_id = w.id and s.kind = 'service'
        union all
        select w.reseller_id, w.id, 'plan', jsonb_build_object('plan', w.plan_id) from wanted w where w.plan_id is not null
        union all
        select w.reseller_id, w.id, 'terms', jsonb_build_object('terms', max(t.version)::text)
        from wanted w join terms_accepted t on t.reseller_id = w.reseller_id and t.customer_id = w.id group by 1, 2
        union all
        select w.reseller_id, w.id, 'company', jsonb_build_object('company_name', w.name, 'registration_number', w.registration_number,
            'technical_email', k.email, 'billing_account', w.billing_account_id) || coalesce(a.answers, '{}')
        from wanted w
        left join contacts k on k.reseller_id = w.reseller_id and k.customer_id = w.id and k.kind = 'technical'
        left join addressed a on a.reseller_id = w.reseller_id and a.customer_id = w.id and a.kind = 'company'
        where w.payer = 'billing_account'
        union all
        select w.reseller_id, w.id, 'invitation', jsonb_build_object('contact_name', k.name, 'contact_email', k.email)
        from wanted w join contacts k on k.reseller_id = w.reseller_id and k.customer_id = w.id and k.kind = 'administrator'
    ),
    kept as (
        insert into customer_sections (reseller_id, customer_id, section, answers, flow_version)
        select reseller_id, id, section, jsonb_strip_nulls(answers), 1 from sections
        on conflict do nothing
    ),
    named as (
        update customers c set flow = case
            when w.payer <> 'billing_account' then 'white_label'
            when exists (select from sections s where s.reseller_id = w.reseller_id and s.id = w.id and s.section = 'invitation')
                then 'network_invite'
            else 'network_add' end
        from wanted w where c.reseller_id = w.reseller_id and c.id = w.id
        returning 1
    )
    select count(*) from named
    $$;

-- Only an older version of the server writes addresses. What it wrote about the customer is read again.
create or replace function addresses_reset_record() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    begin
        delete from customer_sections s using (select distinct a.reseller_id, a.customer_id from changed a) of_whom
        where s.reseller_id = of_whom.reseller_id and s.customer_id = of_whom.customer_id;
        update customers c set flow = null from (select distinct a.reseller_id, a.customer_id from changed a) of_whom
        where c.reseller_id = of_whom.reseller_id and c.id = of_whom.customer_id and c.flow is not null;
        return null;
    end
    $$;

create or replace trigger addresses_reset_record after insert on addresses
    referencing new table as changed for each statement execute function addresses_reset_record();
create or replace trigger addresses_reset_record_changed after update on addresses
    referencing new table as changed for each statement execute function addresses_reset_record();
create or replace trigger customers_keep_sought before insert or update of name_folded, registration_number on customers
    for each row execute function customers_keep_sought();
-- Once for a statement, however many contacts it writes. A contact never moves to another customer.
create or replace trigger contacts_keep_sought after insert on contacts
    referencing new table as changed for each statement execute function contacts_keep_sought();
create or replace trigger contacts_keep_sought_changed after update on contacts
    referencing new table as changed for each statement execute function contacts_keep_sought();
create or replace trigger contacts_keep_sought_removed after delete on contacts
    referencing old table as changed for each statement execute function contacts_keep_sought();

revoke all on function next_customer_number, customers_keep_sought, contacts_keep_sought, customers_found, records_fill,
    addresses_reset_record from public;
grant execute on function customers_found, records_fill to portico_app;
