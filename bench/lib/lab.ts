import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./root.js";

const program = join(root, "tests/lab/lab");

/** A lab of the benchmark's own, so that it disturbs no other. */
const env = { ITOM_LAB_NAME: "bench" };

export interface Fleet {
  readonly folder: string;
  /** What leads into the control node. */
  readonly enter: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
}

/** Brings `hosts` plain hosts up, which is quick where they are up already. Needs root. */
export function bringUpFleet(hosts: number): Fleet {
  lab("up", "--scenario", "fleet", "--hosts", String(hosts));
  const addresses = Array.from(
    { length: hosts },
    (_, index) => `10.78.${Math.floor(index / 250)}.${(index % 250) + 1}`,
  );
  return { folder: "/var/lib/itom-lab-bench", enter: [program, "ctl"], env, addresses };
}

export function takeFleetDown(): void {
  lab("down");
}

function lab(...words: readonly string[]): void {
  const done = spawnSync(program, words, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  if (done.status !== 0) throw new Error(`lab ${words.join(" ")} failed`);
}
