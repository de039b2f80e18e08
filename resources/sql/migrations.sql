-- name: create_ledger
create schema if not exists vigie;
create table if not exists vigie.migration (
    number     integer primary key,
    name       text not null,
    checksum   text not null,
    applied_at timestamptz not null default clock_timestamp()
);

-- name: applied
select number, name, checksum from vigie.migration order by number

-- name: record
insert into vigie.migration (number, name, checksum) values (?, ?, ?)
