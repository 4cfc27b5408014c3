-- The same tables as in the embedded store; and besides them the lease, and the files of recipes.
-- What must be found is in columns; the rest of each record is JSON in "body", so that a new field needs no new column.

create table setting (
  name text primary key,
  value text not null
);

create table template (
  name text not null,
  version text not null,
  body text not null,
  primary key (name, version)
);

create table application (
  name text primary key,
  body text not null
);

create table instance (
  application text not null,
  path text not null,
  body text not null,
  primary key (application, path)
);

create table machine (
  machine text primary key,
  application text not null,
  path text not null,
  phase text not null,
  body text not null
);

create table report (
  machine text primary key,
  body text not null
);

create table observed (
  machine text not null,
  path text not null,
  body text not null,
  primary key (machine, path)
);

create table target (
  id text primary key,
  body text not null
);

create table event (
  id bigint primary key,
  body text not null
);

-- Which Deployment Manager may act. One row; "turn" grows each time that it is taken.
create table lease (
  id integer primary key check (id = 1),
  turn bigint not null,
  address text not null,
  expires timestamp with time zone not null
);

insert into lease values (1, 0, '', clock_timestamp());

-- Files of recipes in pieces, so that none is ever in memory as a whole. A blob without a row here is not complete.
create table blob (
  hash text primary key,
  content bigint not null,
  size bigint not null
);

create sequence blob_content;

create table blob_piece (
  content bigint not null,
  piece integer not null,
  bytes bytea not null,
  primary key (content, piece)
);

-- Recipes are compressed already, or small.
alter table blob_piece alter column bytes set storage external;
