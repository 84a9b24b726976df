import type { Inventory } from "../../inventory/model.js";
import type { Ports } from "../../ports/index.js";
import { createDnsPort } from "../../connections/dns/dns-port.js";
import { createHttpPort } from "../../connections/http/http-port.js";
import { createIcmpPort } from "../../connections/icmp/icmp-port.js";
import { createNtpPort } from "../../connections/ntp/ntp-port.js";
import { createSecrets } from "../../connections/secrets/secrets.js";
import { createShellPort } from "../../connections/shell/shell-port.js";
import { createSnmpPort } from "../../connections/snmp/snmp-port.js";
import { createTcpPort } from "../../connections/tcp/tcp-port.js";
import { createTlsPort } from "../../connections/tls/tls-port.js";

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly atEnd: (task: () => Promise<void>) => void;
}

/** One set of connections for one inventory; each loads its library on first use. */
export function createPorts(inventory: Inventory, { env, atEnd }: Surroundings): Ports {
  const secrets = createSecrets(env);
  const shell = createShellPort({
    hosts: inventory.hosts,
    secrets,
    env,
    forksPerJump: inventory.settings.forksPerJump,
  });
  const snmp = createSnmpPort({ secrets });
  atEnd(() => shell.close());
  atEnd(() => snmp.close());
  return {
    dns: createDnsPort(),
    http: createHttpPort(),
    icmp: createIcmpPort({ env }),
    ntp: createNtpPort(),
    secrets,
    shell,
    snmp,
    tcp: createTcpPort(),
    tls: createTlsPort(),
  };
}
