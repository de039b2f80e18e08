-- name: open_session
select vigie.open_session(?::uuid, ?, ?, ?, ?, ?, string_to_array(?, ','))

-- name: beat
select vigie.beat(?::uuid, string_to_array(?, ','))

-- name: close_session
select vigie.close_session(?::uuid)

-- name: claim
select id, lease_epoch, due_at, taken_over from vigie.claim(?::uuid, ?, string_to_array(?, ','), string_to_array(?, ','))

-- name: next_due
select vigie.next_due(string_to_array(?, ','), string_to_array(?, ','))

-- name: renew
select vigie.renew(?::text::uuid[], ?::text::bigint[])

-- name: work
-- All that a step's decision needs, in one row.
select i.name, i.account, i.zone, i.type, i.model, i.spec::text, i.status, i.desired, i.attempt, coalesce(i.server_id, ''),
       coalesce(i.address, ''), coalesce(i.host_key, ''), i.install_offset, i.tries, coalesce(i.deadline <= clock_timestamp(), false),
       (select coalesce(string_agg(a.code, ','), '') from vigie.action a
         where a.instance_id = i.id and a.attempt = i.attempt and a.status = 'success'),
       (extract(epoch from clock_timestamp()) * 1000000)::bigint,
       (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.provider_id, 'status', r.status, 'detail', r.detail,
                'billed', r.billed_from is not null, 'absent', r.absent_since is not null) order by r.first_seen_at), '[]')::text
          from vigie.resource r where r.instance_id = i.id and r.status <> 'gone'),
       (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'target', t.target, 'status', t.status,
                'settled', t.settle_until <= clock_timestamp()) order by t.sent_at), '[]')::text
          from vigie.intent t where t.instance_id = i.id and t.status in ('sent', 'unknown')),
       (extract(epoch from i.created_at) * 1000000)::bigint, i.trouble::text,
       exists (select from vigie.intent p where p.instance_id = i.id and p.attempt = i.attempt and p.kind = 'power_on' and p.status = 'done')
  from vigie.instance i where i.id = ?::uuid

-- name: begin_action
select vigie.begin_action(?::uuid, ?, ?, ?)

-- name: permit
select vigie.permit(?::uuid, ?::uuid, ?, ?, ?)

-- name: settle
select vigie.settle(?::uuid, ?, ?::uuid, ?, ?)

-- name: abandon
select vigie.abandon(?::uuid, ?, ?::uuid, ?)

-- name: adopt
select vigie.adopt(?::uuid, ?, ?, ?, ?, ?, ?, ?::uuid)

-- name: condemn
select vigie.condemn(?::uuid, ?, ?, ?, ?, ?)

-- name: absent
select vigie.absent(?::uuid, ?, ?, ?)

-- name: present
select vigie.present(?::uuid, ?, ?, ?)

-- name: conclude
select vigie.conclude(?::uuid, ?, ?::text::jsonb)

-- name: note_health
select good, bad from vigie.note_health(?::uuid, ?, ?)

-- name: install_metadata
select metadata::text from vigie.action where instance_id = ?::uuid and code = 'WORKER_SSH_INSTALL' and ended_at is null
