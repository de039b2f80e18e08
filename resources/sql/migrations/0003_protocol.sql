-- The protocol between orchestrators and the database. Each function is one statement's work, committed by itself. Instants are the
-- database's: no client's clock decides anything.

create function vigie.held(p_instance uuid, p_epoch bigint) returns vigie.instance language plpgsql
    set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance;
begin
    -- NO KEY UPDATE: the foreign keys of children must not wait for it.
    select * into row_of from vigie.instance where id = p_instance for no key update;
    if not found then
        raise exception 'no instance %', p_instance using errcode = 'VG014';
    end if;
    if row_of.lease_epoch <> p_epoch then
        raise exception 'fenced: epoch % is not %', p_epoch, row_of.lease_epoch using errcode = 'VG006';
    end if;
    if row_of.lease_owner is null then
        raise exception 'fenced: the lease was given back' using errcode = 'VG006';
    end if;
    return row_of;
end $$;

create function vigie.open_session(p_session uuid, p_program text, p_host text, p_pid integer, p_version text, p_protocol integer, p_accounts text[])
    returns void language plpgsql set search_path = vigie, pg_temp as $$
begin
    if p_protocol < (select min_protocol from vigie.meta) then
        raise exception 'protocol % is too old for this database', p_protocol using errcode = 'VG020';
    end if;
    insert into vigie.session (id, program, host, pid, version, protocol, accounts, expires_at)
    values (p_session, p_program, p_host, p_pid, p_version, p_protocol, p_accounts, clock_timestamp() + vigie.timing_of('session'));
end $$;

create function vigie.beat(p_session uuid, p_accounts text[]) returns boolean language plpgsql set search_path = vigie, pg_temp as $$
begin
    update vigie.session set expires_at = clock_timestamp() + vigie.timing_of('session'), accounts = p_accounts where id = p_session;
    return found;
end $$;

-- An orderly end: what it holds and has no request under way for is due at once for others; the rest waits for its lease's end.
create function vigie.close_session(p_session uuid) returns void language plpgsql set search_path = vigie, pg_temp as $$
begin
    update vigie.instance i
       set lease_owner = null, lease_until = null, lease_status = null, lease_epoch = lease_epoch + 1, run_at = clock_timestamp()
     where lease_owner = p_session
       and not exists (select from vigie.intent t where t.instance_id = i.id and t.status = 'sent' and t.session_id = p_session);
    delete from vigie.session where id = p_session;
end $$;

-- Takes up to p_most due rows of these accounts. plpgsql with a custom plan: a prepared LIMIT would be planned as a tenth of the table.
create function vigie.claim(p_session uuid, p_most integer, p_statuses text[], p_accounts text[])
    returns table (id uuid, lease_epoch bigint, due_at bigint, taken_over boolean)
    language plpgsql set search_path = vigie, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    ttl    interval := vigie.timing_of('lease');
    spoken integer := (select protocol from vigie.session where id = p_session);
begin
    if spoken is null then
        raise exception 'fenced: no session %', p_session using errcode = 'VG006';
    end if;
    if spoken < (select min_protocol from vigie.meta) then
        raise exception 'protocol % is too old for this database', spoken using errcode = 'VG020';
    end if;
    return query
    with due as materialized (
        select i.id, i.run_at, i.lease_owner is not null and i.lease_owner <> p_session as had
          from vigie.instance i
         where i.run_at <= statement_timestamp() and i.status = any (p_statuses) and i.account = any (p_accounts)
         order by i.run_at limit p_most for no key update skip locked)
    update vigie.instance i
       set lease_owner = p_session, lease_epoch = i.lease_epoch + 1, lease_status = i.status,
           lease_until = clock_timestamp() + ttl, run_at = clock_timestamp() + ttl
      from due where i.id = due.id
    returning i.id, i.lease_epoch, (extract(epoch from due.run_at) * 1000000)::bigint, due.had;
end $$;

-- How long until something of these accounts is due, in microseconds; null when nothing waits.
create function vigie.next_due(p_statuses text[], p_accounts text[]) returns bigint language plpgsql stable
    set search_path = vigie, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
    return (select (extract(epoch from run_at - clock_timestamp()) * 1000000)::bigint from vigie.instance
             where run_at is not null and status = any (p_statuses) and account = any (p_accounts) order by run_at limit 1);
end $$;

-- Lengthens the leases of all that a process has in its hands; gives those that it still holds. What a permit covers stays covered.
create function vigie.renew(p_ids uuid[], p_epochs bigint[]) returns setof uuid language plpgsql set search_path = vigie, pg_temp as $$
declare
    ttl interval := vigie.timing_of('lease');
