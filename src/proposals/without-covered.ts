import type { PlannedCheck } from "../checks/index.js";
import type { Proposal } from "./contract.js";

/** Leaves out what the host's own checks look at already, and the parts of lists that they do. */
export function withoutCovered(
  proposals: readonly Proposal[],
  existing: readonly Pick<PlannedCheck, "type" | "written">[],
): Proposal[] {
  return proposals.flatMap((proposal) => {
    const same = existing.filter(({ type }) => type.name === proposal.type).map(({ written }) => written);
    if (same.length === 0) return [proposal];
    const list = listOptions[proposal.type];
    if (list !== undefined)
      return withoutListed(proposal, list, new Set(same.flatMap((written) => asList(written[list]))));
    return same.some(
      (written) => subjectOf(proposal.type, written) === subjectOf(proposal.type, proposal.options),
    )
      ? []
      : [proposal];
  });
}

/** Types whose entry names several things. */
const listOptions: Readonly<Record<string, string>> = { service: "service", port: "port" };

function withoutListed(proposal: Proposal, option: string, known: ReadonlySet<unknown>): Proposal[] {
  const left = asList(proposal.options[option]).filter((one) => !known.has(one));
  return left.length === 0 ? [] : [{ ...proposal, options: { ...proposal.options, [option]: left } }];
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** What a check looks at; of types that are not here a host needs only one. */
function subjectOf(type: string, options: Readonly<Record<string, unknown>>): string {
  if (type === "tcp") return String(options["port"]);
  if (type === "tls") return String(options["port"] ?? 443);
  if (type !== "http") return "";
  const url = options["url"];
  if (typeof url !== "string") return "http 80";
  const [, scheme = "", port] =
    /^(https?):\/\/(?:\[[^\]]*\]|\{\{[^}]*\}\}|[^/:{]*)(?::(\d+))?/.exec(url) ?? [];
  return `${scheme} ${port ?? (scheme === "https" ? 443 : 80)}`;
}
