# MariaDB ends in good order.
class roboconf_mysql::stop(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $port,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  lamp::server { 'MariaDB':
    ensure      => $runningState,
    control     => "${module_directory('roboconf_mysql')}/files/control.sh",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'port' => $port }),
  }
}
