-- What operators ask for. Every request has an id made by its client: a repeat (a double click, a lost acknowledgement) is recognised and
-- answered as the first time.

create function vigie.request_create(p_request uuid, p_instance uuid, p_name text, p_account text, p_zone text, p_type text, p_model text,
                                     p_spec jsonb, p_begun_us bigint) returns uuid language plpgsql set search_path = vigie, pg_temp as $$
declare
    known uuid;
begin
    perform pg_advisory_xact_lock(hashtextextended(p_request::text, 7));
    select instance_id into known from vigie.action where request_id = p_request;
    if known is not null then
        return known;
    end if;
    perform set_config('vigie.reason', 'operator', true);
    insert into vigie.instance (id, name, account, zone, type, model, spec) values (p_instance, p_name, p_account, p_zone, p_type, p_model, p_spec);
    insert into vigie.action (instance_id, attempt, code, status, queued_at, started_at, ended_at, request_id)
    values (p_instance, 1, 'REQUEST_CREATE', 'success', least(clock_timestamp(), to_timestamp(p_begun_us / 1000000.0)),
            least(clock_timestamp(), to_timestamp(p_begun_us / 1000000.0)), clock_timestamp(), p_request);
    insert into vigie.action (instance_id, attempt, code, status) values (p_instance, 1, 'EXECUTE_CREATE', 'queued');
    return p_instance;
end $$;

-- p_seen_version: what the operator saw; null: whatever it is now.
create function vigie.request_terminate(p_request uuid, p_instance uuid, p_seen_version bigint) returns void
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance;
begin
    select * into row_of from vigie.instance where id = p_instance for no key update;
    if not found then
        raise exception 'no instance %', p_instance using errcode = 'VG014';
    end if;
    if exists (select from vigie.action where request_id = p_request) or row_of.status in ('terminating', 'terminated', 'archived') then
        return;
    end if;
    if p_seen_version is not null and p_seen_version <> row_of.version then
        raise exception 'version % was seen, it is % now', p_seen_version, row_of.version using errcode = 'VG013';
    end if;
    -- What was going on ends here; a request to the provider that is under way is in the intents, and is looked after.
    update vigie.action set status = 'cancelled', ended_at = clock_timestamp() where instance_id = p_instance and ended_at is null;
    insert into vigie.action (instance_id, attempt, code, status, started_at, ended_at, request_id)
    values (p_instance, row_of.attempt, 'REQUEST_TERMINATE', 'success', clock_timestamp(), clock_timestamp(), p_request);
    perform set_config('vigie.reason', 'operator', true);
    update vigie.instance set status = 'terminating' where id = p_instance;
    insert into vigie.action (instance_id, attempt, code, status) values (p_instance, row_of.attempt, 'EXECUTE_TERMINATE', 'queued');
end $$;

create function vigie.request_archive(p_request uuid, p_instance uuid, p_archived boolean) returns void
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance;
    wanted text := case when p_archived then 'archived' else 'terminated' end;
begin
    select * into row_of from vigie.instance where id = p_instance for no key update;
    if not found then
        raise exception 'no instance %', p_instance using errcode = 'VG014';
    end if;
    if row_of.status = wanted or exists (select from vigie.action where request_id = p_request) then
        return;
    end if;
    -- `terminated` is the holder's to say, but for what was archived.
    if not p_archived and row_of.status <> 'archived' then
        raise exception 'illegal transition % -> %', row_of.status, wanted using errcode = 'VG005';
    end if;
    perform set_config('vigie.reason', 'operator', true);
    update vigie.instance set status = wanted, run_at = null where id = p_instance;
    insert into vigie.action (instance_id, attempt, code, status, started_at, ended_at, request_id)
    values (p_instance, row_of.attempt, case when p_archived then 'REQUEST_ARCHIVE' else 'REQUEST_UNARCHIVE' end, 'success',
            clock_timestamp(), clock_timestamp(), p_request);
end $$;

-- An instance as people see it: one row, with its cost and progress.
create view vigie.instance_seen as
select i.id, i.name, i.status, i.version, i.attempt, i.progress, i.account, i.zone, i.type, i.model, coalesce(i.address, '') as address,
       i.created_by, i.touched, i.xid, i.desired = 'absent' as termination_asked,
       (extract(epoch from i.created_at) * 1000000)::bigint as created_us,
       (extract(epoch from i.status_since) * 1000000)::bigint as status_since_us,
       i.error_code, i.error_params, i.error_detail, i.trouble,
       cost.live, cost.price_per_hour, cost.unpriced, cost.so_far,
       (extract(epoch from statement_timestamp()) * 1000000)::bigint as read_us
  from vigie.instance i
  cross join lateral (
       select count(*) filter (where r.gone_at is null) as live,
              coalesce(sum(r.price_per_hour) filter (where r.gone_at is null and r.billed_from is not null), 0)::bigint as price_per_hour,
              coalesce(bool_or(r.price_per_hour is null and r.billed_from is not null and r.gone_at is null), false) as unpriced,
              coalesce(sum(r.price_per_hour * extract(epoch from greatest(coalesce(r.gone_at, statement_timestamp()) - r.billed_from, interval '0')) / 3600), 0)::bigint as so_far
         from vigie.resource r where r.instance_id = i.id) cost;
