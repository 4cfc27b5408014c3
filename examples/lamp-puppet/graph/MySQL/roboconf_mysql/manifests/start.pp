# MariaDB on the address of this machine, with the tables of the application and access for its Tomcats.
class roboconf_mysql::start(
  String           $runningState,
  String           $instancePath,
  String           $workDir,
  String           $ip,
  String           $port,
  String           $database,
  Optional[Hash]   $tomcat = undef,
) {
  tag 'required'

  $server      = "${workDir}/server"
  $control     = "${module_directory('roboconf_mysql')}/files/control.sh"
  $environment = lamp::environment($workDir, $instancePath, { 'ip' => $ip, 'port' => $port, 'database' => $database })

  file { "${server}/my.cnf":
    content => epp('roboconf_mysql/my.cnf.epp', { 'server' => $server, 'ip' => $ip, 'port' => $port }),
    mode    => '0600',
    backup  => false,
  }
  ~> lamp::server { 'MariaDB':
    ensure      => $runningState,
    control     => $control,
    environment => $environment,
  }

  # New tables come with a new recipe: then the file changes. They are made again when they are not all there.
  -> file { "${server}/schema.sql":
    content => regsubst(file('roboconf_mysql/schema.sql'), '%DATABASE%', $database, 'G'),
    backup  => false,
  }
  ~> exec { 'tables':
    command     => ['/bin/bash', $control, 'make-tables'],
    unless      => [['/bin/bash', $control, 'has-tables']],
    environment => $environment,
    timeout     => 0,
  }
  -> roboconf_mysql::access { $database:
    work        => $workDir,
    environment => $environment,
    tomcats     => $tomcat,
  }
}
