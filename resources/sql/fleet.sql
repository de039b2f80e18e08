-- name: fleet_changes
-- Everything that changed since the snapshot whose xmin is bound, and this snapshot's xmin; one row with a null id when nothing did.
select s.xmin::text, i.*
  from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) s
  left join vigie.instance_seen i on i.xid >= ?::text::xid8

-- name: fleet_one
select '0', i.* from vigie.instance_seen i where i.id = ?::uuid

-- name: fleet_find
-- By a prefix of the id, or by name: for people who type.
select i.id from vigie.instance i where i.id::text like ? || '%' or i.name = ? order by i.created_at desc limit 3

-- name: fleet_all
select '0', i.* from vigie.instance_seen i where i.status <> 'archived' or ?::boolean order by i.created_us

-- name: transitions
select version, attempt, from_status, to_status, (extract(epoch from at) * 1000000)::bigint, reason, db_user
  from vigie.transition where instance_id = ?::uuid and version > ? order by version

-- name: actions
select id, attempt, code, status, (extract(epoch from queued_at) * 1000000)::bigint, (extract(epoch from started_at) * 1000000)::bigint,
       (extract(epoch from ended_at) * 1000000)::bigint, error_code, error_params::text, error_detail, metadata::text
  from vigie.action where instance_id = ?::uuid order by id

-- name: resources
select kind, provider_id, zone, detail, price_per_hour, status, (extract(epoch from first_seen_at) * 1000000)::bigint,
       (extract(epoch from billed_from) * 1000000)::bigint, (extract(epoch from gone_at) * 1000000)::bigint
  from vigie.resource where instance_id = ?::uuid order by first_seen_at, kind, provider_id
