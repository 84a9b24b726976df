import type { Problem } from "../../lib/errors.js";
import { formatPosition } from "../../lib/position.js";

interface Noted {
  readonly problem: Problem;
  readonly targets: string[];
}

/** Collects problems, one for each place and message, however many targets have it. */
export class ProblemList {
  readonly #noted = new Map<string, Noted>();

  add(problem: Problem, target?: string): void {
    const place = problem.position ? formatPosition(problem.position) : "";
    const key = `${place}\n${problem.message}\n${problem.expected ?? ""}`;
    const noted = this.#noted.get(key) ?? { problem, targets: [] };
    this.#noted.set(key, noted);
    if (target !== undefined) noted.targets.push(target);
  }

  list(): Problem[] {
    return [...this.#noted.values()].map(({ problem, targets }) => {
      const [first, ...others] = targets;
      if (first === undefined) return problem;
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      return { ...problem, message: `${problem.message} (on ${first}${more})` };
    });
  }
}
