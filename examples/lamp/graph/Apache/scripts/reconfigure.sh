#!/bin/bash
# Tomcats came or went: a reload, without restart. When it is over, no request is given to a Tomcat that went.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/httpd.sh"

server_runs || fail "Apache is not running"

# New ones are told to us and to the database at the same moment, so we may have to wait until they have access to it;
# less so when another waits to be stopped.
limit=10
gone=$(comm -13 <(imports Tomcat ip httpPort | while IFS=$'\t' read -r _ address port; do member "$address" "$port" ok; done | sort) \
  <(grep -s BalancerMember "$in_force" | sort))
[[ ! $gone ]] || limit=2

survey "$limit" >"$server_dir/survey"
balancer <"$server_dir/survey" >"$server_dir/members.wanted"
if ! cmp -s "$server_dir/members.wanted" "$in_force"; then
  take_members "$server_dir/members.wanted"
fi
report_unhealthy "$server_dir/survey" || fail "not all of the Tomcats can answer: see above"
