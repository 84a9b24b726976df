# shellcheck shell=bash
# What a bare Debian machine lacks. Services that come along are not started.

debian_packages="ca-certificates curl debootstrap openssh-client openssh-server iproute2 iputils-ping fping busybox dash
  shellcheck snmp openssl python3 procps util-linux monitoring-plugins-basic"

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

install_npm_packages() {
  again npm run setup
}
