import { keyOfResult, type CheckResult, type Evidence, type PlannedCheck } from "../../../checks/index.js";
import { renderExplanation } from "../../../output/check/explain.js";
import type { Palette } from "../../../terminal/palette.js";
import { sanitiseLine } from "../../../terminal/sanitise.js";

const same = (text: string): string => text;
/** Lines of the screen are cut to its width, which painted text can't be. */
const unpainted: Palette = { good: same, warning: same, bad: same, unknown: same, dim: same, strong: same };

/** What each check's last result was made from. */
export class EvidenceBook {
  readonly #checks: ReadonlyMap<string, PlannedCheck>;
  readonly #evidence = new Map<string, Evidence>();

  constructor(checks: readonly PlannedCheck[]) {
    this.#checks = new Map(checks.map((check) => [keyOfPlanned(check), check]));
  }

  note(check: PlannedCheck, evidence: Evidence): void {
    this.#evidence.set(keyOfPlanned(check), evidence);
  }

  /** As `--explain` shows it, one line each, safe to print. */
  explain(result: CheckResult): string[] {
    const key = keyOfResult(result);
    const check = this.#checks.get(key);
    if (!check) return [`${key} is not among the checks`];
    const text = renderExplanation(check, result, { evidence: this.#evidence.get(key) }, unpainted);
    return text.trimEnd().split("\n").map(sanitiseLine);
  }
}

function keyOfPlanned({ target, targetName, id }: PlannedCheck): string {
  return keyOfResult({
    ...(target.kind === "host" ? { host: targetName } : { service: targetName }),
    check: id,
  });
}
