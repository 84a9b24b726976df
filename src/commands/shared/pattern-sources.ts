import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { CommandContext } from "../../cli/context/context.js";
import type { PatternSources } from "../../inventory/index.js";

const largestList = 4 * 1024 * 1024;

/** States that `@last:failed` means: what is critical, and what could not be shown to be well. */
const failedStates = new Set(["CRITICAL", "UNKNOWN", "UNREACHABLE"]);

/** Where `@file`, `state:` and `@last:` get their answers: the file system and the state folder. */
export function patternSources(context: CommandContext): PatternSources {
  return {
    async readFile(path) {
      const file = resolve(context.cwd, path);
      const found = await stat(file);
      if (!found.isFile()) throw new Error("it is no file");
      if (found.size > largestList) throw new Error("it is larger than 4 MiB");
      return readFile(file, "utf8");
    },
    inState: (state) => hostsWith(context, (present) => present === state.toUpperCase()),
    async lastRun(result) {
      if (result !== "failed") throw new Error(`"${result}" is not known of checks; @last:failed is`);
      return hostsWith(context, (present) => failedStates.has(present));
    },
  };
}

async function hostsWith(context: CommandContext, test: (state: string) => boolean): Promise<Set<string>> {
  const present = await (await context.checkStore()).present();
  if (present.size === 0) throw new Error("no check has been recorded yet");
  const hosts = [...present.values()].flatMap(({ host, state }) =>
    host !== undefined && test(state) ? [host] : [],
  );
  return new Set(hosts);
}
