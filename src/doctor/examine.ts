import type { Finding, HostInput, HostStep, LocalInput, LocalStep, StepResult } from "./contract.js";
import { skipped } from "./findings.js";
import { hostSteps } from "./host/registry.js";
import { createPath } from "./host/path.js";
import { localSteps } from "./local/registry.js";

/** Looks at this machine, step by step. */
export async function examineLocal(
  input: LocalInput,
  steps: readonly LocalStep[] = localSteps,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps)
    results.push(await timed(step.name, () => unlessAborted(input.signal, () => step.run(input))));
  return results;
}

/** Walks the path to a host; what needs a step that failed is skipped, with the reason. */
export async function examineHost(
  input: HostInput,
  steps: readonly HostStep[] = hostSteps,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const blocked = new Set<string>();
  const path = createPath(input);
  try {
    for (const step of steps) {
      const missing = step.needs.find((name) => blocked.has(name));
      const look = async (): Promise<Finding> =>
        missing === undefined
          ? unlessAborted(input.signal, () => step.run(input, path))
          : skipped(`${missing} did not work`);
      const result = await timed(step.name, look);
      if (result.status === "failed" || missing !== undefined) blocked.add(step.name);
      results.push(result);
    }
  } finally {
    await path.close();
  }
  return results;
}

async function unlessAborted(signal: AbortSignal, look: () => Promise<Finding>): Promise<Finding> {
  return signal.aborted ? { ...skipped("cancelled"), kind: "CANCELLED" } : look();
}

async function timed(step: string, look: () => Promise<Finding>): Promise<StepResult> {
  const started = performance.now();
  const finding = await look();
  return { step, ...finding, durationMs: Math.round(performance.now() - started) };
}
