import type { Secret } from "../model.js";
import type { WrittenSecret } from "../schema/secret.js";
import { absolute, type Folders } from "./folders.js";

export function toSecret(written: WrittenSecret, folders: Folders): Secret {
  if (typeof written === "string") return { literal: written };
  if ("file" in written) return { file: absolute(written.file, folders) };
  return written;
}
