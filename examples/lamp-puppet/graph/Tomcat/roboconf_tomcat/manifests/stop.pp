# Tomcat ends in good order.
class roboconf_tomcat::stop(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Optional[Hash]   $mysql = undef,
) {
  tag 'required'

  lamp::server { 'Tomcat':
    ensure      => $runningState,
    control     => "${module_directory('roboconf_tomcat')}/files/control.sh",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
  }
}
