#!/bin/bash
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/mariadb.sh"

end_server TERM 60
