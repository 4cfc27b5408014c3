# Whether Apache answers. Its Tomcats have checks of their own.
class roboconf_apache::check(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  exec { 'Apache answers':
    command     => ['/bin/bash', "${module_directory('roboconf_apache')}/files/control.sh", 'check'],
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
    timeout     => 10,
    logoutput   => true,
  }
}
