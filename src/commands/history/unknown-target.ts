import type { CommandContext } from "../../cli/context/context.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";

/** Why there is nothing to show: a name that nobody recorded, or a time in which nothing was. */
export async function unknownTarget(
  context: CommandContext,
  target: string,
  from: Date,
  to: Date,
): Promise<ItomError> {
  const present = await (await context.checkStore()).present();
  if (present.size === 0) {
    return new ItomError("UNAVAILABLE", "no check has been recorded yet", {
      hint: "itom check records its results",
    });
  }
  const keys = [...present.keys()];
  const names = new Set([...keys, ...keys.map((key) => key.slice(0, key.lastIndexOf("/")))]);
  if (names.has(target)) {
    const stretch = `${from.toISOString()} to ${to.toISOString()}`;
    return new ItomError("UNAVAILABLE", `nothing was recorded of ${target} from ${stretch}`, {
      hint: "look further back with --since; settings.history says how long results are kept",
    });
  }
  return new ItomError("USAGE", `nothing is known of "${target}"`, { hint: didYouMean(target, names) });
}
