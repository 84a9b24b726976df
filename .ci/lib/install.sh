# shellcheck shell=bash
# What a bare Debian machine lacks. Services that come along are not started.

debian_packages="ca-certificates curl git debootstrap openssh-client openssh-server iproute2 iputils-ping fping busybox dash
  shellcheck snmp openssl python3 procps util-linux monitoring-plugins-basic prometheus nagios4-core libxml2-utils"

# again COMMAND…: the network may fail for a moment.
again() {
  local try
  for try in 1 2 3 4; do
    "$@" && return
    echo "try $try failed: $*" >&2
    sleep $((try * 5))
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

forbid_services() {
  [ -e /usr/sbin/policy-rc.d ] && return
  printf '#!/bin/sh\n# itom-ci\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null
  as_root chmod 755 /usr/sbin/policy-rc.d
}

allow_services() {
  if grep -qs '^# itom-ci$' /usr/sbin/policy-rc.d; then as_root rm -f /usr/sbin/policy-rc.d; fi
}

install_packages() {
  local options=(-q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  export DEBIAN_FRONTEND=noninteractive
  again as_root apt-get "${options[@]}" update || return 1
  forbid_services
  # shellcheck disable=SC2086  # a list of words
  again as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get "${options[@]}" install -y --no-install-recommends $debian_packages
}

node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null
}

# Debian 12 has Node 18 only, whose npm can fetch a newer one.
install_node() {
  again as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends nodejs npm &&
    node_of 22
}

install_npm_packages() {
  again npm run setup
}
