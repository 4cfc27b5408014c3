# The database has another address or port: the only change that does not stop a Tomcat anyway. Its sessions are gone, so
# nothing is lost by a restart.
class roboconf_tomcat::update(
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Hash             $importDiff,
  Optional[String] $runningState = undef,
  Optional[Hash]   $mysql        = undef,
) {
  tag 'required'

  ['added', 'removed'].filter |$change| { $importDiff[$change] }.each |$change| {
    notice("${importDiff['component']} ${change}: ${importDiff[$change].keys.join}")
  }

  # Without any, a stop comes next.
  if $mysql {
    roboconf_tomcat::server { 'Tomcat':
      ensure    => running,
      work      => $workDir,
      instance  => $instancePath,
      ip        => $ip,
      port      => $httpport,
      databases => $mysql,
    }
  }
}
