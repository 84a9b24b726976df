import type { DnsPort } from "./dns.js";
import type { HttpPort } from "./http.js";
import type { IcmpPort } from "./icmp.js";
import type { NtpPort } from "./ntp.js";
import type { SecretsPort } from "./secrets.js";
import type { ShellPort } from "./shell.js";
import type { SnmpPort } from "./snmp.js";
import type { TcpPort } from "./tcp.js";
import type { TlsPort } from "./tls.js";

/** Everything a capability may reach the world through; cli/context wires it. */
export interface Ports {
  readonly dns: DnsPort;
  readonly http: HttpPort;
  readonly icmp: IcmpPort;
  readonly ntp: NtpPort;
  readonly secrets: SecretsPort;
  readonly shell: ShellPort;
  readonly snmp: SnmpPort;
  readonly tcp: TcpPort;
  readonly tls: TlsPort;
}
