# The database server of this instance: where its things are, and how to talk to it.

mariadbd=/usr/sbin/mariadbd
data=$server_dir/data
configuration=$server_dir/my.cnf
server_mark=--defaults-file=$configuration

# sql [SECONDS]: runs the statements from standard input as administrator, within a time limit; prints bare rows.
#
# The path of a Unix socket ends at 107 bytes, and this folder may be deep: server and clients name the socket
# relative to the folder of the data, where both of them go first.
sql() {
  (cd "$data" && exec timeout "${1:-60}" mariadb --no-defaults --socket=mysql.sock --user="$(id -un)" \
    --connect-timeout=5 --batch --skip-column-names)
}

answers() { [[ $(sql "${1:-2}" <<<'SELECT 1') == 1 ]]; }

# make_data: an empty data folder, unless there is one. Complete, or not there. The only account is that of who runs this
# step, known by the kernel through the socket.
make_data() {
  [[ ! -d $data ]] || return 0
  own_folders mysql tmp
  rm -rf "$data.new"
  "${as_user[@]}" mariadb-install-db --no-defaults --datadir="$data.new" --force --skip-test-db --skip-name-resolve \
    --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" --innodb-log-file-size=16M \
    >"$server_dir/install.log" 2>&1 || { tail -n 20 "$server_dir/install.log" >&2; fail "mariadb-install-db failed"; }
  mv "$data.new" "$data"
}

# start_mariadb: starts the server with the configuration that is there, unless it runs, and waits until it answers.
start_mariadb() {
  if ! server_runs; then
    own_folders mysql tmp
    clear_port "$port"
    launch "$data" "$mariadbd" "$server_mark" --user="$run_as"
  fi
  wait_for_answer 100 answers
}
