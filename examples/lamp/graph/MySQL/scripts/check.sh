#!/bin/bash
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/mariadb.sh"

server_runs || fail "MariaDB is not running"
answers 0.8 || fail "MariaDB does not answer"
