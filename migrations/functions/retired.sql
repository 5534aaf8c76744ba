-- Functions that only the version before this calls. Its workers find nothing to do: what it queues becomes jobs, which servers of this
-- version run. They go with the next release.

create or replace function mails_take(now timestamptz, until timestamptz, most integer)
    returns table (
        id uuid, kind text, recipient text, language text, detail jsonb, attempts integer, made_at timestamptz, reseller text
    )
    language sql volatile security definer set search_path = public
    as $$ select null::uuid, '', '', '', null::jsonb, 0, now, '' where false $$;

create or replace function webhooks_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, event text, content jsonb, tried integer)
    language sql volatile security definer set search_path = public
    as $$ select null::uuid, '', null::jsonb, 0 where false $$;

create or replace function payments_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, payment uuid, person uuid)
    language plpgsql volatile security definer set search_path = public
    as $$
    begin
        -- Once a minute, after cards were drawn on.
        perform jobs_adopt(now);
    end
    $$;

create or replace function notices_to_send() returns table (reseller uuid, notice uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$ select null::uuid, null::uuid, null::uuid where false $$;

create or replace function cards_to_detach_take(now timestamptz, until timestamptz, most integer)
    returns table (reseller uuid, of_card text, tried integer)
    language sql volatile security definer set search_path = public
    as $$ select null::uuid, '', 0 where false $$;

create or replace function refunds_to_resume(before timestamptz, after uuid, most integer)
    returns table (reseller uuid, refund uuid, payment uuid, person uuid)
    language sql stable security definer set search_path = public
    as $$ select null::uuid, null::uuid, null::uuid, null::uuid where false $$;

revoke all on function mails_take, webhooks_take, payments_take, notices_to_send, cards_to_detach_take, refunds_to_resume from public;
grant execute on function mails_take, webhooks_take, payments_take, notices_to_send, cards_to_detach_take, refunds_to_resume to portico_app;
