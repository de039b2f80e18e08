-- name: database_clock
select (extract(epoch from clock_timestamp()) * 1000000)::bigint

-- name: request_create
select vigie.request_create(?::uuid, ?::uuid, ?, ?, ?, ?, ?, ?::text::jsonb, ?)

-- name: request_terminate
select vigie.request_terminate(?::uuid, ?::uuid, ?)

-- name: request_archive
select vigie.request_archive(?::uuid, ?::uuid, ?)

-- name: accounts
select id, api_url, project_id, array_to_string(zones, ','), environment, ssh_port, worker_port from vigie.account order by id

-- name: save_account
insert into vigie.account (id, api_url, project_id, zones, environment, ssh_port, worker_port)
values (?, ?, ?, string_to_array(?, ','), ?, ?, ?)
on conflict (id) do update set api_url = excluded.api_url, project_id = excluded.project_id, zones = excluded.zones,
    environment = excluded.environment, ssh_port = excluded.ssh_port, worker_port = excluded.worker_port

-- name: set_timing
update vigie.timing set value = (? || ' microseconds')::interval where name = ? returning name

-- name: timings
select name, (extract(epoch from value) * 1000000)::bigint from vigie.timing

-- name: live_sessions
select id, accounts, program from vigie.session where expires_at > clock_timestamp()

-- name: orchestrators_for
select count(*) from vigie.session where expires_at > clock_timestamp() and ? = any (accounts)

-- name: orchestrators
select count(*) from vigie.session where expires_at > clock_timestamp()

-- name: fleet_id
select fleet_id from vigie.meta
