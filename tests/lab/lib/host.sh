# shellcheck shell=bash
# One host: a network namespace, a root file system of its own over the base, its own processes, name and host key.

# add_host NAME SITE ADDRESS [GATEWAY]: prepares the files; `start_host` starts it.
add_host() {
  local node=$1 site=$2 address=$3 gateway=${4:-}
  local files=$folder/hosts/$node
  add_namespace "$node"
  plug "$node" eth0 "$site" "$address" "$gateway"
  mkdir -p "$files"/{upper/lab,work,root}
  echo "$node" >"$files/upper/lab/name"
  mkdir -p "$files/upper/etc"
  printf '127.0.0.1 localhost\n%s %s\n' "${address%/*}" "$node" >"$files/upper/etc/hosts"
  if [ -d "$here/hosts/$node" ]; then cp -a "$here/hosts/$node/." "$files/upper/"; fi
  chown -R root:root "$files/upper"
}

# host_key NAME: an ed25519 key, and the host's line in known_hosts.
host_key() {
  local node=$1 address=$2 type=${3:-ed25519}
  local file=$folder/hosts/$node/upper/etc/ssh/ssh_host_${type}_key
  mkdir -p "${file%/*}"
  ssh-keygen -q -t "$type" ${4:+-b "$4"} -N '' -C "$node" -f "$file"
  echo "$node,$address $(cut -d' ' -f1,2 "$file.pub")" >"$folder/hosts/$node/known_hosts"
}

# start_host NAME [BASE]: all its mounts are in a namespace of its own and end with its last process.
start_host() {
  local node=$1 lower=${2:-$folder/layer:$base}
  # Not through a function: the shell would stay as the parent of each host.
  nsenter --net="$netns_folder/$prefix$node" -- setsid unshare --mount --uts --ipc --pid --fork --kill-child=KILL \
    bash "$here/lib/itom-lab-host-init" "$node" "$folder/hosts/$node" "$lower" \
    </dev/null >"$folder/hosts/$node/log" 2>&1 9>&- &
  echo $! >"$folder/hosts/$node/pid"
}

# A host is up when its start script came to its end.
wait_for_hosts() {
  local node try
  for node in "$@"; do
    for try in $(seq 600); do
      [ -e "$folder/hosts/$node/upper/lab/ready" ] && break
      [ "$try" -lt 600 ] || die "$node did not start: $(tail -n 3 "$folder/hosts/$node/log")"
      sleep 0.1
    done
  done
}

# The layer that all hosts of a lab have in common, between the base and each host's own files.
make_layer() {
  rm -rf "$folder/layer"
  cp -a "$here/layer" "$folder/layer"
  mkdir -p "$folder/layer/etc/ssh"
  cp "$folder/keys/authorized_keys" "$folder/layer/etc/ssh/lab_authorized_keys"
  cp "$folder/resolv.conf" "$folder/layer/etc/resolv.conf"
  chown -R root:root "$folder/layer"
  chmod 600 "$folder/layer/etc/snmp/snmpd.conf"
  chmod 440 "$folder"/layer/etc/sudoers.d/*
}

run_on_host() {
  local node=$1 outer inner
  shift
  outer=$(cat "$folder/hosts/$node/pid" 2>/dev/null) || die "no host named $node"
  inner=$(cat "/proc/$outer/task/$outer/children") || die "$node is not running"
  exec nsenter --target "${inner%% *}" --mount --uts --ipc --net --pid --root --wd -- "$@"
}
