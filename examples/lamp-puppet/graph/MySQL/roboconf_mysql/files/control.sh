#!/bin/bash
# What the classes of this module do with the server of the instance: control.sh WORD.
here=$(dirname "$0")
. "$here/../../lamp/files/service.sh"
. "$here/mariadb.sh"
. "$here/access.sh"

# The importers' list is a file that Puppet writes: path, address and port of each.
imports() { cat "$server_dir/tomcats"; }

case $1 in
  make-data) make_data ;;
  runs) server_runs && answers || exit 1 ;;
  remains) ! nothing_runs || exit 1 ;;
  start) start_mariadb ;;
  stop) end_server TERM 60 ;;
  has-tables) [[ $(sql <<<"SHOW EVENTS FROM lamp_access LIKE 'end_leaving'") ]] || exit 1 ;;
  make-tables) sql <"$server_dir/schema.sql" ;;
  give-access) give_access ;;
  check)
    server_runs || fail "MariaDB is not running"
    answers 0.8 || fail "MariaDB does not answer"
    ;;
esac
