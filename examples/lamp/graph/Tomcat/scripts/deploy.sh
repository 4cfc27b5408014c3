#!/bin/bash
# Installs Tomcat, puts the application in place, and draws the password of its account in the database.
. "$ROBOCONF_FILES_DIR/service.sh"
. "$ROBOCONF_FILES_DIR/tomcat.sh"

require_software "$catalina_home/bin/catalina.sh" "$catalina_home/lib/catalina.jar" "$driver" -- \
  tomcat10-common libmariadb-java
require_user tomcat
mkdir -p "$base/conf"

draw_password
application=$base/application
rm -rf "$application.new"
cp -R "$ROBOCONF_FILES_DIR/webapp" "$application.new"
verifier >"$application.new/internal/account.txt"
mkdir "$application.new/WEB-INF/lib"
cp -L "$driver" "$application.new/WEB-INF/lib/" # Tomcat follows no link
rm -rf "$application" "$base/work"
mv "$application.new" "$application"

cp "$ROBOCONF_FILES_DIR"/{web.xml,logging.properties} "$base/conf/"
own_folders tomcat base/temp base/work base/logs
