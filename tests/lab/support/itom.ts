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

/** The lab's hosts with other checks, as a file beside the lab's inventory; `remove` takes it away. */
export function withChecks(checks: string): { readonly file: string; readonly remove: () => void } {
  const [hosts = ""] = readFileSync(join(labFolder, "inventory.yaml"), "utf8").split(/^checks:$/m);
  variants += 1;
  const file = join(labFolder, `variant-${process.pid}-${variants}.yaml`);
  writeFileSync(file, `${hosts}checks:\n${checks}`);
  return { file, remove: () => rmSync(file) };
}
