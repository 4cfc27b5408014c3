#!/bin/bash
# What the classes of this module do with the server of the instance: control.sh WORD.
here=$(dirname "$0")
. "$here/../../lamp/files/service.sh"
. "$here/httpd.sh"

# The importers' list is a file that Puppet writes: path, address and port of each.
imports() { cat "$server_dir/tomcats"; }

# Whether the running server has read that list, and no Tomcat of it is held back for not being healthy.
follows() { sed 's/$/\tok/' "$server_dir/tomcats" | balancer | cmp -s - "$in_force"; }

case $1 in
  runs) server_runs && alive || exit 1 ;;
  remains) [[ -e $server_dir/shared-memory ]] || ! nothing_runs || exit 1 ;;
  start) start_httpd ;;
  stop)
    end_server WINCH 20
    remove_shared_memory
    rm -f "$server_dir/shared-memory"
    ;;
  follows) server_runs && follows || exit 1 ;;
  follow)
    server_runs || fail "Apache is not running"
    follow_tomcats
    ;;
  check)
    server_runs || fail "Apache is not running"
    alive 0.8 || fail "Apache does not answer at http://$ip:$httpPort/internal/alive"
    ;;
esac
