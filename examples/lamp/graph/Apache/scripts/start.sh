#!/bin/bash
# Starts Apache with the Tomcats that there are, when these can answer.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

if ! server_runs; then
  clear_port "$httpPort"
  remove_shared_memory
  # Apache starts as root and does what it must not do as root as www-data, who has to look for one file here.
  mkdir -p "$run"
  chmod 711 "$run"
  rm -rf "$run"/* "$in_force"
  survey 15 >"$server_dir/survey"
  report_unhealthy "$server_dir/survey" || true
  grep -q $'\tok' "$server_dir/survey" || fail "none of the Tomcats can answer: see above"
  balancer <"$server_dir/survey" >"$members"
  write_configuration
  launch "$run" "$httpd" -f "$configuration" -DFOREGROUND
  wait_for_answer 30 alive
  cp "$members" "$in_force"
fi
wait_for_answer 30 alive
note_shared_memory
