# Read by scripts that try the distributions as an operator would: unpack, configure, start, ask. Not run by itself.
#
# The caller sets WORK, a folder of its own. The Deployment Manager is in "$WORK/dm", machines are in "$WORK/machines".

DM="$WORK/dm"
MACHINES="$WORK/machines"

# The archive of a distribution: agent or dm.
archive_of() {
    local found=(karaf-dist-"$1"/target/roboconf-"$1"-*.tar.gz)
    if [ ! -f "${found[0]}" ]; then
        echo "karaf-dist-$1/target has no archive: run 'mvn verify -DskipTests' first." >&2
        return 1
    fi
    echo "$PWD/${found[0]}"
}

# A port on which nobody listens, below those of outgoing connections.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
    done
    echo "$port"
}

# Unpacks the Deployment Manager on free ports; sets API, HTTP_PORT and SSH_PORT.
unpack_dm() {
    mkdir -p "$DM"
    tar xzf "$(archive_of dm)" -C "$DM" --strip-components=1
    HTTP_PORT=$(free_port)
    SSH_PORT=$(free_port)
    API=http://127.0.0.1:$HTTP_PORT/api/v1
    sed -i "s/^org.osgi.service.http.port = .*/org.osgi.service.http.port = $HTTP_PORT/" "$DM/etc/org.ops4j.pax.web.cfg"
    sed -i "s/^sshPort = .*/sshPort = $SSH_PORT/" "$DM/etc/org.apache.karaf.shell.cfg"
    printf 'port = %s\n' "$(free_port)" >> "$DM/etc/net.roboconf.broker.cfg"
    printf 'machines.folder = %s\nagent.distribution = %s\n' "$MACHINES" "$(archive_of agent)" \
        >> "$DM/etc/net.roboconf.target.local.cfg"
}

# Waits until REST is ready, for 120 s at most.
until_ready() {
    local deadline=$((SECONDS + 120))
    until [ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' "$API/health")" = 200 ]; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.05
    done
}

password() { sed -n 's/^password=//p' "$DM/data/roboconf/login"; }

# A request with the login, which curl reads from a file: command lines are no place for passwords.
rest() {
    curl -s -m 30 -K <(printf 'user = "admin:%s"\n' "$(password)") "$@"
}

# A request whose answer must be good; prints the answer otherwise.
order() {
    local answer
    if ! answer=$(rest --fail-with-body "$@"); then
        echo "REST refused ${*: -1}: $answer" >&2
        return 1
    fi
}

# An application "machines" with $1 machines on this host, /machine-1 and so on, without software. Needs jar of a JDK.
make_machines() {
    local template="$WORK/template" i
    mkdir -p "$template/descriptor" "$template/graph/Machine" "$template/instances"
    cat > "$template/descriptor/application.properties" << 'TEXT'
name = Machines
version = 1.0
dsl-id = roboconf-1.0
graph-entry-point = machines.graph
instance-entry-point = machines.instances
TEXT
    printf 'Machine {\n  installer: target;\n}\n' > "$template/graph/machines.graph"
    printf 'id = machines\nname = Machines\nhandler = local\n' > "$template/graph/Machine/target.properties"
    for i in $(seq "$1"); do
        printf 'instance of Machine {\n  name: machine-%s;\n}\n' "$i"
    done > "$template/instances/machines.instances"
    (cd "$template" && "$JDK/bin/jar" --create --no-manifest --file "$WORK/template.zip" .)
    order -H 'Content-Type: application/zip' --data-binary "@$WORK/template.zip" "$API/templates"
    order -H 'Content-Type: application/json' -d '{"name":"machines","template":"Machines"}' "$API/applications"
}

# Waits until the agent of $1, the path of a machine, is connected; for 60 s at most.
until_connected() {
    local deadline=$((SECONDS + 60))
    until rest "$API/applications/machines/instance?path=$1" | grep -q '"agent":"CONNECTED"'; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.02
    done
}

# The key of a machine, which is the name of its folder.
key_of() {
    rest "$API/applications/machines/instance?path=$1" | sed -n 's/.*"machineId":"\([^"]*\)".*/\1/p'
}

# The processes that have a path below $1 in their command line.
processes_of() {
    local process
    for process in /proc/[0-9]*; do
        if tr '\0' '\n' 2> /dev/null < "$process/cmdline" | grep -qF -- "$1/"; then
            echo "${process#/proc/}"
        fi
    done
}

# Ends whatever is left below WORK, and removes it.
remove_work() {
    local left
    left=$(processes_of "$WORK")
    # shellcheck disable=SC2086
    [ -z "$left" ] || kill -9 $left 2> /dev/null || true
    rm -rf "$WORK"
}
