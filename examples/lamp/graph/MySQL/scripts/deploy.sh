#!/bin/bash
# Installs MariaDB and makes an empty data folder, unless this instance has one.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/mariadb.sh"

require_software "$mariadbd" /usr/bin/mariadb -- mariadb-server-core mariadb-client-core
require_user mysql
own_folders mysql tmp

if [[ ! -d $data ]]; then
  # Complete, or not there. The only account is that of who runs this step, known by the kernel through the socket.
  rm -rf "$data.new"
  "${as_user[@]}" mariadb-install-db --no-defaults --datadir="$data.new" --force --skip-test-db --skip-name-resolve \
    --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" --innodb-log-file-size=16M \
    >"$server_dir/install.log" 2>&1 || { tail -n 20 "$server_dir/install.log" >&2; fail "mariadb-install-db failed"; }
  mv "$data.new" "$data"
fi
