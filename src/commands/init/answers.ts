import { ItomError } from "../../lib/errors.js";
import { isAddress, namePattern, nameRule } from "../../inventory/index.js";

export interface NewHost {
  readonly name: string;
  readonly address: string;
  readonly user?: string;
  readonly port?: number;
  readonly identity?: readonly string[];
  readonly jump?: readonly string[];
}

/** All that a first inventory is made of. */
export interface Answers {
  readonly hosts: readonly NewHost[];
  readonly user?: string;
  readonly identity?: string;
  readonly sudo: boolean;
  readonly checks: readonly StartingCheck[];
}

export const startingChecks = ["ping", "ssh", "disk", "load", "memory"] as const;
export type StartingCheck = (typeof startingChecks)[number];

export function judgeName(name: string): string | true {
  if (name === "all") return "`all` means every host";
  return namePattern.test(name) || `${JSON.stringify(name)} is not ${nameRule}`;
}

export function judgeAddress(address: string): string | true {
  return isAddress(address) || `${JSON.stringify(address)} is no IP address and no host name`;
}

export function judgeUser(user: string): string | true {
  return /^(?!-)[^\s@{}]{1,256}$/.test(user) || `${JSON.stringify(user)} is no user name`;
}

/** Reads `NAME=ADDRESS` or `NAME`. Throws ItomError USAGE. */
export function parseHostFlag(text: string): NewHost {
  const [name = "", address = name] = text.split(/=(.*)/s, 2);
  for (const judged of [judgeName(name), judgeAddress(address)]) {
    if (judged !== true)
      throw new ItomError("USAGE", `--host ${text}: ${judged}`, { hint: "--host web1=10.0.0.11" });
  }
  return { name, address };
}

/** The hosts, each once. Throws ItomError USAGE where a name is there twice. */
export function requireDistinct(hosts: readonly NewHost[]): readonly NewHost[] {
  const seen = new Map<string, NewHost>();
  for (const host of hosts) {
    const before = seen.get(host.name);
    if (before && before.address !== host.address) {
      throw new ItomError(
        "USAGE",
        `the host ${host.name} is given twice: ${before.address} and ${host.address}`,
      );
    }
    seen.set(host.name, before ?? host);
  }
  return [...seen.values()];
}
