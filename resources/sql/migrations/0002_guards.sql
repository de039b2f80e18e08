-- Triggers that hold the invariants against every client, superusers and replication roles included (ENABLE ALWAYS).

create function vigie.instance_guard() returns trigger language plpgsql set search_path = vigie, pg_temp as $$
declare
    edge      vigie.status_edge;
    limit_for interval;
begin
    if tg_op = 'DELETE' then
        raise exception 'instances are never deleted' using errcode = 'VG002';
    end if;
    if tg_op = 'INSERT' then
        if new.status <> 'provisioning' then
            raise exception 'a new instance must be provisioning, not %', new.status using errcode = 'VG001';
        end if;
        new.version := 1;
        new.attempt := 1;
        new.deadline := clock_timestamp() + vigie.timing_of('deadline.provisioning');
        new.xid := pg_current_xact_id();
        return new;
    end if;

    if new.lease_epoch < old.lease_epoch then
        raise exception 'the lease epoch goes back' using errcode = 'VG003';
    end if;
    if old.desired = 'absent' and new.desired <> 'absent' then
        raise exception 'what is to be absent is not wanted again' using errcode = 'VG009';
    end if;
    if old.server_id is not null and new.server_id is distinct from old.server_id then
        raise exception 'server % is adopted already', old.server_id using errcode = 'VG012';
    end if;
    if new.status = old.status then
        if new.version <> old.version or new.attempt <> old.attempt then
            raise exception 'version and attempt change only with the status' using errcode = 'VG004';
        end if;
    else
        select * into edge from vigie.status_edge where from_status = old.status and to_status = new.status;
        if not found then
            raise exception 'illegal transition % -> %', old.status, new.status using errcode = 'VG005';
        end if;
        if edge.holder and (old.lease_owner is null
                or nullif(current_setting('vigie.epoch', true), '')::bigint is distinct from old.lease_epoch) then
            raise exception 'fenced: % -> % without the lease', old.status, new.status using errcode = 'VG006';
        end if;
        if new.status = 'terminated' and old.status = 'terminating' and (
               exists (select from vigie.resource r where r.instance_id = new.id and r.status <> 'gone')
            or exists (select from vigie.intent i where i.instance_id = new.id and i.status in ('sent', 'unknown'))) then
            raise exception 'terminated with something left at the provider' using errcode = 'VG007';
        end if;
        new.version := old.version + 1;
        new.attempt := old.attempt;
        new.status_since := clock_timestamp();
        new.trouble := null;
        new.tries := 0;
        if edge.new_attempt then
            new.attempt := old.attempt + 1;
            new.attempt_started_at := new.status_since;
            new.progress := 0;
            new.error_code := null; new.error_params := null; new.error_detail := null;
            new.install_offset := 0;
        end if;
        if new.status = 'terminating' then
            new.desired := 'absent';
            -- A holder gets a second to end its step by itself; its renewals no longer count. Then the row is anybody's.
            new.run_at := clock_timestamp() + case when old.lease_until > clock_timestamp() then interval '1 s' else interval '0' end;
        end if;
        limit_for := vigie.timing_of('deadline.' || new.status);
        new.deadline := case when new.status = 'starting' then new.attempt_started_at else new.status_since end + limit_for;
        insert into vigie.transition (instance_id, version, attempt, from_status, to_status, at, session_id, lease_epoch, reason)
        values (new.id, new.version, new.attempt, old.status, new.status, new.status_since,
                case when edge.holder then old.lease_owner end, old.lease_epoch, coalesce(current_setting('vigie.reason', true), ''));
    end if;

    if new.status = 'terminating' then
        -- A termination is never given up, whatever a step says.
        new.run_at := coalesce(new.run_at, clock_timestamp() + interval '1 min');
    end if;
    if new.attempt = old.attempt then
        new.progress := greatest(new.progress, old.progress);
    end if;
    if (new.status, new.attempt, new.progress, new.desired, new.name, new.address, new.server_id, new.error_code, new.error_detail, new.trouble, new.touched)
       is distinct from
       (old.status, old.attempt, old.progress, old.desired, old.name, old.address, old.server_id, old.error_code, old.error_detail, old.trouble, old.touched) then
        new.touched := greatest(new.touched, old.touched + 1);
        new.xid := pg_current_xact_id();
    end if;
    return new;
