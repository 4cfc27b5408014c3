#!/bin/bash
# Starts MariaDB on the address of this machine, with the tables of the application and access for its Tomcats.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/mariadb.sh"
. "$ROBOCONF_FILES_DIR/access.sh"

if ! server_runs; then
  cat >"$configuration" <<CNF
[mariadbd]
datadir = $data
tmpdir = $server_dir/tmp
socket = mysql.sock
pid-file = mariadbd.pid
bind-address = $ip
port = $port

# Accounts are for addresses, as they are.
skip-name-resolve
local-infile = OFF
secure-file-priv = $server_dir/tmp
# Removes the accounts of Tomcats that have gone: see access.sh.
event-scheduler = ON

# Each Tomcat holds a pool of 8.
max-connections = 1000
innodb-buffer-pool-size = 64M
innodb-log-file-size = 16M
CNF
fi
start_mariadb
sed "s/%DATABASE%/$database/g" "$ROBOCONF_FILES_DIR/schema.sql" | sql
give_access
