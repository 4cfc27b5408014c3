# Installs Apache httpd.
class roboconf_apache::deploy(
  String         $runningState,
  String         $workDir,
  Optional[Hash] $tomcat = undef,
) {
  tag 'required'

  lamp::software { 'Apache':
    packages => ['apache2-bin'],
  }
  -> file { ["${workDir}/server", "${workDir}/server/run"]: ensure => directory, mode => '0711' }
}
