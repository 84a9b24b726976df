import type snmp from "net-snmp";
import { ConnectionError } from "../../lib/connection-error.js";
import type { AgentSession } from "./session.js";
import { codeOf, toConnectionError } from "../network/system-error.js";

const silenceHint =
  "the agent is down, filtered, or dislikes the community or user: SNMP does not tell which";

/** What the agent's report (RFC 3414 3.2) means to a person, by how net-snmp's word for it starts. */
const reports: readonly (readonly [start: string, what: string, hint: string])[] = [
  ["unknown user", "it knows no such user", "check snmp.user"],
  ["wrong digest", "wrong authentication key or protocol", "check snmp.auth"],
  // The digests follow in hexadecimal, which nobody should see.
  ["authentication digest", "wrong authentication key or protocol", "check snmp.auth"],
  ["unsupported security level", "it wants another security level", "check snmp.auth and snmp.priv"],
  ["decryption error", "wrong privacy key or protocol", "check snmp.priv"],
  ["not in time window", "our clocks do not agree", "was the agent restarted just now? Try again"],
];

/** SNMPv3 errors carry digests and the user's keys, so that only their kind is told. */
export function toSnmpError(
  { ErrorStatus, ResponseInvalidCode }: typeof snmp,
  error: Error,
  agent: AgentSession,
): ConnectionError {
  const { where } = agent;
  if (error.name === "RequestTimedOutError") return silence(agent);
  if (error.name === "RequestFailedError") return failed(ErrorStatus, statusOf(error), where);
  if (error.name !== "ResponseInvalidError") return toConnectionError(error, where);
  const code = Number(codeOf(error));
  if (code === ResponseInvalidCode.EAuthFailure) return refused(error.message, where);
  if (code === ResponseInvalidCode.ECouldNotDecrypt)
    return new ConnectionError("AUTH", `${where}: the answer can't be decrypted`, "check snmp.priv");
  if (code === ResponseInvalidCode.ENotInTimeWindow)
    return new ConnectionError(
      "PROTOCOL",
      `${where} answered with an old clock`,
      "was it restarted just now? Try again",
    );
  // The library's sentence has both communities in it.
  if (code === ResponseInvalidCode.ECommunityNoMatch)
    return new ConnectionError("PROTOCOL", `${where} answered with another community than ours`);
  return new ConnectionError("PROTOCOL", `${where} answered what SNMP does not allow: ${error.message}`);
}

/** The error status of an answer (RFC 3416 3), or undefined for any other error. */
export function statusOf(error: Error): number | undefined {
  return "status" in error && typeof error.status === "number" ? error.status : undefined;
}

export function silence({ where, seen, session }: AgentSession): ConnectionError {
  if (seen.garbage)
    return new ConnectionError("PROTOCOL", `${where} answered, but not in SNMP`, "is this the right port?");
  // It told its engine's name and then fell silent: what it can't decrypt, an agent drops.
  if (session.msgSecurityParameters && !seen.answered)
    return new ConnectionError(
      "TIMEOUT",
      `${where} speaks SNMPv3, but did not answer our request`,
      "check snmp.priv: protocol and key",
    );
  return new ConnectionError("TIMEOUT", `${where} did not answer SNMP`, silenceHint);
}

function failed(
  names: Readonly<Record<string, number | string>>,
  status: number | undefined,
  where: string,
): ConnectionError {
  const name = String(names[String(status)] ?? "an unknown error");
  if (name === "AuthorizationError" || name === "NoAccess")
    return new ConnectionError(
      "AUTH",
      `${where} does not let us read that (${name})`,
      "check the agent's views",
    );
  return new ConnectionError("PROTOCOL", `${where} answered with the error status ${name}`);
}

function refused(report: string, where: string): ConnectionError {
  const found = reports.find(([start]) => report.toLowerCase().startsWith(start));
  const [, what, hint] = found ?? ["", "not authentic", "check snmp.user, snmp.auth and snmp.priv"];
  return new ConnectionError("AUTH", `${where} refused our SNMPv3 credentials: ${what}`, hint);
}
