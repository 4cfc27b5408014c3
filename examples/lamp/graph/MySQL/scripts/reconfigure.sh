#!/bin/bash
# Tomcats came or went.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/mariadb.sh"
. "$ROBOCONF_FILES_DIR/access.sh"

server_runs || fail "MariaDB is not running"
give_access
