-- The language that a person chose, so that they read the same one in every browser. As with all of `people`, the application reaches it
-- through functions alone.
alter table people
    add column language text,
    add constraint people_language_length check (char_length(language) between 2 and 8);

create function person_language(person uuid) returns text
    language sql stable security definer set search_path = public
    as $$ select p.language from people p where p.id = person $$;

create function person_language_keep(person uuid, chosen text) returns void
    language sql volatile security definer set search_path = public
    as $$ update people set language = chosen where id = person $$;

revoke all on function person_language(uuid), person_language_keep(uuid, text) from public;
grant execute on function person_language(uuid), person_language_keep(uuid, text) to portico_app;
