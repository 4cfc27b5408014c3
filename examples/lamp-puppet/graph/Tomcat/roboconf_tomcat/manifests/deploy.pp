# Installs Tomcat, puts the application in place, and draws the password of its account in the database.
class roboconf_tomcat::deploy(
  String         $runningState,
  String         $instancePath,
  String         $workDir,
  String         $ip,
  String         $httpport,
  Optional[Hash] $mysql = undef,
) {
  tag 'required'

  $server      = "${workDir}/server"
  $base        = "${server}/base"
  $application = "${base}/application"

  lamp::software { 'Tomcat':
    packages => ['tomcat10-common', 'libmariadb-java'],
    account  => 'tomcat',
  }
  -> file {
    default:
      backup => false;
    [$server, $base, "${base}/conf"]:
      ensure => directory,
      mode   => '0711';
    "${base}/conf/web.xml":
      source => 'puppet:///modules/roboconf_tomcat/web.xml';
    "${base}/conf/logging.properties":
      source => 'puppet:///modules/roboconf_tomcat/logging.properties';
    $application:
      source  => 'puppet:///modules/roboconf_tomcat/webapp',
      recurse => true;
    "${application}/WEB-INF/lib":
      ensure => directory;
    "${application}/WEB-INF/lib/mariadb-java-client.jar":
      source => '/usr/share/java/mariadb-java-client.jar',
      links  => follow; # as Tomcat does not
  }
  -> exec { 'password':
    command     => ['/bin/bash', "${module_directory('roboconf_tomcat')}/files/control.sh", 'draw-password'],
    creates     => "${application}/internal/account.txt",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'httpPort' => $httpport }),
  }
}
