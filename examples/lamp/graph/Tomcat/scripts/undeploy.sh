#!/bin/bash
# Removes what this instance owns. Debian packages stay: others may use them.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/tomcat.sh"

end_server TERM 30
rm -rf "$server_dir"
