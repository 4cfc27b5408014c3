#!/bin/bash
# Installs Apache httpd.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

require_software "$httpd" "$modules/mod_proxy_balancer.so" -- apache2-bin
mkdir -p "$run"
