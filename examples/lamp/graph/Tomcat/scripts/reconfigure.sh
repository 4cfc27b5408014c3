#!/bin/bash
# The database has another address or port: the only change that does not stop a Tomcat anyway. Its sessions are gone,
# so nothing is lost by a restart.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/tomcat.sh"

if ! configuration | cmp -s - "$base/conf/server.xml"; then
  end_server TERM 30
  configuration >"$base/conf/server.xml"
fi
start_tomcat
