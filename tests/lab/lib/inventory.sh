# shellcheck shell=bash
# What the control node uses: the inventory, an ssh_config with the same facts, and the way in.

write_small_inventory() { sed "s|/var/lib/itom-lab/|$folder/|" "$here/inventories/small.yaml" >"$folder/inventory.yaml"; }

write_fleet_inventory() {
  local number
  {
    cat "$here/inventories/fleet-head.yaml"
    echo "hosts:"
    for number in $(seq "$1"); do
      printf '  h%04d: { address: %s }\n' "$number" "$(fleet_address "$number")"
    done
    cat "$here/inventories/fleet-checks.yaml"
  } >"$folder/inventory.yaml"
}

write_ssh_config() {
  cat >"$folder/ssh_config" <<TEXT
Host *
  IdentityFile $folder/keys/id_ed25519
  IdentitiesOnly yes
  UserKnownHostsFile $folder/known_hosts
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  BatchMode yes
TEXT
}

# The control node: its network, the lab's DNS, and a home folder without the user's own settings.
run_in_ctl() {
  [ -e "$folder/up" ] || die "the lab is down: run lab up first"
  mkdir -p "$folder/home"
  # shellcheck disable=SC2016  # expands inside
  exec env HOME="$folder/home" ITOM_LAB="$folder" ITOM_INVENTORY="$folder/inventory.yaml" SSH_AUTH_SOCK= \
    nsenter --net="$netns_folder/${prefix}ctl" -- unshare --mount \
    sh -c 'mount --bind "$ITOM_LAB/resolv.conf" /etc/resolv.conf && exec "$@"' ctl "$@"
}
