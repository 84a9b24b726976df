import type { CommandContext } from "../../../cli/context/context.js";
import { duration } from "../../../cli/parse-global.js";
import { ItomError } from "../../../lib/errors.js";

const shortestMs = 1_000;

interface Others {
  readonly list?: boolean;
  readonly types?: boolean | string;
  readonly explain?: string;
  readonly out?: readonly string[];
  readonly changed?: boolean;
  readonly serve?: string;
}

/** The interval of `--watch` in milliseconds; throws USAGE where nothing could be shown live. */
export function readInterval(
  { global, terminal, env }: Pick<CommandContext, "global" | "terminal" | "env">,
  written: string,
  others: Others,
): number {
  const ms = duration("--watch", written);
  if (ms < shortestMs) throw new ItomError("USAGE", `--watch takes at least 1s, not "${written}"`);
  const other = otherOutput(global.json, others);
  if (other !== undefined) {
    throw new ItomError("USAGE", `--watch shows a live screen, which ${other} has no place in`, {
      hint: "leave one of the two away",
    });
  }
  const hint = "for cron there is: itom check --changed; for a program: itom check --json";
  if (!terminal.stdout.isTTY)
    throw new ItomError("USAGE", "--watch needs a terminal, and stdout is none", { hint });
  if (env["TERM"] === "dumb")
    throw new ItomError("USAGE", "--watch needs a terminal that can move its cursor, and TERM is dumb", {
      hint,
    });
  return ms;
}

function otherOutput(
  json: boolean,
  { list, types, explain, out, changed, serve }: Others,
): string | undefined {
  if (json) return "--json";
  if (out && out.length > 0) return "--out";
  if (serve !== undefined) return "--serve";
  if (list === true) return "--list";
  if (types !== undefined) return "--types";
  if (explain !== undefined) return "--explain";
  return changed === true ? "--changed" : undefined;
}
