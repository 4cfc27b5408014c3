#!/bin/bash
# Tomcats came or went: a reload, without restart. When it is over, no request is given to a Tomcat that went.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

follow_tomcats
