# The first process of a room, or of a machine in it: bash init.sh ROOM | bash init.sh MACHINE ADDRESS PROGRAM…
# It says "ready" when all is set up that needs nobody else, and ends when its input does, and all others with it.
set -euo pipefail

# An empty file system in place of a folder, but for what of it is listed in $VISIBLE.
fresh() {
  local folder=$1 kept=/run/kept path
  mkdir -p "$kept"
  mount --rbind "$folder" "$kept"
  mount -t tmpfs -o mode=1777 tmpfs "$folder"
  while read -r path; do
    [[ $path == "$folder"/* ]] || continue
    mkdir -p "$path"
    mount --bind "$kept${path#"$folder"}" "$path"
  done <<<"$VISIBLE"
  umount --lazy "$kept"
}

name=$1
[ $# -gt 1 ] || mount -t tmpfs tmpfs /run  # one for the room and all its machines
fresh /tmp
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
hostname "$name"
ip link set lo up
if [ $# = 1 ]; then
  ip link add bridge address 02:00:00:00:00:fe type bridge
  ip address add 10.77.0.254/24 dev bridge
  ip link set bridge up
  echo "127.0.0.1 localhost" >/run/hosts
  mount --bind /run/hosts /etc/hosts
  echo ready
else
  address=$2
  shift 2
  echo ready
  read -r _  # until the network cable is plugged in
  ip address add "10.77.0.$address/24" dev eth0
  ip link set eth0 up
  ip route add default via 10.77.0.254
  "$@" </dev/null &
fi
exec >>"/run/$name.log" 2>&1
while read -r _; do :; done
