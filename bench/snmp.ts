import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { speedUp, type Figure } from "./lib/figure.js";
import { interleave } from "./lib/interleave.js";
import { bringUpFleet, type Fleet } from "./lib/lab.js";
import { measure, type Measured } from "./lib/measure.js";
import type { BenchOptions } from "./lib/options.js";

const atOnce = 100;
/** The system group and two interfaces of 22 columns. */
const leastValues = 60;

/** system and ifTable of real agents, against `snmpbulkwalk` in parallel. */
export async function snmp(options: BenchOptions): Promise<readonly Figure[]> {
  const hosts = bringUpFleet(options.hosts);
  const inside = { before: hosts.enter, env: hosts.env };
  const addresses = join(hosts.folder, "addresses");
  writeFileSync(addresses, `${hosts.addresses.join("\n")}\n`);
  const { ours, peer } = await interleave(
    options.rounds ?? 7,
    async () => verify(await measure(ourCommand(addresses), inside), hosts),
    async () => verify(await measure(peerCommand(addresses), inside), hosts),
  );
  return [
    speedUp({
      bench: "snmp",
      what: `system and ifTable of ${options.hosts} agents`,
      unit: "ms",
      ours: ours.wallMs,
      peer: peer.wallMs,
      bound: 3,
    }),
  ];
}

function ourCommand(addresses: string): [string, ...string[]] {
  return [process.execPath, join(import.meta.dirname, "sides/walk.js"), addresses, String(atOnce)];
}

function peerCommand(addresses: string): [string, ...string[]] {
  const walk = (oid: string): string => `snmpbulkwalk -v2c -c lab-community -Oqn "$1" ${oid}`;
  const both = `${walk("1.3.6.1.2.1.1")}; ${walk("1.3.6.1.2.1.2.2")}`;
  return ["sh", "-c", `xargs -a ${addresses} -P ${atOnce} -n 1 sh -c '${both}' walk | wc -l`];
}

/** Both sides print how many values they got. */
function verify(sample: Measured, hosts: Fleet): Measured {
  if (!(Number(sample.stdout) >= hosts.addresses.length * leastValues)) {
    throw new Error(`only ${sample.stdout.trim()} values from ${hosts.addresses.length} agents`);
  }
  return sample;
}
