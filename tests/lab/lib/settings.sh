# shellcheck shell=bash
# Names and folders of one lab. Everything that it makes bears `prefix`, so that `down` finds it after a crash.
# shellcheck disable=SC2034  # the other parts use them

name=${ITOM_LAB_NAME:-}
case $name in *[!a-z0-9-]*) echo "lab: ITOM_LAB_NAME may hold a-z, 0-9 and - only" >&2 && exit 64 ;; esac
prefix=itom-lab${name:+-$name}.
folder=/var/lib/itom-lab${name:+-$name}
base_folder=/var/lib/itom-lab-base
netns_folder=/run/netns

say() { echo "lab: $*" >&2; }
die() { say "$*" && exit 1; }

need_root() {
  [ "$(id -u)" = 0 ] || die "namespaces and mounts need root"
}

# Runs one `up` or `down` at a time; the lock ends with the process that holds it, whatever ends that.
take_lock() {
  mkdir -p "$folder"
  exec 9>"$folder.lock"
  flock -w 600 9 || die "another lab command holds $folder.lock"
}
