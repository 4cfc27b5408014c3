# Removes what this instance owns, the data with it. Debian packages stay: others may use them.
class roboconf_mysql::undeploy(
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $port,
  Optional[String] $runningState = undef,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  lamp::server { 'MariaDB':
    ensure      => stopped,
    control     => "${module_directory('roboconf_mysql')}/files/control.sh",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'port' => $port }),
  }
  -> file { "${workDir}/server":
    ensure => absent,
    force  => true,
    backup => false,
  }
}
