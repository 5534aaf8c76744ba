-- The audit cannot be changed unseen: each entry carries the hash of the one before it (ASVS 16.4.2). The chain is a reseller's own; a
-- trigger makes it, so the application cannot make another. Who did it is kept in words too: people and their names come and go.
alter table audit
    add column number bigint,
    add column who text,
    add column hash bytea;

create table audit_heads (
    reseller_id uuid primary key references resellers (id),
    number bigint not null,
    hash bytea not null
);
alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy tenant on audit_heads using (reseller_id = app_reseller());
-- The owner, who verifies the chains, must know of all that there are.
do $$
begin
    execute format('create policy owner on audit_heads to %I using (true)', current_user);
end
$$;

create function audit_hash(before bytea, entry audit) returns bytea
    language sql immutable
    as $$
    select sha256(before || convert_to(jsonb_build_array(
        entry.reseller_id, entry.number, entry.id, entry.customer_id, entry.person_id, entry.who, entry.action, entry.address,
        entry.detail, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
    )::text, 'UTF8'))
    $$;

create function audit_chain() returns trigger
    language plpgsql security definer set search_path = public
    as $$
    declare
        head record;
    begin
        insert into audit_heads (reseller_id, number, hash) values (new.reseller_id, 0, '') on conflict do nothing;
        -- Who writes next waits until this entry is there to stay, or gone.
        select h.number, h.hash into head from audit_heads h where h.reseller_id = new.reseller_id for update;
        new.number := head.number + 1;
        new.who := (select p.name || ' <' || p.email || '>' from people p where p.id = new.person_id);
        new.hash := audit_hash(head.hash, new);
        update audit_heads set number = new.number, hash = new.hash where reseller_id = new.reseller_id;
        return new;
    end
    $$;

-- What is there already is chained in the order in which it was made.
do $$
declare
    entry audit;
    head record;
begin
    for entry in select * from audit order by at, id loop
        insert into audit_heads (reseller_id, number, hash) values (entry.reseller_id, 0, '') on conflict do nothing;
        select h.number, h.hash into head from audit_heads h where h.reseller_id = entry.reseller_id;
        entry.number := head.number + 1;
        entry.who := (select p.name || ' <' || p.email || '>' from people p where p.id = entry.person_id);
        entry.hash := audit_hash(head.hash, entry);
        update audit set number = entry.number, who = entry.who, hash = entry.hash
            where reseller_id = entry.reseller_id and id = entry.id;
        update audit_heads set number = entry.number, hash = entry.hash where reseller_id = entry.reseller_id;
    end loop;
end
$$;

create trigger audit_chain before insert on audit for each row execute function audit_chain();
alter table audit
    alter column number set not null,
    alter column who set not null,
    alter column hash set not null,
    add constraint audit_number unique (reseller_id, number);

-- Walks every chain; of each the number of entries and, if it is broken, the first entry that does not fit. For the owner alone.
create function audit_verify() returns table (reseller text, entries bigint, broken_at bigint)
    language plpgsql volatile set search_path = public
    as $$
    declare
        head record;
        entry audit;
        before bytea;
    begin
        for head in select h.reseller_id, h.number, h.hash from audit_heads h order by h.reseller_id loop
            perform set_config('app.reseller', head.reseller_id::text, true), set_config('app.customer', '', true);
            select r.name into reseller from resellers r where r.id = head.reseller_id;
            entries := 0;
            broken_at := null;
            before := '';
            for entry in select * from audit a where a.reseller_id = head.reseller_id order by a.number loop
                entries := entries + 1;
                if entry.number <> entries or entry.hash <> audit_hash(before, entry) then
                    broken_at := entries;
                    exit;
                end if;
                before := entry.hash;
            end loop;
            -- The last ones were taken away.
            if broken_at is null and (entries <> head.number or before <> head.hash) then
                broken_at := entries + 1;
            end if;
            return next;
        end loop;
    end
    $$;
revoke all on function audit_hash(bytea, audit), audit_chain(), audit_verify() from public;
