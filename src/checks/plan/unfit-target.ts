import type { Problem } from "../../lib/errors.js";
import type { AnyCheckType, Target } from "../contract.js";

/** Why a check can't be made on a target, or undefined where it can. */
export function whyUnfit(
  type: AnyCheckType,
  options: unknown,
  target: Target,
): Omit<Problem, "position"> | undefined {
  if (!type.targets.includes(target.kind)) {
    return {
      message: `${type.name} is no check for a ${target.kind}`,
      expected: `a ${type.targets.join(" or a ")}`,
    };
  }
  if (type.kind !== "shell" || hasShell(target) || type.script(options).local === true) return undefined;
  if (target.kind === "service") {
    return {
      message: `${type.name} runs on a host, and a service is none`,
      expected: "local: true, or a host",
    };
  }
  const { connection } = target.host;
  return {
    message: `${type.name} needs a shell, and there is none with connection: ${connection}`,
    expected: "hosts with connection: ssh or local",
    hint: `leave them out of \`on\`: "…,!${target.host.name}"`,
  };
}

function hasShell(target: Target): boolean {
  return target.kind === "host" && (target.host.connection === "ssh" || target.host.connection === "local");
}
