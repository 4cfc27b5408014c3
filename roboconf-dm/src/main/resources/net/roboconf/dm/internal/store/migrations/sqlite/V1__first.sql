-- What must be found is in columns; the rest of each record is JSON in "body", so that a new field needs no new column.

create table setting (
  name text primary key,
  value text not null
) strict, without rowid;

create table template (
  name text not null,
  version text not null,
  body text not null,
  primary key (name, version)
) strict, without rowid;

create table application (
  name text primary key,
  body text not null
) strict, without rowid;

create table instance (
  application text not null,
  path text not null,
  body text not null,
  primary key (application, path)
) strict, without rowid;

create table machine (
  machine text primary key,
  application text not null,
  path text not null,
  phase text not null,
  body text not null
) strict, without rowid;

create table report (
  machine text primary key,
  body text not null
) strict, without rowid;

create table observed (
  machine text not null,
  path text not null,
  body text not null,
  primary key (machine, path)
) strict, without rowid;

create table target (
  id text primary key,
  body text not null
) strict, without rowid;

create table event (
  id integer primary key,
  body text not null
) strict;
