# What the recipes of this application have in common. A recipe carries all that it needs, so this file is in each
# of them, the same in all (test/by-hand compares them).
#
# A step may run twice, and may have died in its middle: nothing here believes a pid file or a note of an earlier run
# when it can look at what is there.

set -Eeuo pipefail
shopt -s inherit_errexit
umask 077
export LC_ALL=C
trap 'echo "$0: line $LINENO: this failed: $BASH_COMMAND" >&2' ERR

# All that this instance owns. The agent keeps the work folder until the instance is undeployed.
server_dir=${ROBOCONF_WORK_DIR:?"is not set: this recipe is run by an agent"}/server

fail() {
  trap - ERR
  echo "$ROBOCONF_INSTANCE_PATH: $*" >&2
  exit 1
}

# wait_until SECONDS COMMAND...: whether the command has succeeded within that time.
wait_until() {
  local end=$((SECONDS + $1)); shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}

# --- software -------------------------------------------------------------------------------------------------------

# require_software FILE... -- PACKAGE...: installs the Debian packages when one of the files is missing.
#
# The packages that we name hold programs but no service (apache2-bin, not apache2): nothing has to be kept from starting
# now or at the next boot, and a policy-rc.d, which would hold for the whole host, is not needed.
require_software() {
  local file missing=''
  while [[ $1 != -- ]]; do
    [[ -e $1 ]] || missing+=" $1"
    shift
  done
  shift
  [[ $missing ]] || return 0
  ((EUID == 0)) || fail "missing:$missing. Run as root: apt-get install --no-install-recommends $*; then deploy again."
  command -v apt-get >/dev/null || fail "missing:$missing. This is no Debian: install what corresponds to $*, then deploy again."
  echo "Installing $*"
  # The folder of dpkg is only locked, by a lock that apt does not use: recipes on the same host take turns here, and
  # wait for anybody else's apt by DPkg::Lock::Timeout.
  timeout --kill-after=10 "${INSTALL_LIMIT:-600}" flock --close /var/lib/dpkg bash -c '
    export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
    apt=(apt-get -qq -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    "${apt[@]}" install --no-install-recommends "$@" && exit
    # No list of packages yet, an old one, or an installation that was cut off.
    dpkg --configure -a
    "${apt[@]}" update
    "${apt[@]}" install --no-install-recommends "$@"' apt "$@" </dev/null ||
    fail "could not install $*: see above (exit code 124 of timeout: it took longer than ${INSTALL_LIMIT:-600} s)"
}

# --- users and folders ----------------------------------------------------------------------------------------------

# Root starts each server as the user that its Debian package would have made; anybody else as himself.
# require_user NAME: makes that user, as the package does.
require_user() {
  ((EUID == 0)) || return 0
  flock --close /var/lib/dpkg bash -c '
    getent passwd "$1" >/dev/null ||
      useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$1"' user "$1"
}

# own_folders USER FOLDER...: makes the folders under the server's and gives all of it to the user; from then on
# ${as_user[@]} starts a command as this user. When he cannot reach the work folder (a parent that only root may enter),
# the server runs as root.
own_folders() {
  local user=$1; shift
  mkdir -p "$server_dir" "${@/#/$server_dir/}"
  as_user=() run_as=$(id -un)
  ((EUID == 0)) || return 0
  chmod 711 "$server_dir"
  chown -R "$user:" "$server_dir"
  as_user=(setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups --)
  if "${as_user[@]}" test -w "$server_dir"; then
    run_as=$user
  else
    echo "User $user may not enter $server_dir: running as root"
    chown -R root: "$server_dir"
    as_user=()
  fi
}

# --- the server's process -------------------------------------------------------------------------------------------

# The server is told from all other processes by one argument that names a path of this instance: $server_mark.
# The pattern goes in by standard input, or grep would find itself.
server_processes() {
  { grep -lzFx -f - /proc/[0-9]*/cmdline 2>/dev/null <<<"$server_mark" || true; } | cut -d/ -f3
}

# The server itself is the leader of its session (see launch); it may have workers.
server_pid() {
  local pid stat
  for pid in $(server_processes); do
    stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
    stat=(${stat##*) })
    [[ ${stat[3]} != "$pid" ]] || echo "$pid"
  done
}

server_runs() { [[ $(server_pid) ]]; }
nothing_runs() { [[ ! $(server_processes) ]]; }

# launch FOLDER COMMAND...: starts the server in a session of its own, so that it survives this step and the agent, with
# no handle left on the pipes of the step. Its output goes to server.log.
launch() {
  local folder=$1; shift
  (
    cd "$folder"
    exec setsid "$@" </dev/null >>"$server_dir/server.log" 2>&1
  ) &
  launched=$!
  disown # or a later "wait" would wait for the server
}

# wait_for_answer SECONDS COMMAND...: waits until the server answers; shows why when it does not.
wait_for_answer() {
  local limit=$1 end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    server_runs || { [[ ${launched-} ]] && kill -0 "$launched" 2>/dev/null; } ||
      { tail -n 30 "$server_dir/server.log" >&2; fail "the server has ended while starting: see above"; }
    ((SECONDS < end)) ||
      { tail -n 30 "$server_dir/server.log" >&2; fail "the server does not answer after $limit s: see above"; }
    sleep 0.1
  done
}

# end_server SIGNAL SECONDS: asks the server to end, and ends it when the time is up.
end_server() {
  local pid
  pid=$(server_pid)
  if [[ $pid ]]; then
    kill -s "$1" "$pid" 2>/dev/null || true
    wait_until "$2" nothing_runs && return
    echo "It has not ended within $2 s: killing it"
  fi
  kill -s KILL $(server_processes) 2>/dev/null || true
  wait_until 10 nothing_runs || fail "process $(server_processes) cannot be killed"
}

# clear_port PORT: nobody answers there. Workers of a server that was killed would.
clear_port() {
  kill -s KILL $(server_processes) 2>/dev/null || true
  wait_until 5 nothing_runs || fail "process $(server_processes) cannot be killed"
  ! timeout 2 bash -c 'exec 3<>"/dev/tcp/$1/$2"' probe "$ip" "$1" 2>/dev/null ||
    fail "port $1 of $ip is in use by another program"
}

# --- what is imported -----------------------------------------------------------------------------------------------

# imports PREFIX VARIABLE...: one line for each exporter, its path and these variables, separated by tabs.
imports() {
  local prefix=$1 size="$1_size" i name value; shift
  for ((i = 0; i < ${!size:-0}; i++)); do
    name="${prefix}_${i}_name"
    [[ ${!name+set} ]] || fail "$name is not set: there are more imports than fit in the environment"
    printf '%s' "${!name}"
    for name; do
      value="${prefix}_${i}_$name"
      printf '\t%s' "${!value?"is missing among the imports"}"
    done
    printf '\n'
  done | sort
}

# The account of a Tomcat in the database, told by its path: two at one address have two. Readable, and within the
# 80 characters of MariaDB.
account_of() {
  local clean=${1#/}
  clean=${clean//[^A-Za-z0-9]/_}
  printf 'tomcat_%s_%s' "${clean:0:40}" "$(printf '%s' "$1" | sha256sum | cut -c1-16)"
}

# http_get HOST PORT PATH [SECONDS]: prints the body when the answer is 200; otherwise what came instead, and fails.
http_get() {
  local answer
  answer=$(timeout "${4:-2}" bash -c '
    exec 3<>"/dev/tcp/$1/$2"
    printf "GET %s HTTP/1.0\r\nHost: %s:%s\r\nConnection: close\r\n\r\n" "$3" "$1" "$2" >&3
    cat <&3' http "$1" "$2" "$3" 2>/dev/null) || { echo "no answer"; return 1; }
  answer=${answer//$'\r'/}
  if [[ $answer == HTTP/1.?' 200'* ]]; then
    printf '%s\n' "${answer#*$'\n\n'}"
  else
    printf '%s: %s\n' "${answer%%$'\n'*}" "$(head -c 300 <<<"${answer#*$'\n\n'}" | tr '\n' ' ')"
    return 1
  fi
}
