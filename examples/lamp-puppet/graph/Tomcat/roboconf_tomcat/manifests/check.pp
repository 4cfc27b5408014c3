# Whether Tomcat answers. The database is not asked: when that fails, starting all Tomcats again helps nobody.
class roboconf_tomcat::check(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Optional[Hash]   $mysql = undef,
) {
  tag 'required'

  exec { 'Tomcat answers':
    command     => ['/bin/bash', "${module_directory('roboconf_tomcat')}/files/control.sh", 'check'],
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
    timeout     => 10,
    logoutput   => true,
  }
}
