import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { speedUp, type Figure } from "./lib/figure.js";
import { interleave } from "./lib/interleave.js";
import { measure, type Measured } from "./lib/measure.js";
import type { BenchOptions } from "./lib/options.js";
import { root } from "./lib/root.js";
import { makeSilentNetwork, type SilentNetwork } from "./lib/silent-network.js";

const count = 2_048;
const alive = 500;

/** Ping checks of many addresses of which most are silent, against `nmap -sn`. */
export async function ping(options: BenchOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "itom-bench-"));
  const network = makeSilentNetwork(count, alive);
  try {
    writeInventory(join(folder, "inventory.yaml"), network);
    const targets = join(folder, "targets");
    writeFileSync(targets, `${network.addresses.join("\n")}\n`);
    const inside = { before: network.enter, cwd: folder };
    const { ours, peer } = await interleave(
      options.rounds ?? 5,
      async () => verifyOurs(await measure(ourCommand(), inside)),
      async () => verifyPeer(await measure(["nmap", "-sn", "-n", "-iL", targets, "-oG", "-"], inside)),
    );
    const what = `ping of ${count} addresses, ${alive} of them alive, against nmap -sn`;
    return [speedUp({ bench: "ping", what, unit: "ms", ours: ours.wallMs, peer: peer.wallMs, bound: 1 })];
  } finally {
    network.remove();
    rmSync(folder, { recursive: true });
  }
}

function ourCommand(): [string, ...string[]] {
  return [process.execPath, join(root, "bin/itom.js"), "check", "--type", "ping", "--no-record", "--json"];
}

function writeInventory(file: string, { addresses }: SilentNetwork): void {
  const hosts = addresses.map((address, index) => `  h${index}: { address: ${address} }`);
  const check = '  - { on: all, type: ping, warn: "100ms,20%", crit: "500ms,60%" }';
  writeFileSync(file, `${["version: 1", "hosts:", ...hosts, "checks:", check].join("\n")}\n`);
}

function verifyOurs(sample: Measured): Measured {
  const { results } = JSON.parse(sample.stdout) as { results: { state: string }[] };
  const fine = results.filter(({ state }) => state === "OK").length;
  const down = results.filter(({ state }) => state === "CRITICAL").length;
  if (fine !== alive || down !== count - alive) throw new Error(`${fine} are OK and ${down} CRITICAL`);
  return sample;
}

function verifyPeer(sample: Measured): Measured {
  const up = sample.stdout.match(/Status: Up/g)?.length ?? 0;
  if (up !== alive) throw new Error(`nmap found ${up} hosts up`);
  return sample;
}
