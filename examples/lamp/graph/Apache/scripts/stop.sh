#!/bin/bash
# Requests that are running get their answers.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

end_server WINCH 20
remove_shared_memory
