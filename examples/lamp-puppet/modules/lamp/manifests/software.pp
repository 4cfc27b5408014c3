# The Debian packages of a server, and the account that root starts it with.
#
# These packages hold programs without services: nothing starts by itself, now or at the next boot. Several steps may run
# on one host at the same time; they wait for each other's locks, or try again.
#
# @param packages what is installed, without what they only recommend
# @param account made as the package of the service would make it; nobody but root needs one
define lamp::software(
  Array[String]    $packages,
  Optional[String] $account = undef,
) {
  Exec { path => '/usr/sbin:/usr/bin:/sbin:/bin' }

  exec { "lists of packages for ${title}":
    command   => ['apt-get', '-qq', 'update'],
    unless    => [['dpkg', '--status'] + $packages],
    tries     => 10,
    try_sleep => 3,
  }
  -> package { $packages:
    ensure          => installed,
    install_options => ['--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'],
  }

  if $account and $facts['identity']['privileged'] {
    exec { "account ${account}":
      command   => [
        'useradd', '--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent',
        '--shell', '/usr/sbin/nologin', $account,
      ],
      unless    => [['getent', 'passwd', $account]],
      tries     => 5,
      try_sleep => 1,
      require   => Package[$packages],
    }
  }
}
