# Tomcats came or went: a reload, without restart. When it is over, no request is given to a Tomcat that went.
class roboconf_apache::reconfigure(
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $httpport,
  Hash             $tomcat,
  Optional[String] $runningState = undef,
) {
  tag 'required'

  $control = "${module_directory('roboconf_apache')}/files/control.sh"

  # Not by a notification of the file: a run that was cut off, or found a Tomcat that could not answer yet, has to be made up
  # for by the next, which finds the file as it should be.
  file { "${workDir}/server/tomcats":
    content => lamp::tomcats($tomcat),
    backup  => false,
  }
  -> exec { 'reload':
    command     => ['/bin/bash', $control, 'follow'],
    unless      => [['/bin/bash', $control, 'follows']],
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
    timeout     => 0,
    logoutput   => true,
  }
}
