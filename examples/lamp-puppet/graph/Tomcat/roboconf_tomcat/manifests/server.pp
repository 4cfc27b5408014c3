# Tomcat with a database, on the address of this machine. It is started anew when the database is another one.
#
# @param ensure whether it runs
# @param work the folder of the instance
# @param instance its path
# @param ip the address of the machine
# @param port where it listens
# @param databases as they are imported: the first one is used
define roboconf_tomcat::server(
  String                               $ensure,
  String                               $work,
  String                               $instance,
  String                               $ip,
  String                               $port,
  Hash[String, Hash[String, String]]   $databases,
) {
  $server   = "${work}/server"
  $database = $databases.values[0]

  file { "${server}/base/conf/server.xml":
    content   => epp('roboconf_tomcat/server.xml.epp', {
      'application' => "${server}/base/application",
      'instance'    => $instance,
      'ip'          => $ip,
      'port'        => $port,
      'database'    => $database,
      'account'     => file("${server}/account"),
      'password'    => file("${server}/password"),
    }),
    mode      => '0600',
    show_diff => false,
    backup    => false,
  }
  ~> lamp::server { $title:
    ensure      => $ensure,
    control     => "${module_directory('roboconf_tomcat')}/files/control.sh",
    environment => lamp::environment($work, $instance, { 'ip' => $ip, 'httpPort' => $port }),
  }
}
