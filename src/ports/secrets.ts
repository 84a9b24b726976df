import type { Secret } from "../inventory/model.js";

/** Resolves secrets when they are used; a command's answer is asked for once in a run. */
export interface SecretsPort {
  /** Rejects with ConnectionError UNAVAILABLE that names the secret's place, never its value. */
  resolve(secret: Secret): Promise<string>;
}
