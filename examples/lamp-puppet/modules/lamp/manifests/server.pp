# The server of an instance: one process, with workers perhaps, that outlives the step and the agent. It has no unit of
# systemd or the like, since several instances share a host; a script of the recipe knows it by an argument that names
# its folder.
#
# Notified, it is started anew: subscribe it to its configuration.
#
# @param ensure whether it runs
# @param control the script: takes the words `runs`, `start` and `stop`
# @param environment what the script needs to know of the instance
define lamp::server(
  Enum['running', 'stopped'] $ensure,
  String                     $control,
  Array[String]              $environment,
) {
  Exec {
    path        => '/usr/sbin:/usr/bin:/sbin:/bin',
    environment => $environment,
    timeout     => 0, # that of the step holds
  }

  if $ensure == 'running' {
    exec { "${title}, of before, ends":
      command     => ['bash', $control, 'stop'],
      onlyif      => [['bash', $control, 'remains']],
      refreshonly => true,
    }
    -> exec { "${title} starts":
      command => ['bash', $control, 'start'],
      unless  => [['bash', $control, 'runs']],
    }
  } else {
    exec { "${title} ends":
      command => ['bash', $control, 'stop'],
      onlyif  => [['bash', $control, 'remains']],
    }
  }
}
