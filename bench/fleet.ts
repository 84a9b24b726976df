import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ceiling, costRatio, type Figure } from "./lib/figure.js";
import { interleave } from "./lib/interleave.js";
import { bringUpFleet, type Fleet } from "./lib/lab.js";
import { measure, type Measured } from "./lib/measure.js";
import type { BenchOptions } from "./lib/options.js";
import { root } from "./lib/root.js";

const atOnce = "100";
const checksPerHost = 10;

/** Ten shell-based checks on each real host, against a bare ssh2 loop that runs the same commands. */
export async function fleet(options: BenchOptions): Promise<readonly Figure[]> {
  const hosts = bringUpFleet(options.hosts);
  const inside = { before: hosts.enter, env: hosts.env };
  const peerFiles = writePeerFiles(hosts);
  const { ours, peer } = await interleave(
    options.rounds ?? 5,
    async () => verifyOurs(await measure(ourCommand(), inside), options.hosts),
    async () => verifyPeer(await measure(peerCommand(hosts, peerFiles), inside), options.hosts),
  );
  const bench = "fleet";
  const what = (number: string): string => `${number}, ${options.hosts} hosts × ${checksPerHost} checks`;
  return [
    costRatio({ bench, what: what("wall"), unit: "ms", ours: ours.wallMs, peer: peer.wallMs, bound: 1.3 }),
    costRatio({ bench, what: what("client CPU"), unit: "ms", ours: ours.cpuMs, peer: peer.cpuMs, bound: 2 }),
    ceiling({ bench, what: what("peak memory"), unit: "MB", ours: ours.peakMb, bound: 250 }),
  ];
}

function ourCommand(): [string, ...string[]] {
  const program = join(root, "bin/itom.js");
  return [process.execPath, program, "check", "--no-record", "--json", "--forks", atOnce];
}

function peerCommand(hosts: Fleet, files: { addresses: string; script: string }): [string, ...string[]] {
  const program = join(import.meta.dirname, "peers/bare-loop.js");
  const key = join(hosts.folder, "keys/id_ed25519");
  return [process.execPath, program, files.addresses, key, "ops", files.script, atOnce];
}

function writePeerFiles(hosts: Fleet): { addresses: string; script: string } {
  const addresses = join(hosts.folder, "addresses");
  writeFileSync(addresses, `${hosts.addresses.join("\n")}\n`);
  return { addresses, script: join(root, "bench/peers/bare-loop.sh") };
}

/** A run that is quick because its checks did not work proves nothing. */
function verifyOurs(sample: Measured, hosts: number): Measured {
  const { results } = JSON.parse(sample.stdout) as {
    results: { state: string; host?: string; summary: string }[];
  };
  const failed = results.filter(({ state }) => state === "UNKNOWN" || state === "UNREACHABLE");
  if (results.length !== hosts * checksPerHost || failed.length > 0) {
    throw new Error(
      `${results.length} results, ${failed.length} of them unknown: ${JSON.stringify(failed.slice(0, 2))}`,
    );
  }
  return sample;
}

function verifyPeer(sample: Measured, hosts: number): Measured {
  if (Number(sample.stdout) !== hosts)
    throw new Error(`the peer came to its end on ${sample.stdout.trim()} hosts`);
  return sample;
}
