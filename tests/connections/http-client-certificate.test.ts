import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHttpPort } from "../../src/connections/http/http-port.js";
import { makeCertificate } from "../../src/demo/network/certificate.js";
import type { HttpObservation } from "../../src/ports/http.js";
import type { TlsFiles } from "../../src/ports/tls.js";

const port = createHttpPort({ lookup: async () => ["127.0.0.1"] });
const authority = makeCertificate({ subject: "Demo CA", authority: true });
const stranger = makeCertificate({ subject: "Other CA", authority: true });
const server = makeCertificate({ subject: "web1.test", names: ["web1.test"], issuer: authority });
const ours = makeCertificate({ subject: "monitor", names: ["monitor.test"], issuer: authority });
const foreign = makeCertificate({ subject: "monitor", names: ["monitor.test"], issuer: stranger });
const servers: Server[] = [];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "itom-mtls-"));
  const files = { "ca.pem": authority, "ours.pem": ours, "foreign.pem": foreign };
  for (const [name, { certificate, key }] of Object.entries(files)) {
    await writeFile(join(folder, name), certificate);
    await writeFile(join(folder, name.replace(".pem", ".key")), key);
  }
});
afterAll(async () => {
  for (const each of servers) each.close();
  await rm(folder, { recursive: true, force: true });
});

function start(maxVersion: "TLSv1.2" | "TLSv1.3"): Promise<number> {
  const { certificate: cert, key } = server;
  const options = { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
  const started = createServer({ ...options, maxVersion }, (request, answer) => {
    answer.end((request.socket as TLSSocket).getPeerCertificate().subject.CN);
  });
  servers.push(started);
  return new Promise((resolve) => {
    started.listen(0, "127.0.0.1", () => resolve((started.address() as AddressInfo).port));
  });
}

function ask(number: number, name?: string): Promise<HttpObservation> {
  const files: TlsFiles = {
    ca: join(folder, "ca.pem"),
    ...(name !== undefined && {
      certificate: join(folder, `${name}.pem`),
      key: join(folder, `${name}.key`),
    }),
  };
  return port.request({
    url: `https://web1.test:${number}/`,
    method: "GET",
    headers: {},
    redirects: 0,
    maxBodyBytes: 10_000,
    insecure: false,
    files,
    timeoutMs: 8_000,
    signal: new AbortController().signal,
  });
}

test.each(["TLSv1.2", "TLSv1.3"] as const)(
  "our certificate is shown where it is asked for: %s",
  async (version) => {
    const seen = await ask(await start(version), "ours");
    expect(seen.status).toBe(200);
    expect(seen.body.toString()).toBe("monitor");
  },
);

test.each([
  ["TLSv1.2", undefined],
  ["TLSv1.2", "foreign"],
  ["TLSv1.3", undefined],
  ["TLSv1.3", "foreign"],
] as const)("no answer where the server does not take our certificate: %s, %s", async (version, name) => {
  // With TLS 1.3 the server's reset can overtake its reason.
  const kind = expect.stringMatching(version === "TLSv1.3" ? /^(?:TLS|LOST)$/ : /^TLS$/) as string;
  await expect(ask(await start(version), name)).rejects.toMatchObject({ kind });
});
