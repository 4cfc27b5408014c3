#!/bin/bash
# What the classes of this module do with the server of the instance: control.sh WORD.
here=$(dirname "$0")
. "$here/../../lamp/files/service.sh"
. "$here/tomcat.sh"

case $1 in
  draw-password)
    account_of "$ROBOCONF_INSTANCE_PATH" >"$server_dir/account"
    draw_password
    shown=$base/application/internal/account.txt
    verifier >"$shown.new"
    mv "$shown.new" "$shown" # the last: where it is, the rest is
    ;;
  runs) server_runs && alive >/dev/null || exit 1 ;;
  remains) ! nothing_runs || exit 1 ;;
  start) start_tomcat ;;
  stop) end_server TERM 30 ;;
  check)
    server_runs || fail "Tomcat is not running"
    answer=$(alive 0.8) || fail "Tomcat does not answer at http://$ip:$httpPort/internal/alive.txt: $answer"
    ;;
esac
