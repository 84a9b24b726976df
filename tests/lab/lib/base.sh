# shellcheck shell=bash
# The root file system below every host: one debootstrap, kept from run to run and shared by all labs.

base_packages=openssh-server,snmpd,iproute2,iputils-ping,procps,cron,sudo,lsof,busybox,dropbear-bin
base_packages+=,nginx-light,dnsmasq-base,monitoring-plugins-basic,openssl,tini,ca-certificates
base=$base_folder/debian
busybox_base=$base_folder/busybox

# The machine's own mirror and release, as apt knows them: `URI CODENAME`.
machine_mirror() {
  # shellcheck disable=SC2016  # apt-get replaces these
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT) $(LABEL)' 'Created-By: Packages' |
    awk -v want="$(. /etc/os-release && echo "$VERSION_CODENAME")" \
      '$2 == want && $3 == "main" && $4 == "Debian" { print $1, $2; exit }'
}

build_debian() {
  local mirror release attempt
  read -r mirror release < <(machine_mirror) || die "no Debian mirror in apt's sources: run apt-get update first"
  command -v debootstrap >/dev/null || die "install debootstrap first"
  for attempt in 1 2 3; do
    say "building the base (about a minute, kept in $base)"
    # What a killed debootstrap left mounted must not be removed through.
    awk -v below="$base/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount --lazy
    rm -rf "$base"
    # Services must not start on the machine that builds the base; debootstrap's chroot has no init either.
    if debootstrap --variant=minbase --components=main --include="$base_packages" \
      "$release" "$base" "$mirror" >"$base_folder/debootstrap.log" 2>&1 9>&-; then
      break
    fi
    [ "$attempt" -lt 3 ] || die "debootstrap failed: see $base_folder/debootstrap.log"
  done
  rm -rf "$base"/var/cache/apt/archives/*.deb
  chroot "$base" useradd --create-home --shell /bin/bash ops
  # Known to the inventory and of no worth: hosts of the lab can be reached from the lab alone.
  echo 'ops:lab-ops-password' | chroot "$base" chpasswd
}

# A host whose only tools are busybox's, with dropbear as its SSH server.
build_busybox() {
  local root=$busybox_base file
  rm -rf "$root"
  mkdir -p "$root"/{bin,usr/bin,usr/sbin,sbin,etc/dropbear,dev/pts,proc,run,tmp,root,var,lab}
  chmod 1777 "$root/tmp" && chmod 700 "$root/root"
  for file in bin/busybox usr/sbin/dropbear usr/bin/tini; do
    cp "$base/$(readlink -m "/$file" | sed "s|^/||")" "$root/$file" 2>/dev/null || cp "$base/usr/$file" "$root/$file"
  done
  chroot "$base" ldd /bin/busybox /usr/sbin/dropbear /usr/bin/tini | grep -o '/lib[^ ]*' | sort -u | while read -r file; do
    install -D -m 755 "$base$file" "$root$file"
  done
  cp -a "$base"/dev/{null,zero,full,random,urandom,tty,ptmx} "$root/dev/"
  chroot "$root" /bin/busybox --install -s /bin
  printf 'root:x:0:0:root:/root:/bin/sh\nops:x:1000:1000::/root:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\nops:x:1000:\n' >"$root/etc/group"
  echo /bin/sh >"$root/etc/shells"
}

# Builds what is missing; the stamp names the recipe, so that a changed recipe is built anew.
ensure_base() {
  local stamp=$base_folder/stamp recipe
  recipe=$(sha256sum "${BASH_SOURCE[0]}" | cut -d' ' -f1)
  mkdir -p "$base_folder"
  exec 8>"$base_folder.lock"
  flock -w 900 8 || die "another lab builds the base"
  if [ "${1:-}" = fresh ] || [ "$(cat "$stamp" 2>/dev/null)" != "$recipe" ]; then
    [ -z "$(pgrep -f "itom-lab-host-init" || true)" ] || die "the base is in use: take every lab down first"
    rm -f "$stamp"
    build_debian
    build_busybox
    echo "$recipe" >"$stamp"
  fi
  exec 8>&-
}
