#!/bin/bash
# Starts Apache with the Tomcats that there are, when these can answer.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

server_runs || write_configuration
start_httpd
