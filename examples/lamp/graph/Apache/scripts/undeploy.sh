#!/bin/bash
# Removes what this instance owns. Debian packages stay: others may use them.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

end_server WINCH 20
remove_shared_memory
rm -rf "$server_dir"
