#!/bin/bash
# Starts Tomcat on the address of this machine. It may be up before the database has given it access: it is ready for
# that at any time, and the balancer waits for /internal/health.jsp.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/tomcat.sh"

server_runs || configuration >"$base/conf/server.xml"
start_tomcat
