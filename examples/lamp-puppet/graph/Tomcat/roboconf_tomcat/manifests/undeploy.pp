# Removes what this instance owns. Debian packages stay: others may use them.
class roboconf_tomcat::undeploy(
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Optional[String] $runningState = undef,
  Optional[Hash]   $mysql = undef,
) {
  tag 'required'

  lamp::server { 'Tomcat':
    ensure      => stopped,
    control     => "${module_directory('roboconf_tomcat')}/files/control.sh",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
  }
  -> file { "${workDir}/server":
    ensure => absent,
    force  => true,
    backup => false,
  }
}
