# Hosts of one's own: sourced by the scripts that need them, and used in namespaces of their own (unshare --net --mount --pid).
#
#   hosts_up N     starts the hosts h1 to hN, and h(N+1), a small board; waits until they answer
#   hosts_made     prints a line for each machine and for each thing that belongs to none: kind, identifier
#
# Their addresses are 10.77.0.11, 10.77.0.12 and so on, on a bridge; 10.77.0.1 on it is where this runs. The scripts bring the
# variable folder, in which all files are: keys/client and keys/known_hosts let one in, hosts/hN/roboconf is the folder for the
# machine of a host. And they bring the function fail.

# A host: in a network namespace that is there, with process table, devices and folder of its own.
host() {
  local number=$1 home=$folder/hosts/h$1
  mkdir -p "$home/roboconf" "$home/run"
  cat >"$home/sshd_config" <<C
ListenAddress 10.77.0.1$number
HostKey "$folder/keys/host"
AuthorizedKeysFile "$folder/keys/client.pub"
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
PidFile none
SetEnv "PATH=$PATH"
C
  # The first process of a process table takes care of orphans: a shell does. What this machine's root does in a shell of his
  # own is no matter of theirs, and may take long.
  ip netns exec "h$number" unshare --mount --propagation private --pid --fork --mount-proc --kill-child -- sh -c '
    mount -t tmpfs tmpfs /dev/shm && mount -t tmpfs tmpfs /mnt && mkdir /mnt/roboconf || exit 1
    mount --bind "$1/roboconf" /mnt/roboconf && mount --bind "$1/run" /run && mkdir -p /run/sshd || exit 1
    [ ! -e ~/.bashrc ] || mount --bind /dev/null ~/.bashrc || exit 1
    /usr/sbin/sshd -D -f "$1/sshd_config" -E "$1/sshd.log" & wait' host "$home" >"$home/out" 2>&1 &
}

# The same with a root of its own. Only the four things that it must have are in it, and the libraries that these need.
board() {
  local number=$1 home=$folder/hosts/h$1 root=$folder/hosts/h$1/root java
  java=$(readlink -f "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")")
  mkdir -p "$home/roboconf" "$root"/{bin,sbin,etc,dev,proc,tmp,run/sshd,root,var/empty,usr/lib,lib,lib64,mnt/roboconf,keys,jre,tmp}
  chmod 1777 "$root/tmp"
  cp "$(readlink -f /usr/bin/dash)" "$root/bin/sh"
  cp /usr/bin/tar "$root/bin/tar"
  cp /usr/sbin/sshd "$root/sbin/sshd"
  printf 'root:x:0:0:root:/root:/bin/sh\nsshd:x:74:74:sshd:/run/sshd:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nsshd:x:74:\n' >"$root/etc/group"
  printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
  cp "$folder/keys/host" "$folder/keys/client.pub" "$root/keys/"
  cat >"$root/etc/sshd_config" <<C
ListenAddress 10.77.0.1$number
HostKey /keys/host
AuthorizedKeysFile /keys/client.pub
StrictModes no
PermitRootLogin prohibit-password
UsePAM no
PidFile none
C
  ip netns exec "h$number" unshare --mount --propagation private --pid --fork --mount-proc --kill-child -- sh -c '
    root=$1/root
    mount --bind "$1/roboconf" "$root/mnt/roboconf" || exit 1
    for one in usr/lib lib lib64; do [ ! -e "/$one" ] || mount --rbind "/$one" "$root/$one" || exit 1; done
    mount --bind "$2" "$root/jre" && mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" || exit 1
    if [ -d /etc/java-17-openjdk ]; then
      mkdir -p "$root/etc/java-17-openjdk" && mount --bind /etc/java-17-openjdk "$root/etc/java-17-openjdk" || exit 1
    fi
    # What the JDK brings beside its JRE is not on the path, nor is anything else.
    chroot "$root" /sbin/sshd -D -f /etc/sshd_config -E /sshd.log & wait' board "$home" "$java" >"$home/out" 2>&1 &
}

answers() { (exec 3<>"/dev/tcp/10.77.0.1$1/22") 2>/dev/null; }

hosts_up() {
  local hosts=$1 number _
  ip link set lo up
  mount -t tmpfs tmpfs /dev/shm
  mkdir -p /run/netns
  mount -t tmpfs tmpfs /run/netns
  ip link add bridge type bridge
  ip addr add 10.77.0.1/24 dev bridge
  ip link set bridge up
  mkdir -p "$folder/keys" "$folder/hosts"
  ssh-keygen -q -t ed25519 -N '' -f "$folder/keys/client"
  ssh-keygen -q -t ed25519 -N '' -f "$folder/keys/host"
  for number in $(seq $((hosts + 1))); do
    ip netns add "h$number"
    ip link add "v$number" type veth peer name eth0 netns "h$number"
    ip link set "v$number" master bridge up
    ip -n "h$number" link set lo up
    ip -n "h$number" addr add "10.77.0.1$number/24" dev eth0
    ip -n "h$number" link set eth0 up
    if ((number > hosts)); then board "$number"; else host "$number"; fi
    echo "10.77.0.1$number $(cut -d' ' -f1,2 "$folder/keys/host.pub")" >>"$folder/keys/known_hosts"
  done
  for number in $(seq $((hosts + 1))); do
    for _ in $(seq 100); do
      answers "$number" && break
      sleep 0.1
    done
    answers "$number" || fail "the host $number does not answer: $(cat "$folder/hosts/h$number"/{out,sshd.log} 2>&1)"
  done
}

hosts_made() {
  local process number network home name
  local -A host_of=() agents=() others=()
  for home in "$folder"/hosts/h*; do
    number=${home##*/h}
    host_of[$(stat -Lc %i "/run/netns/h$number")]=$number
  done
  for process in $(grep -lz '^ROBOCONF_MACHINE=' /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3); do
    network=$(stat -Lc %i "/proc/$process/ns/net" 2>/dev/null) || continue
    number=${host_of[$network]-}
    [[ $number ]] || continue
    if grep -qz '^ROBOCONF_AGENT=' "/proc/$process/environ" 2>/dev/null; then
      agents[$number]=$process
    else
      others[$number]+=" $process"
    fi
  done
  for number in "${host_of[@]}"; do
    home=$folder/hosts/h$number/roboconf
    if [[ -e $home/lease && ${agents[$number]-} ]]; then
      echo "server 10.77.0.1$number"
    elif [[ ${agents[$number]-}${others[$number]-} ]]; then
      echo "process ${agents[$number]-}${others[$number]-} of h$number"
    fi
    for name in "$home"/* "$home"/.[!.]*; do
      [[ -e $name ]] || continue
      case ${name##*/} in
        agents | lock | program-*) ;; # stays for the next machine
        *) echo "file h$number/${name##*/}" ;;
      esac
    done
  done
}
