-- Mails that were given up are looked at by the reseller's people and sent again: their time begins anew.
grant update (made_at) on mails to portico_app;
create index mails_in_state on mails (reseller_id, state, made_at desc, id desc);