begin
    return query
    update vigie.instance i
       set lease_until = greatest(i.lease_until, clock_timestamp() + ttl), run_at = greatest(i.run_at, clock_timestamp() + ttl)
      from unnest(p_ids, p_epochs) as held(id, epoch)
     where i.id = held.id and i.lease_epoch = held.epoch and i.lease_status = i.status
    returning i.id;
end $$;

-- Leave for one request that creates, powers on or deletes: recorded before it is sent. The lease is made to cover it.
create function vigie.permit(p_intent uuid, p_instance uuid, p_epoch bigint, p_kind text, p_target text) returns void
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance := vigie.held(p_instance, p_epoch);
    longest interval := vigie.timing_of('provider_request');
begin
    if row_of.lease_until <= clock_timestamp() then
        raise exception 'fenced: the lease is over' using errcode = 'VG006';
    end if;
    if p_kind in ('create_server', 'power_on') and row_of.desired <> 'present' then
        raise exception '% refused: the instance is to be absent', p_kind using errcode = 'VG009';
    end if;
    if p_kind = 'create_server' and row_of.server_id is not null then
        raise exception 'server % is adopted already', row_of.server_id using errcode = 'VG012';
    end if;
    if p_kind = 'create_server' and row_of.status <> 'provisioning' then
        raise exception 'create_server refused: the instance is %', row_of.status using errcode = 'VG009';
    end if;
    update vigie.instance
       set lease_until = greatest(lease_until, clock_timestamp() + longest + interval '15 s'),
           run_at = greatest(run_at, clock_timestamp() + longest + interval '15 s')
     where id = p_instance;
    insert into vigie.intent (id, instance_id, attempt, kind, target, lease_epoch, session_id, settle_until)
    values (p_intent, p_instance, row_of.attempt, p_kind, p_target, p_epoch, row_of.lease_owner,
            clock_timestamp() + longest + vigie.timing_of('hold_off'));
    if p_kind = 'power_on' then
        -- The bill starts with the request, not with its answer: an answer can be lost.
        update vigie.resource set billed_from = clock_timestamp()
         where account = row_of.account and zone = row_of.zone and kind = 'server' and provider_id = p_target and billed_from is null;
    end if;
end $$;

-- How a request ended: done, refused (it had no effect), or unknown (it may have had: to be observed).
create function vigie.settle(p_instance uuid, p_epoch bigint, p_intent uuid, p_status text, p_result text) returns void
    language plpgsql set search_path = vigie, pg_temp as $$
begin
    perform vigie.held(p_instance, p_epoch);
    update vigie.intent
       set status = p_status, result = left(p_result, 65536), ended_at = case when p_status <> 'unknown' then clock_timestamp() end
     where id = p_intent and instance_id = p_instance and status in ('sent', 'unknown');
end $$;

-- A create whose effect is not to be seen is given up; allowed only on the word of a list that was begun after the hold-off had ended.
create function vigie.abandon(p_instance uuid, p_epoch bigint, p_intent uuid, p_list_begun_us bigint) returns void
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    settled timestamptz;
begin
    perform vigie.held(p_instance, p_epoch);
    select settle_until into settled from vigie.intent where id = p_intent and instance_id = p_instance and status in ('sent', 'unknown');
    if settled is null then
        return;
    end if;
    if to_timestamp(p_list_begun_us / 1000000.0) <= settled then
        raise exception 'not settled before %', settled using errcode = 'VG011';
    end if;
    update vigie.intent set status = 'abandoned', ended_at = clock_timestamp() where id = p_intent;
end $$;

-- Makes a thing at the provider this instance's own. A server is adopted once for each instance; what is condemned is not adopted.
create function vigie.adopt(p_instance uuid, p_epoch bigint, p_kind text, p_provider_id text, p_detail text, p_price bigint, p_billed boolean, p_intent uuid)
    returns void language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance := vigie.held(p_instance, p_epoch);
    state  text;
begin
    if p_kind = 'server' and row_of.server_id is not null and row_of.server_id <> p_provider_id then
        raise exception 'server % is adopted already', row_of.server_id using errcode = 'VG012';
    end if;
    insert into vigie.resource as r (account, zone, kind, provider_id, instance_id, status, detail, price_per_hour, billed_from)
    values (row_of.account, row_of.zone, p_kind, p_provider_id, p_instance, 'adopted', p_detail, p_price,
            case when p_billed then clock_timestamp() end)
    on conflict (account, zone, kind, provider_id) do update
       set detail = excluded.detail, price_per_hour = coalesce(excluded.price_per_hour, r.price_per_hour),
           billed_from = coalesce(r.billed_from, excluded.billed_from)
        where r.status = 'adopted' and r.instance_id = p_instance
    returning status into state;
    if state is null then
        raise exception '% % is condemned or another''s', p_kind, p_provider_id using errcode = 'VG010';
    end if;
    if p_kind = 'server' then
        update vigie.instance set server_id = p_provider_id where id = p_instance and server_id is null;
    end if;
    update vigie.intent set status = 'done', ended_at = clock_timestamp(), result = p_provider_id
     where id = p_intent and status in ('sent', 'unknown');
