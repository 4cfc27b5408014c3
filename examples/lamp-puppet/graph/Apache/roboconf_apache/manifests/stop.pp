# Apache ends in good order.
class roboconf_apache::stop(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  lamp::server { 'Apache':
    ensure      => $runningState,
    control     => "${module_directory('roboconf_apache')}/files/control.sh",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
  }
}
