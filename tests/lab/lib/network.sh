# shellcheck shell=bash
# Sites and links. Every bridge and every cable is inside namespaces: nothing touches the machine's own network.

in_namespace() { nsenter --net="$netns_folder/$prefix$1" -- "${@:2}"; }

add_namespace() {
  ip netns add "$prefix$1"
  ip -n "$prefix$1" link set lo up
}

# add_site NAME: a namespace that holds one bridge, the site's switch.
add_site() {
  add_namespace "$1"
  # A bridge learns nothing worth 10 s of waiting here: no spanning tree, ports forward at once.
  ip -n "$prefix$1" link add br0 type bridge stp_state 0 forward_delay 0
  ip -n "$prefix$1" link set br0 up
}

# plug NODE INTERFACE SITE ADDRESS/LEN [GATEWAY]: a cable from a node to the site's switch.
plug() {
  local node=$1 interface=$2 site=$3 address=$4 gateway=${5:-}
  ip -n "$prefix$site" link add "$node" type veth peer name "$interface" netns "$prefix$node"
  ip -n "$prefix$site" link set "$node" master br0 up
  ip -n "$prefix$node" -batch - <<TEXT
address add $address dev $interface
link set $interface up
TEXT
  if [ -n "$gateway" ]; then ip -n "$prefix$node" route add default via "$gateway"; fi
}

add_router() {
  add_namespace "$1"
  in_namespace "$1" sysctl -q -w net.ipv4.ip_forward=1
}

# slow_cable ROUTER INTERFACE SITE ADDRESS/LEN: as `plug` for a router, but 40 ms and 1 % loss each way.
# Not by `tc netem`, which many kernels lack: a program carries the frames between two taps.
slow_cable() {
  local router=$1 interface=$2 site=$3 address=$4 try
  nsenter --net="$netns_folder/$prefix$site" -- setsid /usr/bin/python3 "$here/lib/slow-link.py" uplink "$interface" >"$folder/slow-link.log" 2>&1 9>&- &
  for try in $(seq 100); do
    ip -n "$prefix$site" link show "$interface" >/dev/null 2>&1 && break
    [ "$try" -lt 100 ] || die "the slow link did not start: $(cat "$folder/slow-link.log")"
    sleep 0.1
  done
  ip -n "$prefix$site" link set "$interface" netns "$prefix$router"
  ip -n "$prefix$site" link set uplink master br0 up
  ip -n "$prefix$router" address add "$address" dev "$interface"
  ip -n "$prefix$router" link set "$interface" up
}
