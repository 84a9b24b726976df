import type { DemoServices } from "./services.js";

interface Ports extends DemoServices {
  /** Of the authority that signed the demo's certificates. */
  readonly authorityFile: string;
  /** SSH by host name. */
  readonly ssh: ReadonlyMap<string, number>;
}

/** The demo's inventory: also a good example to start from. */
export function inventoryText(ports: Ports): string {
  const ssh = (name: string): string => `ssh: { port: ${ports.ssh.get(name)} }`;
  const [web1, web2, web3] = ports.http;
  return `# The inventory of "itom demo". Every host is on this machine, on ports of its own.
version: 1
settings: { timezone: UTC }

defaults:
  ssh:
    user: demo
    identity: keys/id_ed25519
    identities_only: true       # offer this key only, not those of your agent
    known_hosts: known_hosts    # strict: a host with another key is refused
    config: none                # your ~/.ssh/config does not count here

groups:
  prod: {}
  web: { cluster: true, parents: [sw1] }    # cluster: never change two members at once
  db: { parents: [sw1] }

hosts:
  sw1:
    address: 127.0.0.1
    connection: snmp
    snmp: { version: 2, community: public, port: ${ports.snmp} }
  bastion: { address: 127.0.0.1, ${ssh("bastion")}, parents: [sw1] }
  web1: { address: 127.0.0.1, ${ssh("web1")}, groups: [web, prod], vars: { http: ${web1} } }
  web2: { address: 127.0.0.1, ${ssh("web2")}, groups: [web, prod], vars: { http: ${web2} } }
  web3: { address: 127.0.0.1, ${ssh("web3")}, groups: [web, prod], vars: { http: ${web3} } }
  app1: { address: 127.0.0.1, ${ssh("app1")}, groups: [prod], parents: [sw1], depends_on: [db1], tags: [shop] }
  db1:                                      # reached through the bastion
    address: 127.0.0.1
    ssh: { port: ${ports.ssh.get("db1")}, jump: bastion }
    groups: [db, prod]
    tags: [postgres]
    asset: { serial: DEMO-0042, owner: team-data }
  db2: { address: 127.0.0.1, ${ssh("db2")}, groups: [db], tags: [postgres] }
  vault1: { address: 127.0.0.1, ${ssh("vault1")}, groups: [prod] }
  mail1: { address: 127.0.0.1, connection: none }
  ns1: { address: 127.0.0.1, connection: none }
  store1: { address: 127.0.0.1, connection: none, parents: [sw1], tags: [shop] }

services:
  shop:
    owner: team-shop
    tier: 1
    depends_on: [{ at_least: 2, of: [web1, web2, web3] }, app1, db1]
    slo: { availability: 99.9%, over: 30d }

checks:
  # One SSH session for each host makes all of its shell checks.
  - { on: "prod,db,bastion", type: disk, warn: 80%, crit: 95% }
  - { on: web, id: nginx, type: command, command: systemctl is-active nginx }
  - { on: app1, id: orders, type: command, command: systemctl is-active orders }
  - { on: "tag:postgres", id: postgres, type: plugin, command: check_postgres -H localhost }
  - { on: web, id: front, type: http, url: "http://{{ address }}:{{ http }}/healthz", expect: { status: 200, body: ok }, warn: 2s, crit: 15s }
  - { on: mail1, id: certificate, type: tls, port: ${ports.tls}, sni: mail.example.test, ca: ${JSON.stringify(ports.authorityFile)}, warn: 14d, crit: 2d }
  - { on: ns1, type: dns, name: shop.example.test, server: "127.0.0.1:${ports.dns}", expect: 192.0.2.10 }
  - { on: store1, id: https, type: tcp, port: 1 }
  - on: sw1
    id: uplink
    type: snmp
    oids:
      - { oid: 1.3.6.1.2.1.2.2.1.8.1, label: status, expect: 1 }       # ifOperStatus: up
      - { oid: 1.3.6.1.2.1.2.2.1.14.1, label: errors, unit: c, warn: 1000 }
  - { on: "service:shop", id: front, type: http, url: "http://127.0.0.1:${web1}/healthz", expect: { status: 200 } }
`;
}
