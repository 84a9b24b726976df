import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labFolder } from "./lab.js";
import { run, type Ended } from "./run.js";

export const itomProgram = join(import.meta.dirname, "../../../bin/itom.js");

/** Runs the built program on the control node, with the lab's inventory unless `-i` says otherwise. */
export function itom(...words: readonly string[]): Promise<Ended> {
  return run(process.execPath, [itomProgram, ...words]);
}

export interface SeenResult {
  readonly state: string;
  readonly summary: string;
  readonly error?: { readonly kind: string };
}

/** The results of a `--json` run, by `host/check` or `service:NAME/check`. */
export function resultsOf(ended: Ended): Map<string, SeenResult> {
  const { results } = JSON.parse(ended.stdout) as {
    results: (SeenResult & { host?: string; service?: string; check: string })[];
  };
  return new Map(
    results.map((result) => [`${result.host ?? `service:${result.service}`}/${result.check}`, result]),
  );
}

let variants = 0;

/** A changed copy of the lab's inventory beside it, so that relative paths hold; `remove` takes it away. */
export function withInventory(change: (text: string) => string): {
  readonly file: string;
  readonly remove: () => void;
} {
  variants += 1;
  const file = join(labFolder, `variant-${process.pid}-${variants}.yaml`);
  const text = readFileSync(join(labFolder, "inventory.yaml"), "utf8");
  writeFileSync(file, change(text), { mode: 0o600 });
  return { file, remove: () => rmSync(file) };
}

/** The lab's hosts with other checks. */
export function withChecks(checks: string): ReturnType<typeof withInventory> {
  return withInventory((text) => `${text.split(/^checks:$/m)[0] ?? ""}checks:\n${checks}`);
}
