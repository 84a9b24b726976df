import { createSecureContext, type SecureContext } from "node:tls";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { TlsFiles } from "../../ports/tls.js";
import { loadMaterial } from "./material.js";

interface ContextOptions {
  readonly files?: TlsFiles | undefined;
  /** Take versions and ciphers that are no longer safe, in order to report them. */
  readonly lenient: boolean;
}

/** What handshakes need, made once for the same files: reading and parsing them costs more than a handshake. */
export class SecureContexts {
  private readonly made = new Map<string, Promise<SecureContext>>();

  /** Rejects with UNAVAILABLE where a file can't be read or used. */
  of(options: ContextOptions): Promise<SecureContext> {
    const key = JSON.stringify(options);
    const known = this.made.get(key);
    if (known) return known;
    const context = make(options);
    this.made.set(key, context);
    // What is wrong with a file may be put right before the next try.
    context.catch(() => this.made.delete(key));
    return context;
  }
}

async function make({ files, lenient }: ContextOptions): Promise<SecureContext> {
  const material = await loadMaterial(files);
  const versions = lenient ? ({ minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" } as const) : {};
  try {
    return createSecureContext({ ...material, ...versions });
  } catch (error) {
    throw new ConnectionError(
      "UNAVAILABLE",
      `TLS can't be set up: ${messageOf(error)}`,
      "check the files of ca, certificate and key",
    );
  }
}
