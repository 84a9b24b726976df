import type { StateFinding } from "../../ports/state-inspector.js";
import type { Entry } from "./walk.js";

/** State names hosts and quotes their output: nobody else needs to read it. */
export function inspectMode({ path, status }: Entry): StateFinding[] {
  if (status.kind === "other") {
    const message = "is neither a file nor a folder, and is not looked at";
    return [{ severity: "warning", path, message, fix: "move it elsewhere: itom makes no such thing" }];
  }
  if ((status.mode & 0o077) === 0) return [];
  const right = modeFor(status.kind);
  return [
    {
      severity: "warning",
      path,
      message: `others on this machine may use it (mode ${octal(status.mode)})`,
      fix: `chmod ${octal(right)}, or \`itom state verify --repair\``,
    },
  ];
}

export function modeFor(kind: "file" | "folder"): number {
  return kind === "folder" ? 0o700 : 0o600;
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, "0");
}
