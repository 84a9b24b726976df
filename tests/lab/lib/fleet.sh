# shellcheck shell=bash
# Scenario `fleet`: many plain hosts on one switch, for figures.

fleet_address() { echo "10.78.$((($1 - 1) / 250)).$((($1 - 1) % 250 + 1))"; }

up_fleet() {
  local count=$1 number node nodes=()
  # A bridge has 1,023 ports.
  if [ "$count" -lt 1 ] || [ "$count" -gt 1000 ]; then die "--hosts takes 1 to 1000"; fi
  : >"$folder/resolv.conf"
  make_layer
  raise_neighbours
  add_site main
  add_namespace ctl
  plug ctl eth0 main 10.78.255.1/16
  for number in $(seq "$count"); do
    node=$(printf 'h%04d' "$number")
    nodes+=("$node")
    add_host "$node" main "$(fleet_address "$number")/16"
    host_key "$node" "$(fleet_address "$number")"
    start_host "$node"
  done
  wait_for_hosts "${nodes[@]}"
  learn_neighbours "$count"
  write_fleet_inventory "$count"
}

# Each question "who has this address" goes out of every port of the switch: a hundred at once would overflow its queue,
# and some hosts seem to be unreachable. Asked one after another they are known from then on.
learn_neighbours() {
  local number
  for number in $(seq "$1"); do fleet_address "$number"; done |
    in_namespace ctl fping -q -c 1 -i 10 -t 3000 >/dev/null 2>&1 || :
}

# All namespaces share one neighbour table's bounds, which only the machine's own namespace can set.
raise_neighbours() {
  local level have
  if [ "$(sysctl -n net.core.netdev_max_backlog)" -lt 65536 ]; then sysctl -q -w net.core.netdev_max_backlog=65536; fi
  for level in 1:4096 2:8192 3:16384; do
    have=$(sysctl -n "net.ipv4.neigh.default.gc_thresh${level%:*}")
    if [ "$have" -lt "${level#*:}" ]; then sysctl -q -w "net.ipv4.neigh.default.gc_thresh${level%:*}=${level#*:}"; fi
  done
}
