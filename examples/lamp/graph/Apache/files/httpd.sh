# The Apache httpd of this instance: where its things are, its configuration, and how it takes another set of Tomcats.

httpd=/usr/sbin/apache2
modules=/usr/lib/apache2/modules
configuration=$server_dir/httpd.conf
members=$server_dir/members.conf
run=$server_dir/run
server_mark=$configuration

in_force=$server_dir/members.in-force # what the running server has read
closing=$run/closing

# Seconds for which workers announce that they will close their connections, before a reload: see take_members.
announcement=2

alive() { [[ $(timeout "${1:-2}" bash -c '
  exec 3<>"/dev/tcp/$1/$2"
  printf "GET /internal/alive HTTP/1.0\r\n\r\n" >&3
  head -n 1 <&3' alive "$ip" "$httpPort" 2>/dev/null) == *' 204 '* ]]; }

# Apache that is killed leaves its shared memory behind, outside of our folder: so we note the names while it runs (new
# ones at each reload), and remove what is left when it does not.
note_shared_memory() {
  sed -n 's|.* \(/dev/shm/ShM\.[^ ]*\)$|\1|p' "/proc/$(server_pid)/maps" | sort -u >"$server_dir/shared-memory"
}

remove_shared_memory() {
  [[ ! -e $server_dir/shared-memory ]] || xargs rm -f <"$server_dir/shared-memory"
}

write_configuration() {
  local module
  {
    cat <<CONF
ServerRoot "$server_dir"
DefaultRuntimeDir "$run"
PidFile "$run/httpd.pid"
ErrorLog "$server_dir/error.log"
# A mutex that needs no file: the workers may not be allowed to reach this folder.
Mutex pthread
ServerName $ip
Listen $ip:$httpPort
CONF
    for module in mpm_event authz_core alias headers proxy proxy_http proxy_balancer lbmethod_byrequests slotmem_shm \
      proxy_hcheck watchdog; do
      # Some are compiled in, which differs from one Debian to the next.
      [[ ! -e $modules/mod_$module.so ]] || echo "LoadModule ${module}_module \"$modules/mod_$module.so\""
    done
    ((EUID != 0)) || printf 'User www-data\nGroup www-data\n'
    cat <<CONF

# Two processes, as long as the server runs. Apache would end some when there is little to do, and with them
# connections that clients keep: one that sends its next request at that moment has no answer. The other places are for
# processes of before a reload, which finish what they have begun.
StartServers 2
ThreadLimit 100
ThreadsPerChild 100
MaxRequestWorkers 200
MinSpareThreads 1
MaxSpareThreads 200
ServerLimit 16

KeepAlive On
KeepAliveTimeout 5
MaxKeepAliveRequests 1000
GracefulShutdownTimeout 15

ProxyPreserveHost On
# What is between Apache and its Tomcats is not for visitors.
RedirectMatch 204 "^/internal/alive\$"
RedirectMatch 404 "^/internal(/|\$)(?!alive\$)"
ProxyPass "/internal" "!"
ProxyPass "/" "balancer://tomcats/"
Include "$members"

# While this file is there, answers say that the connection ends: see take_members. The path is relative, since workers
# may not be allowed to walk here from the root; they are in the right folder from the start.
Header always set Connection close "expr=-f 'closing'"
CONF
  } >"$configuration"
}

# healthy ADDRESS PORT SECONDS: whether a Tomcat can do its work, its sessions in the database included.
healthy() { http_get "$1" "$2" /internal/health.jsp "$3"; }

# survey SECONDS: asks all Tomcats at the same time, each until it is healthy or the time is up. Prints a line for each:
# path, address, port, and "ok" or what it said. One that is in use already is not asked: its database may have a bad
# moment, and the others would have it, too.
survey() {
  local limit=$1 path address port answers tomcats i=0
  answers=$(mktemp -d "$run/survey.XXXXXX")
  tomcats=$(imports Tomcat ip httpPort)
  while IFS=$'\t' read -r path address port; do
    [[ $path ]] || continue
    [[ "$address $port" =~ ^[0-9A-Za-z.-]+\ [0-9]+$ ]] || fail "$path: $address port $port is no address"
    answer=$answers/$((i += 1))
    (
      if grep -sqxF -e "$(member "$address" "$port" ok)" "$in_force"; then
        echo ok >"$answer"
      else
        wait_until "$limit" eval 'healthy "$address" "$port" "$((limit < 5 ? limit : 5))" >"$answer"' || true
      fi
    ) &
    printf '%s\t%s\t%s\n' "$path" "$address" "$port" >"$answer.tomcat"
  done <<<"$tomcats"
  wait
  while ((i > 0)); do
    printf '%s\t%s\n' "$(cat "$answers/$i.tomcat")" "$(tr '\n\t' '  ' <"$answers/$i")"
    i=$((i - 1))
  done | sort
  rm -rf "$answers"
}

# member ADDRESS PORT HEALTH: a Tomcat as a member of the balancer.
#  - Only a connection that could not be opened is tried again with another member: nothing was sent on it. A request
#    that was sent is never sent again; that is what Apache does without being told to.
#  - No connection to a Tomcat is used twice, so none can be closed by its Tomcat just when a request is sent on it.
#  - A Tomcat that could not be reached is tried again after 1 s.
#  - One that is not healthy is put in, but not used until Apache itself has found it healthy.
member() {
  printf '  BalancerMember "http://%s:%s" disablereuse=On retry=1 connectiontimeout=2' "$1" "$2"
  [[ $3 == ok* ]] ||
    printf ' status=+C hcmethod=GET hcuri=/internal/health.jsp hcinterval=2 hcpasses=1 hcfails=1000'
  printf '\n'
}

# balancer: the configuration for a survey (standard input).
balancer() {
  local path address port health
  echo '<Proxy "balancer://tomcats">'
  while IFS=$'\t' read -r path address port health; do
    member "$address" "$port" "$health"
  done
  echo '</Proxy>'
}

# The processes that serve: all but the first. Each reload makes new ones.
workers() { server_processes | grep -vx -e "$(server_pid)" || true; }
new_workers() { [[ $(workers | grep -vx -e "$1") ]]; }
no_workers_of() { [[ ! $(workers | grep -x -e "$1") ]]; }

# take_members FILE: makes the running server use these members, by a graceful reload, and returns when none of the
# workers of before can choose a member any more.
#
# At a graceful reload, workers answer the requests that they have, take no new connection, and close those on which a
# client is idle. The last is a trap: a client that sends its next request on such a connection just then gets no
# answer, and may not repeat a POST. So for some time before, each answer announces that its connection ends
# ("Connection: close", decided by the file "closing" when the answer leaves). By the end of that time every client that
# is not silent has had such an answer. One that was silent all the time may lose its connection, as it may on any day
# by KeepAliveTimeout.
#
# A worker of before that has only running requests left has chosen their members, and ends after the last of them. We
# wait 5 s for that. With longer requests it may be there when we return, but it cannot choose again; a Tomcat that is
# stopped then lets them end.
take_members() {
  local before
  cp "$1" "$members"
  "$httpd" -t -f "$configuration" >"$run/test.log" 2>&1 || {
    cat "$run/test.log" >&2
    cp "$in_force" "$members"
    fail "Apache refuses this configuration: see above"
  }
  before=$(workers)
  trap 'rm -f "$closing"' EXIT
  touch "$closing"
  sleep "$announcement"
  kill -s USR1 "$(server_pid)"
  wait_until 20 new_workers "$before" || fail "Apache has not reloaded its configuration: see $server_dir/error.log"
  wait_until 5 no_workers_of "$before" || echo "Requests of more than 5 s are still running"
  rm -f "$closing"
  cp "$1" "$in_force"
  note_shared_memory
}

report_unhealthy() {
  local path address port health bad=0
  while IFS=$'\t' read -r path address port health; do
    [[ $health == ok* ]] && continue
    echo "$path is not used until it is healthy; http://$address:$port/internal/health.jsp says: $health" >&2
    bad=1
  done <"$1"
  return "$bad"
}

# start_httpd: starts the server with the configuration that is there, unless it runs, when Tomcats can answer.
start_httpd() {
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
    launch "$run" "$httpd" -f "$configuration" -DFOREGROUND
    wait_for_answer 30 alive
    cp "$members" "$in_force"
  fi
  wait_for_answer 30 alive
  note_shared_memory
}

# follow_tomcats: uses the Tomcats that are imported now, by a reload if need be. When it is over, no request is given to
# one that went.
follow_tomcats() {
  local limit gone
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
}
