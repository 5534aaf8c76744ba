-- Functions that only the version before this calls. While a server of this version runs (`jobs_are_run`), its workers find nothing to do: what
-- it queues becomes jobs. Where the new version did not start, or was taken back, they work as they did. They go with the next release.

create or replace function mails_take(now timestamptz, until timestamptz, most integer)
    returns table (
        id uuid, kind text, recipient text, language text, detail jsonb, attempts integer, made_at timestamptz, reseller text
    )
    language plpgsql volatile security definer set search_path = public
    as $$
    declare
        due record;
    begin
        for due in
            with first as (
                select m.id from mails m where m.state = 'queued' and m.kind <> 'notice' and m.next_at <= now and not jobs_are_run()
                order by m.next_at limit most for update skip locked
            ), notices as (
                select m.id from mails m where m.state = 'queued' and m.kind = 'notice' and m.next_at <= now and not jobs_are_run()
                order by m.next_at limit greatest(0, most - (select count(*) from first)) for update skip locked
            ), chosen as (select first.id from first union all select notices.id from notices)
            update mails m set next_at = until, attempts = m.attempts + 1 from chosen where m.id = chosen.id
            returning m.*
        loop
            perform set_config('app.reseller', coalesce(due.reseller_id::text, ''), true);
            id := due.id;
            kind := due.kind;
            recipient := due.recipient;
            language := due.language;
            detail := due.detail;
            attempts := due.attempts;
            made_at := due.made_at;
            if due.reseller_id is null then
                perform set_config('app.reseller', reseller_of(due.about)::text, true);
            end if;
            reseller := (select r.name from resellers r where r.id = app_reseller());
            return next;
        end loop;
    end
    $$;

create or replace function webhooks_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, event text, content jsonb, tried integer)
    language sql volatile security definer set search_path = public
    as $$
    with due as (
        select w.reseller_id, w.id from webhooks w where w.done_at is null and w.next_at <= now and not jobs_are_run()
        order by w.next_at limit most for update skip locked
    )
    update webhooks w set next_at = until, attempts = w.attempts + 1 from due
    where w.reseller_id = due.reseller_id and w.id = due.id
    returning w.reseller_id, w.id, w.body, w.attempts
    $$;

create or replace function payments_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, payment uuid, person uuid)
    language sql volatile security definer set search_path = public
    as $$
    with due as (
        select p.reseller_id, p.id from payments p where p.state = 'open' and p.next_at <= now and not jobs_are_run()
        order by p.next_at limit most for update skip locked
    )
    update payments p set next_at = until from due
    where p.reseller_id = due.reseller_id and p.id = due.id
    returning p.reseller_id, p.id, p.made_by
    $$;

create or replace function notices_to_send() returns table (reseller uuid, notice uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select n.reseller_id, n.id, n.made_by from notices n join resellers r on r.id = n.reseller_id
    where n.state = 'sending' and r.suspended_at is null and not jobs_are_run() order by n.sent_at limit 20
    $$;

create or replace function cards_to_detach_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, of_card text, tried integer)
    language sql volatile security definer set search_path = public
    as $$
    with due as (
        select d.reseller_id, d.card from cards_to_detach d where d.next_at <= now and not jobs_are_run() order by d.next_at limit most for update skip locked
    )
    update cards_to_detach d set next_at = until, attempts = d.attempts + 1 from due
    where d.reseller_id = due.reseller_id and d.card = due.card
    returning d.reseller_id, d.card, d.attempts
    $$;

create or replace function refunds_to_resume(before timestamptz, after uuid, most integer)
    returns table (reseller uuid, refund uuid, payment uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$
    select f.reseller_id, f.id, f.payment_id, f.made_by from refunds f
    where f.state = 'open' and not jobs_are_run() and f.made_at < before and f.id > after order by f.id limit most
    $$;

revoke all on function mails_take, webhooks_take, payments_take, notices_to_send, cards_to_detach_take, refunds_to_resume from public;
grant execute on function mails_take, webhooks_take, payments_take, notices_to_send, cards_to_detach_take, refunds_to_resume to portico_app;
