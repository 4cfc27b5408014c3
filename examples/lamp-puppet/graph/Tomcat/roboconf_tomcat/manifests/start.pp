# Tomcat may be up before the database has given it access: it is ready for that at any time, and the balancer waits for
# /internal/health.jsp.
class roboconf_tomcat::start(
  String $runningState,
  String $instancePath,
  String $workDir,
  String $ip,
  String $httpport,
  Hash   $mysql,
) {
  tag 'required'

  roboconf_tomcat::server { 'Tomcat':
    ensure    => $runningState,
    work      => $workDir,
    instance  => $instancePath,
    ip        => $ip,
    port      => $httpport,
    databases => $mysql,
  }
}
