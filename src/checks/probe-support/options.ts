import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { isAddress, text } from "../../inventory/schema/basics.js";
import { secret as writtenSecret } from "../../inventory/schema/secret.js";
import type { Secret } from "../../inventory/model.js";
import { parseSize } from "../../lib/size.js";

/*
 * Schemas that several probes use. Messages are the "expected" part of a problem, as in inventory/schema/basics.ts.
 */

export const family = z
  .union([z.literal(4), z.literal(6)], { error: "4 or 6" })
  .describe("Which addresses of a name to use");

export const host = text
  .refine((given) => isAddress(given), { error: "a host name or an address" })
  .describe("Where to go; the address of the host that the check is on where absent");

const fileRule = "an absolute path, or one that starts with ~/";

/** A file of this machine. */
export const file = text.transform((written, context): string => {
  const path = written.startsWith("~/") ? join(homedir(), written.slice(2)) : written;
  if (isAbsolute(path)) return path;
  context.addIssue({ code: "custom", message: fileRule, input: written });
  return z.NEVER;
});

/** A secret; its file must be written as `file` above, because a check does not know the inventory's folder. */
export const secret = writtenSecret.transform((written, context): Secret => {
  if (typeof written === "string") return { literal: written };
  if (!("file" in written)) return written;
  const path = file.safeParse(written.file);
  if (path.success) return { file: path.data };
  context.addIssue({ code: "custom", message: fileRule, path: ["file"], input: written.file });
  return z.NEVER;
});

const sizeRule = "a size from 1 B to 100 MiB, such as 1MiB";
const mostBytes = 100 * 1024 * 1024;

/** A size in bytes. */
export const size = z
  .union([z.string(), z.number()], { error: sizeRule })
  .transform((written, context): number => {
    const bytes = parseSize(String(written));
    if (bytes !== undefined && bytes >= 1 && bytes <= mostBytes) return Math.floor(bytes);
    context.addIssue({ code: "custom", message: sizeRule, input: written });
    return z.NEVER;
  });
