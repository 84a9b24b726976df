# shellcheck shell=bash
# Scenario `small`: three sites and one host of every kind.
#
#   main 10.77.1.0/24 ── router ── slow cable ── branch 10.77.2.0/24
#        └── jump1 ── dmz 10.77.3.0/24, which nothing else leads to

small_main="jump1:20 web1:11 web2:12 db1:13 full1:14 plain1:15 legacy1:16 down1:17 dns1:53"
small_hosts=(jump1 web1 web2 db1 full1 plain1 legacy1 down1 dns1 slow1 app1 app2)

up_small() {
  local site entry node
  echo "nameserver 10.77.1.53" >"$folder/resolv.conf"
  make_layer
  make_authority
  for site in main branch dmz; do add_site "$site"; done
  add_router router
  plug router eth0 main 10.77.1.1/24
  slow_cable router eth1 branch 10.77.2.1/24
  add_namespace ctl
  plug ctl eth0 main 10.77.1.10/24 10.77.1.1

  for entry in $small_main; do
    node=${entry%:*}
    add_host "$node" main "10.77.1.${entry#*:}/24" 10.77.1.1
    [ "$node" = legacy1 ] || host_key "$node" "10.77.1.${entry#*:}"
  done
  host_key legacy1 10.77.1.16 rsa 2048
  add_host slow1 branch 10.77.2.11/24 10.77.2.1 && host_key slow1 10.77.2.11
  for node in app1 app2; do
    add_host "$node" dmz "10.77.3.1${node#app}/24" && host_key "$node" "10.77.3.1${node#app}"
    only_from "$node" 10.77.3.20
  done
  plug_jump
  add_busybox_host box1 10.77.1.18
  small_certificates
  small_dns

  for node in "${small_hosts[@]}"; do start_host "$node"; done
  start_host box1 "$busybox_base"
  wait_for_hosts "${small_hosts[@]}" box1
  ip -n "${prefix}down1" link set eth0 down
  write_small_inventory
}

plug_jump() {
  ip -n "${prefix}dmz" link add jump1 type veth peer name eth1 netns "${prefix}jump1"
  ip -n "${prefix}dmz" link set jump1 master br0 up
  ip -n "${prefix}jump1" address add 10.77.3.20/24 dev eth1
  ip -n "${prefix}jump1" link set eth1 up
}

only_from() {
  mkdir -p "$folder/hosts/$1/upper/etc/ssh/sshd_config.d"
  echo "AllowUsers root@$2 ops@$2" >"$folder/hosts/$1/upper/etc/ssh/sshd_config.d/only.conf"
}

add_busybox_host() {
  local node=$1 address=$2 files=$folder/hosts/$1 key
  add_host "$node" main "$address/24" 10.77.1.1
  mkdir -p "$files/upper"/{root/.ssh,etc/dropbear}
  cp "$folder/keys/authorized_keys" "$files/upper/root/.ssh/authorized_keys"
  chmod 700 "$files/upper/root" "$files/upper/root/.ssh"
  key=$(chroot "$base" dropbearkey -t ed25519 -f "/tmp/$prefix$node" 2>/dev/null | grep '^ssh-ed25519')
  mv "$base/tmp/$prefix$node" "$files/upper/etc/dropbear/dropbear_ed25519_host_key"
  echo "$node,$address $(echo "$key" | cut -d' ' -f1,2)" >"$files/known_hosts"
}

small_certificates() {
  local web1=$folder/hosts/web1/upper/etc/nginx/tls web2=$folder/hosts/web2/upper/etc/nginx/tls
  mkdir -p "$web1" "$web2"
  make_certificate "$web1/good" web1.lab.test 10.77.1.11 365
  make_certificate "$web2/soon" web2.lab.test 10.77.1.12 3
  make_certificate "$web2/expired" web2.lab.test 10.77.1.12 -1
  make_self_signed "$web2/self" web2.lab.test
}

small_dns() {
  local entry
  {
    for entry in $small_main box1:18; do echo "host-record=${entry%:*}.lab.test,10.77.1.${entry#*:}"; done
    echo "host-record=slow1.lab.test,10.77.2.11"
  } >"$folder/hosts/dns1/upper/etc/lab-hosts.conf"
}