end $$;
create trigger guard before insert or update or delete on vigie.instance for each row execute function vigie.instance_guard();
alter table vigie.instance enable always trigger guard;

-- The first transition of a row needs the row to exist, hence after the insert.
create function vigie.instance_born() returns trigger language plpgsql set search_path = vigie, pg_temp as $$
begin
    insert into vigie.transition (instance_id, version, attempt, from_status, to_status, at, lease_epoch, reason)
    values (new.id, 1, 1, null, new.status, new.created_at, 0, coalesce(current_setting('vigie.reason', true), ''));
    return null;
end $$;
create trigger born after insert on vigie.instance for each row execute function vigie.instance_born();
alter table vigie.instance enable always trigger born;

create function vigie.append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'VG008';
end $$;
create trigger no_change before update or delete on vigie.transition for each row execute function vigie.append_only();
-- Only the triggers above write it.
create trigger no_forging before insert on vigie.transition for each row when (pg_trigger_depth() = 0) execute function vigie.append_only();
create trigger no_truncate before truncate on vigie.transition for each statement execute function vigie.append_only();
create trigger no_truncate before truncate on vigie.instance for each statement execute function vigie.append_only();
create trigger no_truncate before truncate on vigie.action for each statement execute function vigie.append_only();
create trigger no_truncate before truncate on vigie.intent for each statement execute function vigie.append_only();
create trigger no_truncate before truncate on vigie.resource for each statement execute function vigie.append_only();
create trigger no_delete before delete on vigie.intent for each row execute function vigie.append_only();
create trigger no_delete before delete on vigie.resource for each row execute function vigie.append_only();
alter table vigie.transition enable always trigger no_change;
alter table vigie.transition enable always trigger no_forging;
alter table vigie.transition enable always trigger no_truncate;
alter table vigie.instance enable always trigger no_truncate;
alter table vigie.action enable always trigger no_truncate;
alter table vigie.intent enable always trigger no_truncate;
alter table vigie.resource enable always trigger no_truncate;
alter table vigie.intent enable always trigger no_delete;
alter table vigie.resource enable always trigger no_delete;

-- Actions are append-only once ended.
create function vigie.action_guard() returns trigger language plpgsql set search_path = vigie, pg_temp as $$
begin
    if tg_op = 'DELETE' or old.ended_at is not null then
        raise exception 'an ended action is append-only' using errcode = 'VG008';
    end if;
    if (new.id, new.instance_id, new.attempt, new.code, new.queued_at) is distinct from (old.id, old.instance_id, old.attempt, old.code, old.queued_at) then
        raise exception 'what an action is does not change' using errcode = 'VG008';
    end if;
    return new;
end $$;
create trigger guard before update or delete on vigie.action for each row execute function vigie.action_guard();
alter table vigie.action enable always trigger guard;

-- Gone is final, and so is whose it is.
create function vigie.resource_guard() returns trigger language plpgsql set search_path = vigie, pg_temp as $$
begin
    if old.status = 'gone' or (old.status = 'condemned' and new.status = 'adopted') or old.instance_id is distinct from new.instance_id then
        raise exception 'a resource that is % does not become % again', old.status, new.status using errcode = 'VG010';
    end if;
    return new;
end $$;
create trigger guard before update on vigie.resource for each row execute function vigie.resource_guard();
alter table vigie.resource enable always trigger guard;

-- What happens to an instance's actions and resources shows in the instance: its progress, and the change feed.
create function vigie.action_touches() returns trigger language plpgsql set search_path = vigie, pg_temp as $$
declare
    reached integer;
begin
    select case when new.status = 'success' then greatest(c.progress_at_start, c.progress_at_success)
                when new.started_at is not null then c.progress_at_start else 0 end
      into reached from vigie.action_code c where c.name = new.code;
    update vigie.instance i
       set touched = i.touched + 1, progress = case when new.attempt = i.attempt then greatest(i.progress, reached) else i.progress end
     where i.id = new.instance_id;
    return null;
end $$;
create function vigie.resource_touches() returns trigger language plpgsql set search_path = vigie, pg_temp as $$
begin
    update vigie.instance i set touched = i.touched + 1 where i.id = new.instance_id;
    return null;
end $$;
create trigger touch after insert or update on vigie.action for each row execute function vigie.action_touches();
create trigger touch after insert or update on vigie.resource for each row execute function vigie.resource_touches();
alter table vigie.action enable always trigger touch;
alter table vigie.resource enable always trigger touch;
