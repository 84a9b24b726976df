/** Daemons that live at a port by custom (IANA's registry, and their own manuals). */
const names: Readonly<Record<number, string>> = {
  21: "ftp",
  22: "ssh",
  25: "smtp",
  53: "dns",
  80: "http",
  110: "pop3",
  111: "rpcbind",
  143: "imap",
  389: "ldap",
  443: "https",
  465: "smtps",
  587: "submission",
  631: "cups",
  636: "ldaps",
  993: "imaps",
  995: "pop3s",
  2049: "nfs",
  2379: "etcd",
  3306: "mysql",
  5432: "postgresql",
  5672: "rabbitmq",
  6379: "redis",
  6443: "kubernetes",
  9090: "prometheus",
  9100: "node_exporter",
  9200: "elasticsearch",
  10_250: "kubelet",
  11_211: "memcached",
  27_017: "mongodb",
};

export function nameOfPort(port: number): string {
  const name = names[port];
  return name === undefined ? `port ${port}` : `${name} (${port})`;
}
