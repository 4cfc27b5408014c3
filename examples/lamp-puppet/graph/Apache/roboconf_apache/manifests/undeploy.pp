# Removes what this instance owns. Debian packages stay: others may use them.
class roboconf_apache::undeploy(
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Optional[String] $runningState = undef,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  lamp::server { 'Apache':
    ensure      => stopped,
    control     => "${module_directory('roboconf_apache')}/files/control.sh",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
  }
  -> file { "${workDir}/server":
    ensure => absent,
    force  => true,
    backup => false,
  }
}
