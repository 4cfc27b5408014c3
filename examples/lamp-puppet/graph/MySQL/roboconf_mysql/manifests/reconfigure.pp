# Tomcats came or went.
class roboconf_mysql::reconfigure(
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $port,
  String           $database,
  Optional[String] $runningState = undef,
  Optional[Hash]   $tomcat       = undef,
) {
  tag 'required'

  roboconf_mysql::access { $database:
    work        => $workDir,
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'port' => $port, 'database' => $database }),
    tomcats     => $tomcat,
  }
}