end $$;

-- Marks a thing for deletion, known or not: from then on nobody adopts it. False when it is somebody else's.
create function vigie.condemn(p_instance uuid, p_epoch bigint, p_kind text, p_provider_id text, p_detail text, p_price bigint) returns boolean
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance := vigie.held(p_instance, p_epoch);
begin
    insert into vigie.resource as r (account, zone, kind, provider_id, instance_id, status, detail, price_per_hour, billed_from)
    values (row_of.account, row_of.zone, p_kind, p_provider_id, p_instance, 'condemned', p_detail, p_price, clock_timestamp())
    on conflict (account, zone, kind, provider_id) do update set status = 'condemned'
        where r.status = 'adopted' and r.instance_id = p_instance;
    return exists (select from vigie.resource r where r.account = row_of.account and r.zone = row_of.zone and r.kind = p_kind
                      and r.provider_id = p_provider_id and r.instance_id = p_instance);
end $$;

-- One sighting of a resource's absence. Two of them, absence_gap apart, prove it gone. Gives the microseconds to wait before the
-- sighting that may prove it, or 0 when it is gone.
create function vigie.absent(p_instance uuid, p_epoch bigint, p_kind text, p_provider_id text) returns bigint
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance := vigie.held(p_instance, p_epoch);
    first_sight timestamptz;
    gap interval := vigie.timing_of('absence_gap');
begin
    select absent_since into first_sight from vigie.resource
     where account = row_of.account and zone = row_of.zone and kind = p_kind and provider_id = p_provider_id and instance_id = p_instance and status <> 'gone';
    if not found then
        return 0;
    end if;
    if first_sight is null then
        update vigie.resource set absent_since = clock_timestamp()
         where account = row_of.account and zone = row_of.zone and kind = p_kind and provider_id = p_provider_id;
        return (extract(epoch from gap) * 1000000)::bigint;
    end if;
    if clock_timestamp() < first_sight + gap then
        return greatest(1, (extract(epoch from first_sight + gap - clock_timestamp()) * 1000000)::bigint);
    end if;
    update vigie.resource set status = 'gone', gone_at = clock_timestamp()
     where account = row_of.account and zone = row_of.zone and kind = p_kind and provider_id = p_provider_id;
    return 0;
end $$;

-- It was seen again after a sighting of its absence: the proof starts anew.
create function vigie.present(p_instance uuid, p_epoch bigint, p_kind text, p_provider_id text) returns void
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance := vigie.held(p_instance, p_epoch);
begin
    update vigie.resource set absent_since = null
     where account = row_of.account and zone = row_of.zone and kind = p_kind and provider_id = p_provider_id
       and instance_id = p_instance and status <> 'gone' and absent_since is not null;
end $$;

-- Begins an action, or goes on with the open one of this code. queued_at: since when it could have been begun.
create function vigie.begin_action(p_instance uuid, p_epoch bigint, p_code text, p_queued_us bigint) returns bigint
    language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of vigie.instance := vigie.held(p_instance, p_epoch);
    found_id bigint;
    begun    timestamptz;
    last_end timestamptz;
begin
    select id, started_at into found_id, begun from vigie.action where instance_id = p_instance and code = p_code and ended_at is null;
    if found_id is not null then
        if begun is null then
            update vigie.action set status = 'in_progress', started_at = clock_timestamp(), session_id = row_of.lease_owner where id = found_id;
        end if;
        return found_id;
    end if;
    -- Work that could begin only when the work before it had ended did not wait before that.
    select max(ended_at) into last_end from vigie.action where instance_id = p_instance and attempt = row_of.attempt;
    insert into vigie.action (instance_id, attempt, code, status, queued_at, started_at, session_id)
    values (p_instance, row_of.attempt, p_code, 'in_progress',
            least(clock_timestamp(), greatest(last_end, to_timestamp(p_queued_us / 1000000.0))), clock_timestamp(), row_of.lease_owner)
    returning id into found_id;
    return found_id;
end $$;

