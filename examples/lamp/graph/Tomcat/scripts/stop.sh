#!/bin/bash
# Requests that are running get their answers.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/tomcat.sh"

end_server TERM 30
