import { ItomError } from "../../lib/errors.js";

export function packedDamage(path: string, reason: string): ItomError {
  return new ItomError("STATE", `history can't be read from ${path}: ${reason}`, {
    hint: "restore it from a backup, or see what `itom state verify` says",
  });
}
