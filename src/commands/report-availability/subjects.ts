import type { CommandContext } from "../../cli/context/context.js";
import type { Subject } from "../../history/index.js";
import type { Inventory } from "../../inventory/model.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { parseDuration } from "../../lib/duration.js";
import { ItomError } from "../../lib/errors.js";
import { chooseHosts } from "../shared/choose-hosts.js";

export interface SubjectQuestion {
  readonly subject: Subject;
  readonly overMs: number;
  /** In percent. */
  readonly objective?: number;
}

interface Choice {
  readonly pattern: string | undefined;
  readonly service?: readonly string[];
  readonly over?: string;
}

const defaultOverMs = 30 * 86_400_000;
const longestMs = 3_650 * 86_400_000;

/** The hosts of a pattern, the named services, or every service. */
export async function chooseSubjects(
  context: CommandContext,
  inventory: Inventory,
  { pattern, service = [], over }: Choice,
): Promise<SubjectQuestion[]> {
  const overMs = over === undefined ? undefined : readDuration("--over", over);
  const hosts = pattern === undefined ? [] : await chooseHosts(context, inventory, pattern);
  const names = service.length > 0 || pattern !== undefined ? service : [...inventory.services.keys()];
  if (hosts.length === 0 && names.length === 0) {
    throw new ItomError("USAGE", "the inventory has no services to report on", {
      hint: "name hosts: itom report availability all",
    });
  }
  return [
    ...names.map((name): SubjectQuestion => {
      const found = inventory.services.get(name);
      if (!found) {
        const hint = didYouMean(name, inventory.services.keys());
        throw new ItomError("USAGE", `there is no service "${name}"`, { hint });
      }
      const { slo } = found;
      return {
        subject: { service: name },
        overMs: overMs ?? slo?.overMs ?? defaultOverMs,
        ...(slo && { objective: slo.availability }),
      };
    }),
    ...hosts.map(({ name }): SubjectQuestion => ({
      subject: { host: name },
      overMs: overMs ?? defaultOverMs,
    })),
  ];
}

/** An option's duration in milliseconds, above zero. */
export function readDuration(flag: string, text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms > 0 && ms <= longestMs) return ms;
  throw new ItomError("USAGE", `${flag} ${text} is no duration of up to ten years`, {
    hint: "write 30d, 12h or 5m",
  });
}
