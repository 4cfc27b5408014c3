# The Tomcat of this instance: where its things are.

catalina_home=/usr/share/tomcat10
driver=/usr/share/java/mariadb-java-client.jar
base=$server_dir/base
server_mark=-Dcatalina.base=$base

# Text as the value of an XML attribute.
xml() {
  local text=$1
  text=${text//&/&amp;} text=${text//</&lt;} text=${text//\"/&quot;}
  printf '%s' "$text"
}

password=$server_dir/password

# draw_password: draws the password of this instance's account in the database, once.
draw_password() {
  [[ ! -s $password ]] || return 0
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$password.new"
  mv "$password.new" "$password"
}

# verifier: prints what a database keeps of the password (mysql_native_password), for the database to fetch: of 256 random
# bits nothing can be learned from it, and one cannot log in with it.
verifier() {
  local once twice
  once=$(sha1sum <"$password" | cut -c1-40)
  twice=$(printf "$(sed 's/../\\x&/g' <<<"$once")" | sha1sum | cut -c1-40)
  echo "*${twice^^}"
}

alive() { http_get "$ip" "$httpPort" /internal/alive.txt "${1:-2}"; }

# configuration: prints what Tomcat has to be told for the database that is imported.
configuration() {
  local database_path address port database url
  IFS=$'\t' read -r database_path address database port < <(imports MySQL ip database port) ||
    fail "no database is imported"
  # The account is for the address of this machine: connections must come from there, which is not what the system
  # chooses by itself on a machine with several.
  url="jdbc:mariadb://$address:$port/$database?localSocketAddress=$ip&connectTimeout=3000&tcpKeepAlive=true"

  cat <<XML
<Server port="-1">
  <!-- A stop lets running requests end: no new connection is taken (bindOnInit), and those there are get some time. -->
  <Service name="Catalina" gracefulStopAwaitMillis="15000">
    <Connector protocol="HTTP/1.1" address="$ip" port="$httpPort" bindOnInit="false" maxThreads="100"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="none" autoDeploy="false" deployOnStartup="false">
        <Context path="" docBase="$(xml "$base/application")">
          <Parameter name="instance" value="$(xml "$ROBOCONF_INSTANCE_PATH")" override="false"/>
          <!-- All 8 are opened before the first is used, and kept; one that breaks is replaced within 5 s. When the
               account is withdrawn no new session is allowed, but there may be requests to answer until the stop. -->
          <Resource name="jdbc/lamp" auth="Container" type="javax.sql.DataSource" closeMethod="close"
                    driverClassName="org.mariadb.jdbc.Driver" url="$(xml "$url")"
                    username="$(account_of "$ROBOCONF_INSTANCE_PATH")" password="$(cat "$password")"
                    initialSize="8" minIdle="8" maxIdle="8" maxTotal="8" maxWaitMillis="10000"
                    testOnBorrow="true" testWhileIdle="true" validationQueryTimeout="3"
                    timeBetweenEvictionRunsMillis="5000" numTestsPerEvictionRun="8" minEvictableIdleTimeMillis="-1"/>
        </Context>
      </Host>
    </Engine>
  </Service>
</Server>
XML
}

# start_tomcat: starts the server with the configuration that is there, unless it runs, and waits until it answers.
start_tomcat() {
  if ! server_runs; then
    clear_port "$httpPort"
    own_folders tomcat base/temp base/work base/logs
    CATALINA_HOME=$catalina_home CATALINA_BASE=$base JAVA_OPTS=-Djava.awt.headless=true \
      CATALINA_OPTS='-Xmx128m -XX:+UseSerialGC -XX:-UsePerfData' \
      launch "$base" "${as_user[@]}" "$catalina_home/bin/catalina.sh" run
  fi
  wait_for_answer 100 alive
  # Compiled now, or the first visitor would wait for it.
  local page
  for page in index internal/health; do
    http_get "$ip" "$httpPort" "/$page.jsp?jsp_precompile=true" 30 >/dev/null ||
      { tail -n 30 "$server_dir/server.log" >&2; fail "$page.jsp cannot be compiled: see above"; }
  done
}
