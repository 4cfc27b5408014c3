#!/bin/bash
# Whether Tomcat answers. The database is not asked: when that fails, starting all Tomcats again helps nobody.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/tomcat.sh"

server_runs || fail "Tomcat is not running"
answer=$(alive 0.8) || fail "Tomcat does not answer at http://$ip:$httpPort/internal/alive.txt: $answer"
