import type { Closers } from "./closers.js";
import { makeCertificate } from "./network/certificate.js";
import { startDnsServer } from "./network/dns-server.js";
import { startHttpServer } from "./network/http-server.js";
import { startSnmpAgent } from "./network/snmp-agent.js";
import { startTlsServer } from "./network/tls-server.js";

/** Where the demo's services listen on 127.0.0.1. */
export interface DemoServices {
  /** The fronts of web1, web2 and web3. */
  readonly http: readonly [number, number, number];
  readonly tls: number;
  readonly dns: number;
  readonly snmp: number;
  /** The certificate that signed those of the demo, PEM. */
  readonly authority: string;
}

const dayMs = 86_400_000;

/** Starts what the demo's hosts offer beside SSH. */
export async function startServices(closers: Closers): Promise<DemoServices> {
  const healthy = closers.add(await startHttpServer({ routes: { "/healthz": { body: "ok\n" } } }));
  const failing = closers.add(
    await startHttpServer({ routes: { "/healthz": { status: 500, body: "database is read-only\n" } } }),
  );
  const slow = closers.add(
    await startHttpServer({ routes: { "/healthz": { body: "ok\n", delayMs: 2_500 } } }),
  );
  const authority = makeCertificate({ subject: "itom demo authority", authority: true });
  const certificate = makeCertificate({
    subject: "mail.example.test",
    names: ["mail.example.test", "127.0.0.1"],
    issuer: authority,
    // Half a day more than five, so that the demo says five whenever it runs.
    notAfter: new Date(Date.now() + 5.5 * dayMs),
  });
  const mail = closers.add(
    await startTlsServer({ certificate, greeting: "220 mail.example.test ESMTP\r\n" }),
  );
  const dns = closers.add(await startDnsServer({ zone: { "shop.example.test": { A: ["192.0.2.10"] } } }));
  const snmp = closers.add(await startSwitch());
  return {
    http: [healthy.port, failing.port, slow.port],
    tls: mail.port,
    dns: dns.port,
    snmp: snmp.port,
    authority: authority.certificate,
  };
}

/** A switch with a cable that spoils frames, and a port that is down. */
function startSwitch(): ReturnType<typeof startSnmpAgent> {
  return startSnmpAgent({
    name: "sw1",
    description: "itom demo switch",
    interfaces: [
      { name: "uplink", alias: "to the provider", inOctets: 5_000_000_000n, inErrors: 18_211 },
      { name: "port1", alias: "web1", inOctets: 900_000_000n },
      { name: "port2", alias: "spare", up: false },
    ],
  });
}
