#!/bin/bash
# Removes what this instance owns, the data with it. Debian packages stay: others may use them.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/mariadb.sh"

end_server TERM 60
rm -rf "$server_dir"
