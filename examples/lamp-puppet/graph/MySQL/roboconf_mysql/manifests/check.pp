# Whether MariaDB answers.
class roboconf_mysql::check(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $port,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  exec { 'MariaDB answers':
    command     => ['/bin/bash', "${module_directory('roboconf_mysql')}/files/control.sh", 'check'],
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'port' => $port }),
    timeout     => 10,
    logoutput   => true,
  }
}
