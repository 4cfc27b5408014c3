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
