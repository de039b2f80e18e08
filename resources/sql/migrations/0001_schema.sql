-- The schema of Vigie: what an operator wished (instance), what it became (transition, action), and what it may cost
-- (intent, resource). The state machine is enforced here, whoever the client is.
--
-- SQLSTATEs of our own, so that clients branch without reading text:
--   VG001 a new instance must be provisioning      VG002 never deleted           VG003 the lease epoch goes back
--   VG004 the version changes only with the status VG005 illegal transition      VG006 fenced: the lease is not held
--   VG007 terminated with something left           VG008 append-only             VG009 create refused: it is to be absent
--   VG010 condemned: cannot be adopted             VG011 not settled yet         VG012 another server is adopted already
--   VG013 changed meanwhile                        VG014 no such instance        VG020 the program's protocol is too old

create table vigie.meta (
    only_row     boolean primary key default true check (only_row),
    fleet_id     uuid not null default gen_random_uuid(),   -- in the tags of everything that this database's consoles create
    min_protocol integer not null default 1,
    created_at   timestamptz not null default clock_timestamp()
);
insert into vigie.meta default values;

-- Waits and deadlines, in one place that operators and tests may change.
create table vigie.timing (
    name  text primary key,
    value interval not null check (value > interval '0'),
    note  text not null
);
insert into vigie.timing values
    ('lease',                 '45 s',   'an orchestrator that is silent for so long has lost what it worked on'),
    ('session',               '30 s',   'an orchestrator that is silent for so long counts as gone'),
    ('provider_request',      '30 s',   'the longest that a request which creates, powers on or deletes may take'),
    ('hold_off',              '150 s',  'after such a request, before its absence from a list means that it had no effect'),
    ('absence_gap',           '60 s',   'between the two sightings that prove a resource gone'),
    ('health_interval',       '10 s',   'between two health checks of a ready instance'),
    ('deadline.provisioning', '15 min', 'until the server runs'),
    ('deadline.booting',      '10 min', 'until SSH answers'),
    ('deadline.installing',   '15 min', 'until the install has ended'),
    ('deadline.starting',     '60 min', 'until it is ready, from the beginning of the attempt'),
    ('retry_first',           '2 s',    'the first wait before something that failed is tried again'),
    ('retry_most',            '60 s',   'the longest such wait'),
    ('probe_first',           '1 s',    'the first wait between two looks at something that is coming up'),
    ('probe_most',            '10 s',   'the longest such wait');

create function vigie.timing_of(p_name text) returns interval language sql stable as
    $$ select value from vigie.timing where name = p_name $$;

create table vigie.account (
    id          text primary key check (id ~ '\A[a-z0-9][a-z0-9-]{0,39}\Z'),
    kind        text not null default 'scaleway' check (kind = 'scaleway'),
    api_url     text not null check (length(api_url) < 500),
    project_id  text not null check (length(project_id) < 100),
    zones       text[] not null,
    environment text not null default 'production' check (environment in ('sandbox', 'staging', 'production')),
    ssh_port    integer not null default 22 check (ssh_port between 1 and 65535),
    worker_port integer not null default 8000 check (worker_port between 1 and 65535),
    created_at  timestamptz not null default clock_timestamp()
);

create table vigie.status (name text primary key);
insert into vigie.status values ('provisioning'), ('booting'), ('installing'), ('starting'), ('ready'), ('unavailable'), ('draining'),
    ('terminating'), ('terminated'), ('archived'), ('provisioning_failed'), ('startup_failed'), ('failed');

-- The machine as data. holder: only the orchestrator that holds the lease may take the edge. new_attempt: it begins another try.
create table vigie.status_edge (
    from_status text not null references vigie.status,
    to_status   text not null references vigie.status,
    holder      boolean not null,
    new_attempt boolean not null default false,
    primary key (from_status, to_status)
);
insert into vigie.status_edge (from_status, to_status, holder) values
    ('provisioning', 'booting', true), ('provisioning', 'provisioning_failed', true), ('provisioning', 'failed', true),
    ('booting', 'installing', true), ('installing', 'starting', true), ('starting', 'ready', true),
    ('booting', 'startup_failed', true), ('installing', 'startup_failed', true), ('starting', 'startup_failed', true),
    ('ready', 'unavailable', true), ('unavailable', 'ready', true),
    ('ready', 'draining', false),
    ('provisioning', 'terminating', false), ('booting', 'terminating', false), ('installing', 'terminating', false),
    ('starting', 'terminating', false), ('ready', 'terminating', false), ('unavailable', 'terminating', false),
    ('draining', 'terminating', false), ('provisioning_failed', 'terminating', false), ('startup_failed', 'terminating', false),
    ('failed', 'terminating', false),
    ('terminating', 'terminated', true), ('terminated', 'archived', false), ('archived', 'terminated', false);
