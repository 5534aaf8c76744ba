-- One search for customers (S0.2): by any part of the name, by a contact's name, email or phone, by the registration number and by the
-- account number. What is searched is kept beside the customer, written by triggers, so that no use case can forget it.

-- Nine digits, so that a customer can say theirs on the phone. The numbers come from a sequence and are spread (a multiple of each, modulo a
-- prime, is another one for each), so that one alone does not tell how many customers there are.
create sequence customer_numbers;
create function next_customer_number() returns integer
    language sql volatile
    as $$ select (100000000 + nextval('customer_numbers') * 556230567 % 899999963)::integer $$;
alter table customers
    add column number integer,
    add column name_sought text collate "C",
    add column sought text;

-- Letters without their accents, in lower case: what people type when they search. Marks that carry a vowel (Hindi, Tamil, Thai) stay.
create function searched(written text) returns text
    language sql immutable strict parallel safe
    as $$
    select normalize(translate(replace(replace(replace(replace(lower(
        regexp_replace(normalize(written, nfkd), '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]', '', 'g')),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđðıħŧς', 'olddihtσ'), nfc)
    $$;

-- All that finds a customer: words in the first line, a blank before each, and a number in each line after it.
create function sought_of(of_reseller uuid, of_customer uuid, name text, registration text, number integer) returns text
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

create function customers_keep_sought() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    begin
        new.number := coalesce(new.number, next_customer_number());
        new.name_sought := searched(new.name_folded);
        new.sought := sought_of(new.reseller_id, new.id, new.name_sought, new.registration_number, new.number);
        return new;
    end
    $$;

create function contacts_keep_sought() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    declare
        changed contacts := case when tg_op = 'DELETE' then old else new end;
    begin
        update customers c set sought = sought_of(c.reseller_id, c.id, c.name_sought, c.registration_number, c.number)
        where c.reseller_id = changed.reseller_id and c.id = changed.customer_id;
        return null;
    end
    $$;

-- The customers that are there already.
with numbered as materialized (
    select reseller_id, id, next_customer_number() as number, searched(name_folded) as name_sought from customers
)
update customers c set
    number = n.number,
    name_sought = n.name_sought,
    sought = sought_of(c.reseller_id, c.id, n.name_sought, c.registration_number, n.number)
from numbered n where n.reseller_id = c.reseller_id and n.id = c.id;

create trigger customers_keep_sought before insert or update of name_folded, registration_number on customers
    for each row execute function customers_keep_sought();
create trigger contacts_keep_sought after insert or update or delete on contacts
    for each row execute function contacts_keep_sought();

alter table customers
    alter column number set not null,
    alter column name_sought set not null,
    alter column sought set not null;
create unique index customers_number_unique on customers (number);
create index customers_by_name_sought on customers (reseller_id, name_sought, id);
do $$
begin
    -- That of names alone stays for the version before.
    create index customers_sought_parts on customers using gin (reseller_id, sought gin_trgm_ops);
exception
    when undefined_object then
        raise notice 'btree_gin or pg_trgm is not there: searching looks at every customer';
end
$$;

-- What every word of a text must look like in what is searched, the longest first. What is shorter than three characters is in nearly every
-- customer, so it must begin a word of a name or an address.
create function search_words(wanted text) returns text[]
    language sql immutable parallel safe
    as $$
    select array_agg(case when length(word) < 3 then '% ' else '%' end || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'
        order by length(word) desc)
    from regexp_split_to_table(wanted, '\s+') word where word <> ''
    $$;

-- A number as people write it, with a country's code or with the nought that is dialled inside the country; null where it is none.
create function search_digits(wanted text) returns text
    language sql immutable parallel safe
    as $$
    select '%' || digits || '%' from ltrim(regexp_replace(wanted, '[^0-9]', '', 'g'), '0') digits
    where wanted ~ '^[-+()./ 0-9]+$' and length(digits) >= 3
    $$;

-- Customers in whom every word of a text is found, or in whose phone numbers its digits are; not those whose name begins with it. LIKE is
-- not leakproof, so row-level security would keep the index from being used: this function looks past the policy, and keeps to the tenant of
-- the transaction itself.
create function customers_found(written text, most integer) returns table (id uuid)
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

-- Accounts of a person in which a text is found.
create function accounts_of(person uuid, written text, most integer)
    returns table (reseller_id uuid, reseller text, customer_id uuid, customer text, role text)
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        at record;
        words text[] := search_words(searched(written));
        digits text := search_digits(searched(written));
    begin
        perform set_config('app.person', person::text, true), set_config('app.customer', '', true);
        for at in select distinct m.reseller_id as id from memberships m where m.person_id = person and m.disabled_at is null loop
            perform set_config('app.reseller', at.id::text, true);
            return query
                select r.id, r.name, null::uuid, null::text, m.role
                from memberships m join resellers r on r.id = m.reseller_id
                where m.person_id = person and m.reseller_id = at.id and m.customer_id is null and m.disabled_at is null
                    and r.suspended_at is null;
            return query
                with mine as materialized (
                    select m.customer_id as id, m.role from memberships m
                    where m.person_id = person and m.reseller_id = at.id and m.customer_id is not null and m.disabled_at is null
                )
                select r.id, r.name, c.id, c.name, mine.role
                from mine
                join customers c on c.reseller_id = at.id and c.id = mine.id
                join resellers r on r.id = at.id
                where (words is null or c.sought like all (words) or c.sought like digits)
                    and r.suspended_at is null and c.state not in ('suspended', 'closed')
                order by c.name_sought limit most;
        end loop;
    end
    $$;
-- The version before asks with a beginning and an end.
create or replace function accounts_of(person uuid, beginning text, ending text, most integer)
    returns table (reseller_id uuid, reseller text, customer_id uuid, customer text, role text)
    language sql volatile security definer set search_path = public
    as $$ select * from accounts_of(person, beginning, most) $$;

revoke all on function next_customer_number(), customers_keep_sought(), contacts_keep_sought(), customers_found(text, integer), accounts_of(uuid, text, integer)
    from public;
grant execute on function customers_found(text, integer), accounts_of(uuid, text, integer) to portico_app;
