#!/bin/bash
# Whether Apache answers. Its Tomcats have checks of their own.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

server_runs || fail "Apache is not running"
alive 0.8 || fail "Apache does not answer at http://$ip:$httpPort/internal/alive"
