import type { CheckResult } from "../checks/index.js";
import type { Proposal, Seen } from "./contract.js";
import { proposePorts } from "./propose-ports.js";
import { ownServices } from "./own-services.js";
import { timesFor } from "./times.js";

/** What would be worth checking on a host that looks like this; thresholds leave room above what is seen now. Pure. */
export function propose(seen: Seen): Proposal[] {
  return [...seen.measured.flatMap(proposeMeasured), ...proposeServices(seen), ...proposePorts(seen)];
}

function proposeMeasured(result: CheckResult): Proposal[] {
  // What can't be determined now is no base for a check.
  if (result.state === "UNKNOWN" || result.state === "UNREACHABLE") return [];
  const reason = result.summary;
  switch (result.type) {
    case "ping":
      return result.state === "OK" ? [proposePing(result)] : [];
    case "disk":
      return [proposeDisk(result)];
    case "swap":
      return result.values.some(({ value }) => value !== null && value > 0) || !/no swap/.test(result.summary)
        ? [{ type: "swap", options: { warn: "50%", crit: "90%" }, reason }]
        : [];
    case "interface":
      return [{ type: "interface", options: { exclude: "lo" }, reason }];
    default:
      return [{ type: result.type, options: {}, reason }];
  }
}

function proposePing(result: CheckResult): Proposal {
  const seconds = result.values.find(({ unit }) => unit === "s")?.value ?? 0;
  const [warn, crit] = timesFor(seconds * 1_000, 100);
  return { type: "ping", options: { warn: `${warn},20%`, crit: `${crit},60%` }, reason: result.summary };
}

/** The usual 80 % and 90 %, or just above what is full already and may stay so. */
function proposeDisk(result: CheckResult): Proposal {
  const shares = result.values.filter(({ unit, label }) => unit === "%" && !label.endsWith(" inodes"));
  const fullest = Math.max(0, ...shares.map(({ value }) => value ?? 0));
  const warn = fullest < 75 ? 80 : Math.min(95, Math.ceil((fullest + 5) / 5) * 5);
  const crit = warn < 90 ? 90 : Math.min(98, warn + 3);
  const options = { warn: `${warn}%`, crit: `${crit}%`, inodes: { crit: "95%" } };
  return { type: "disk", options, reason: result.summary };
}

function proposeServices({ services }: Seen): Proposal[] {
  const kept = services.filter((name) => !ownServices.test(name));
  if (kept.length === 0) return [];
  const reason = kept.length === 1 ? "it runs now" : `these ${kept.length} run now`;
  return [{ type: "service", options: { service: kept }, reason }];
}
