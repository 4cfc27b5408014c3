# Apache with the Tomcats that there are, when these can answer.
class roboconf_apache::start(
  String $runningState,
  String $instancePath,
  String $workDir,
  String $ip,
  String $httpport,
  Hash   $tomcat,
) {
  tag 'required'

  $server = "${workDir}/server"

  file { "${server}/tomcats":
    content => lamp::tomcats($tomcat),
    backup  => false,
  }
  -> file { "${server}/httpd.conf":
    content => epp('roboconf_apache/httpd.conf.epp', {
      'server'  => $server,
      'ip'      => $ip,
      'port'    => $httpport,
      'as_root' => $facts['identity']['privileged'],
    }),
    backup  => false,
  }
  ~> lamp::server { 'Apache':
    ensure      => $runningState,
    control     => "${module_directory('roboconf_apache')}/files/control.sh",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
  }
}