insert into vigie.status_edge values
    ('startup_failed', 'booting', false, true), ('ready', 'installing', false, true), ('unavailable', 'installing', false, true),
    ('startup_failed', 'installing', false, true);

create table vigie.action_code (
    name                text primary key,
    component           text not null check (component in ('console', 'orchestrator')),
    progress_at_start   integer not null,
    progress_at_success integer not null
);
insert into vigie.action_code values
    ('REQUEST_CREATE', 'console', 5, 5), ('EXECUTE_CREATE', 'orchestrator', 10, 10), ('RESOLVE_BOOT_IMAGE', 'orchestrator', 0, 0),
    ('PROVIDER_CREATE', 'orchestrator', 0, 25), ('PROVIDER_START', 'orchestrator', 0, 30), ('PROVIDER_GET_IP', 'orchestrator', 0, 40),
    ('WORKER_SSH_ACCESSIBLE', 'orchestrator', 0, 50), ('WORKER_SSH_INSTALL', 'orchestrator', 55, 60),
    ('WORKER_VLLM_HTTP_OK', 'orchestrator', 0, 70), ('WORKER_MODEL_LOADED', 'orchestrator', 0, 80),
    ('WORKER_VLLM_WARMUP', 'orchestrator', 0, 90), ('HEALTH_CHECK', 'orchestrator', 0, 95), ('INSTANCE_READY', 'orchestrator', 0, 100),
    ('INSTANCE_STARTUP_FAILED', 'orchestrator', 0, 0), ('INSTANCE_UNAVAILABLE', 'orchestrator', 0, 0),
    ('REQUEST_TERMINATE', 'console', 0, 0), ('EXECUTE_TERMINATE', 'orchestrator', 0, 0), ('PROVIDER_TERMINATE', 'orchestrator', 0, 0),
    ('PROVIDER_DELETE_VOLUME', 'orchestrator', 0, 0), ('PROVIDER_DELETE_IP', 'orchestrator', 0, 0),
    ('INSTANCE_TERMINATED', 'orchestrator', 0, 0), ('REQUEST_ARCHIVE', 'console', 0, 0), ('REQUEST_UNARCHIVE', 'console', 0, 0);

