import type { ErrorCode } from "../lib/errors.js";

/** The same table for every command; docs/exit-status.md is its page. */
export const exitStatus = {
  ok: 0,
  warning: 1,
  critical: 2,
  unknown: 3,
  usage: 64,
  bug: 70,
  tryAgain: 75,
  config: 78,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const byCode: Readonly<Record<ErrorCode, ExitStatus>> = {
  USAGE: exitStatus.usage,
  CONFIG: exitStatus.config,
  LOCKED: exitStatus.tryAgain,
  UNAVAILABLE: exitStatus.unknown,
  STATE: exitStatus.unknown,
  INTERRUPTED: exitStatus.interrupted,
};

export function exitStatusOf(code: ErrorCode): ExitStatus {
  return byCode[code];
}
