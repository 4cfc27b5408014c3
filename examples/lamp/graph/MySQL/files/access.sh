# Gives access to exactly the Tomcats that exist.
#
# Each has an account of its own, for the exact address of its machine. Its password never leaves that machine: the
# Tomcat shows, at /internal/account.txt, only what a database keeps of a password, and we put that into the account. Where it
# is we know from Roboconf (path, address, port), and the name of the account follows from the path, so that nobody can
# ask for the account of another.
#
# One that was withdrawn loses access in two moves, since the balancer is told at the same moment as we are, and may send
# it requests for some seconds more:
#  - at once its account is locked: no new session. The sessions that it has go on, and it has enough of them: its pool
#    opened them all before it was given its first request, and closes none.
#  - the account is removed when the last session has ended, which is when that Tomcat stops, and then any session is
#    killed that is still there $grace seconds after the withdrawal. A Tomcat that does not stop, for its machine was
#    lost or cut off, so keeps nothing. The server does this by itself, once a second (schema.sql, end_leaving).

grace=150 # seconds: more than the 120 after which a Tomcat is stopped whether or not we have answered

give_access() {
  local path address port account verifier statements='' present='' unknown=0
  notes=$(mktemp -d "$server_dir/tmp/access.XXXXXX")
  trap 'rm -rf "$notes"' EXIT

  local tomcats
  tomcats=$(imports Tomcat ip httpPort)

  # All are asked at the same time: one that hangs delays nobody.
  while IFS=$'\t' read -r path address port; do
    [[ $path ]] || continue
    account=$(account_of "$path")
    wait_until 5 eval 'http_get "$address" "$port" /internal/account.txt >"$notes/$account"' || true &
  done <<<"$tomcats"
  wait

  while IFS=$'\t' read -r path address port; do
    [[ $path ]] || continue
    [[ $address =~ ^[0-9A-Za-z.:-]+$ ]] || fail "$path: $address is no address"
    account=$(account_of "$path")
    verifier=$(cat "$notes/$account")
    present+="INSERT INTO here VALUES ('$account', '$address');"$'\n'
    if [[ $verifier =~ ^\*[0-9A-F]{40}$ ]]; then
      statements+="CREATE USER IF NOT EXISTS '$account'@'$address';
        ALTER USER '$account'@'$address' IDENTIFIED VIA mysql_native_password USING '$verifier' ACCOUNT UNLOCK;
        GRANT SELECT, INSERT ON \`$database\`.* TO '$account'@'$address';"$'\n'
    elif [[ $(sql <<<"SELECT 1 FROM mysql.user WHERE user = '$account' AND host = '$address'") ]]; then
      echo "$path does not show its account ($verifier): keeping the one it has"
      statements+="ALTER USER '$account'@'$address' ACCOUNT UNLOCK;"$'\n'
    else
      echo "$path does not show its account at http://$address:$port/internal/account.txt: $verifier" >&2
      unknown=$((unknown + 1))
    fi
  done <<<"$tomcats"

  # One statement after the other, all of them repeatable: after a crash in the middle the next run does the rest.
  sql >/dev/null <<SQL
    USE lamp_access;
    DO GET_LOCK('lamp_access', 10);
    CREATE TEMPORARY TABLE here (account VARCHAR(80), host VARCHAR(60));
    $present
    DELETE l FROM leaving l JOIN here h ON h.account = l.account AND h.host = l.host;
    $statements
    INSERT IGNORE INTO leaving
      SELECT user, host, NOW() + INTERVAL $grace SECOND FROM mysql.user
       WHERE user LIKE 'tomcat\\_%' AND (user, host) NOT IN (SELECT account, host FROM here);
    CALL lock_leaving();
    DO RELEASE_LOCK('lamp_access');
SQL
  echo "Access for: $(cut -f 1 <<<"$tomcats" | tr '\n' ' ')"
  ((unknown == 0)) || fail "$unknown of the Tomcats could not be given access: see above"
}