-- One run of an orchestrator (a console's or a headless one). Random ids, never kept on a disk.
create table vigie.session (
    id         uuid primary key,
    program    text not null,
    host       text not null,
    pid        integer not null,
    version    text not null,
    protocol   integer not null,
    accounts   text[] not null default '{}',
    db_user    text not null default session_user,
    started_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);

-- The row is the work item: run_at is when it is due, and, once claimed, when the lease ends. touched counts the changes that
-- people see; xid is the transaction that made the last of them, for the change feed.
create table vigie.instance (
    id                 uuid primary key,
    name               text not null check (length(name) between 1 and 120),
    account            text not null references vigie.account,
    zone               text not null,
    type               text not null,
    model              text not null,
    spec               jsonb not null check (pg_column_size(spec) < 65536),
    status             text not null default 'provisioning' references vigie.status,
    version            bigint not null default 0,
    desired            text not null default 'present' check (desired in ('present', 'absent')),
    attempt            integer not null default 1,
    attempt_started_at timestamptz not null default clock_timestamp(),
    progress           integer not null default 0 check (progress between 0 and 100),
    server_id          text,
    address            text,
    host_key           text,
    error_code         text,
    error_params       jsonb,
    error_detail       text,
    trouble            jsonb,
    install_offset     bigint not null default 0,
    created_by         text not null default session_user,
    created_at         timestamptz not null default clock_timestamp(),
    status_since       timestamptz not null default clock_timestamp(),
    deadline           timestamptz,
    run_at             timestamptz default clock_timestamp(),
    tries              integer not null default 0,
    lease_owner        uuid,
    lease_epoch        bigint not null default 0,
    lease_until        timestamptz,
    lease_status       text,                    -- the status that the holder claimed it in
    touched            bigint not null default 0,
    xid                xid8 not null default pg_current_xact_id()
) with (fillfactor = 70);
create index instance_due on vigie.instance (run_at) where run_at is not null;
create index instance_changed on vigie.instance (xid);
create unique index instance_server on vigie.instance (account, zone, server_id) where server_id is not null;

create table vigie.transition (
    instance_id uuid not null references vigie.instance,
    version     bigint not null,
    attempt     integer not null,
    from_status text,
    to_status   text not null,
    at          timestamptz not null default clock_timestamp(),
    db_user     text not null default session_user,
    session_id  uuid,
    lease_epoch bigint not null,
    reason      text not null default '',
    primary key (instance_id, version)
);

create table vigie.action (
    id           bigint generated always as identity primary key,
    instance_id  uuid not null references vigie.instance,
    attempt      integer not null,
    code         text not null references vigie.action_code,
    status       text not null check (status in ('queued', 'in_progress', 'success', 'failed', 'retrying', 'interrupted', 'cancelled')),
    queued_at    timestamptz not null default clock_timestamp(),
    started_at   timestamptz,
    ended_at     timestamptz,
    error_code   text,
    error_params jsonb,
    error_detail text check (length(error_detail) <= 65536),
    metadata     jsonb not null default '{}' check (pg_column_size(metadata) < 262144),
    request_id   uuid,
    session_id   uuid,
    db_user      text not null default session_user,
    check ((ended_at is not null) = (status in ('success', 'failed', 'interrupted', 'cancelled')))
);
create index action_of_instance on vigie.action (instance_id, id);
create unique index action_of_request on vigie.action (request_id) where request_id is not null;
create unique index action_open on vigie.action (instance_id, code) where ended_at is null;

-- Written and committed before any request that creates, powers on or deletes leaves the process. At most one open of a kind.
create table vigie.intent (
    id           uuid primary key,
    instance_id  uuid not null references vigie.instance,
    attempt      integer not null,
    kind         text not null check (kind in ('create_server', 'power_on', 'delete_server', 'delete_volume', 'delete_address')),
    target       text not null default '',
    status       text not null default 'sent' check (status in ('sent', 'unknown', 'done', 'refused', 'abandoned')),
    lease_epoch  bigint not null,
    session_id   uuid,
    sent_at      timestamptz not null default clock_timestamp(),
    settle_until timestamptz not null,
    ended_at     timestamptz,
    result       text not null default ''
);
create unique index intent_open on vigie.intent (instance_id, kind) where status in ('sent', 'unknown');

-- The ledger of all that can be billed. Its key makes adopting and condemning the same thing exclude each other.
create table vigie.resource (
    account         text not null references vigie.account,
    zone            text not null,
    kind            text not null check (kind in ('server', 'volume', 'address', 'security_group')),
    provider_id     text not null check (length(provider_id) between 1 and 200),
    instance_id     uuid references vigie.instance,
    status          text not null check (status in ('adopted', 'condemned', 'gone')),
    detail          text not null default '',
    price_per_hour  bigint check (price_per_hour >= 0),   -- micros of a euro; null: not known
    first_seen_at   timestamptz not null default clock_timestamp(),
    billed_from     timestamptz,                          -- null: not billed (a server that was never powered on)
    absent_since    timestamptz,                          -- the first sighting of its absence
    gone_at         timestamptz,
    primary key (account, zone, kind, provider_id),
    check ((status = 'gone') = (gone_at is not null))
);
create index resource_of_instance on vigie.resource (instance_id);

-- How the health checks of a ready instance went lately; apart, so that checking does not rewrite the wide rows.
create table vigie.health (
    instance_id uuid primary key references vigie.instance,
    good        integer not null default 0,
    bad         integer not null default 0,
    checked_at  timestamptz not null default clock_timestamp(),
    detail      text not null default ''
) with (fillfactor = 50);
