# Access to the database, named by the title, for exactly these Tomcats.
#
# @param work the folder of the instance
# @param environment of the script
# @param tomcats as they are imported
define roboconf_mysql::access(
  String         $work,
  Array[String]  $environment,
  Optional[Hash] $tomcats,
) {
  # Always run: one that was deployed anew has the same address and port, but another password.
  file { "${work}/server/tomcats":
    content => lamp::tomcats($tomcats),
    backup  => false,
  }
  -> exec { "access to ${title}":
    command     => ['/bin/bash', "${module_directory('roboconf_mysql')}/files/control.sh", 'give-access'],
    environment => $environment,
    timeout     => 0,
    logoutput   => true,
  }
}
