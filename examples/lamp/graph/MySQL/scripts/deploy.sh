#!/bin/bash
# Installs MariaDB and makes an empty data folder, unless this instance has one.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/mariadb.sh"

require_software "$mariadbd" /usr/bin/mariadb -- mariadb-server-core mariadb-client-core
require_user mysql
make_data
