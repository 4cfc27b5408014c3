# Installs MariaDB and makes an empty data folder, unless this instance has one.
class roboconf_mysql::deploy(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $port,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  lamp::software { 'MariaDB':
    packages => ['mariadb-server-core', 'mariadb-client-core'],
    account  => 'mysql',
  }
  -> file { "${workDir}/server": ensure => directory, mode => '0711' }
  -> exec { 'empty data folder':
    command     => ['/bin/bash', "${module_directory('roboconf_mysql')}/files/control.sh", 'make-data'],
    creates     => "${workDir}/server/data",
    environment => lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'port' => $port }),
    timeout     => 0,
    logoutput   => true,
  }
}