-- Ends a step: its actions, the status, the next due time and what is known now, in one statement, under the fence.
--   from      the status that the step worked in; when it is another by now (an operator asked for termination), the status stays
--   to        the next status, or absent
--   next_us   when the row is due again, in microseconds from now; -1: not by itself
--   reason    of the transition
--   error     {code, params, detail}: what made it fail. The first cause wins
--   repeat    present: the same step comes again (its wait grows with the number of tries)
--   trouble   {code, params, detail}: what stands in the way and is tried again; absent: nothing does
--   actions   [{code, status, error, metadata}]: how actions ended (or that they are retrying); one that is not open is recorded whole
--   set       {address, host_key, install_offset}
create function vigie.conclude(p_instance uuid, p_epoch bigint, p jsonb) returns bigint language plpgsql set search_path = vigie, pg_temp as $$
declare
    row_of  vigie.instance := vigie.held(p_instance, p_epoch);
    act     jsonb;
    moved   boolean := jsonb_exists(p, 'to') and row_of.status = p ->> 'from';
    result  bigint;
begin
    perform set_config('vigie.epoch', p_epoch::text, true), set_config('vigie.reason', coalesce(p ->> 'reason', ''), true);
    for act in select * from jsonb_array_elements(coalesce(p -> 'actions', '[]')) loop
        update vigie.action
           set status = act ->> 'status',
               started_at = coalesce(started_at, clock_timestamp()),
               ended_at = case when act ->> 'status' in ('success', 'failed', 'interrupted', 'cancelled') then clock_timestamp() end,
               error_code = act #>> '{error,code}', error_params = act #> '{error,params}',
               error_detail = left(act #>> '{error,detail}', 65536),
               metadata = metadata || coalesce(act -> 'metadata', '{}')
         where instance_id = p_instance and code = act ->> 'code' and ended_at is null;
        if not found and act ->> 'status' in ('success', 'failed') then
            insert into vigie.action (instance_id, attempt, code, status, started_at, ended_at, error_code, error_params, error_detail, metadata, session_id)
            values (p_instance, row_of.attempt, act ->> 'code', act ->> 'status', clock_timestamp(), clock_timestamp(),
                    act #>> '{error,code}', act #> '{error,params}', left(act #>> '{error,detail}', 65536), coalesce(act -> 'metadata', '{}'), row_of.lease_owner);
        end if;
    end loop;
    if moved and jsonb_exists(p, 'error') then
        -- The failure ends what was still going on.
        update vigie.action set status = 'failed', started_at = coalesce(started_at, clock_timestamp()), ended_at = clock_timestamp(),
               error_code = coalesce(error_code, p #>> '{error,code}'), error_params = coalesce(error_params, p #> '{error,params}'),
               error_detail = coalesce(error_detail, left(p #>> '{error,detail}', 65536))
         where instance_id = p_instance and ended_at is null;
    end if;
    update vigie.instance i
       set status = case when moved then p ->> 'to' else i.status end,
           run_at = case when i.status <> p ->> 'from' then clock_timestamp()
                         when (p ->> 'next_us')::bigint >= 0 then clock_timestamp() + (p ->> 'next_us')::bigint * interval '1 microsecond' end,
           lease_owner = null, lease_until = null, lease_status = null,
           error_code = case when moved and jsonb_exists(p, 'error') then coalesce(i.error_code, p #>> '{error,code}') else i.error_code end,
           error_params = case when moved and jsonb_exists(p, 'error') and i.error_code is null then p #> '{error,params}' else i.error_params end,
           error_detail = case when moved and jsonb_exists(p, 'error') and i.error_code is null then left(p #>> '{error,detail}', 65536) else i.error_detail end,
           trouble = case when i.status = p ->> 'from' then p -> 'trouble' else i.trouble end,
           tries = case when moved then 0 when jsonb_exists(p, 'trouble') or jsonb_exists(p, 'repeat') then i.tries + 1 else 0 end,
           address = coalesce(p #>> '{set,address}', i.address),
           host_key = coalesce(p #>> '{set,host_key}', i.host_key),
           install_offset = coalesce((p #>> '{set,install_offset}')::bigint, i.install_offset)
     where i.id = p_instance returning version into result;
    return result;
end $$;

-- One health check's result. Gives the streaks as {good, bad}.
create function vigie.note_health(p_instance uuid, p_good boolean, p_detail text, out good integer, out bad integer)
    language sql set search_path = vigie, pg_temp as $$
    insert into vigie.health as h (instance_id, good, bad, detail)
    values (p_instance, p_good::integer, (not p_good)::integer, left(p_detail, 2000))
    on conflict (instance_id) do update
       set good = case when p_good then h.good + 1 else 0 end, bad = case when p_good then 0 else h.bad + 1 end,
           checked_at = clock_timestamp(), detail = excluded.detail
    returning h.good, h.bad
$$;
