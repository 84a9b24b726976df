import { readFile } from "node:fs/promises";
import ssh2, { type BaseAgent, type ParsedKey } from "ssh2";
import type { Secret } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { SecretsPort } from "../../ports/secrets.js";
import { publicKeyOf } from "./public-key.js";

/** What an identity file is good for. */
export type Identity =
  | { readonly kind: "key"; readonly path: string; readonly key: ParsedKey; readonly publicKey: Buffer }
  /** Only an agent that has the private key can use it. */
  | { readonly kind: "public"; readonly path: string; readonly publicKey: Buffer; readonly why: string }
  | { readonly kind: "unusable"; readonly path: string; readonly why: string; readonly missing: boolean };

export interface AgentKeys {
  readonly agent: BaseAgent;
  readonly keys: readonly ParsedKey[];
}

/** The keys of one run: each file is read, and each passphrase tried, once, since that costs a second of computing. */
export class Keyring {
  readonly #identities = new Map<string, Promise<Identity>>();
  readonly #agents = new Map<string, Promise<AgentKeys>>();

  constructor(private readonly secrets: SecretsPort) {}

  /** Rejects only when the passphrase can't be resolved. */
  identity(path: string, passphrase: Secret | undefined): Promise<Identity> {
    const key = JSON.stringify([path, passphrase]);
    let identity = this.#identities.get(key);
    if (!identity) this.#identities.set(key, (identity = this.#load(path, passphrase)));
    return identity;
  }

  /** Rejects with UNAVAILABLE when the agent does not answer. */
  agent(socket: string): Promise<AgentKeys> {
    let keys = this.#agents.get(socket);
    if (!keys) this.#agents.set(socket, (keys = askAgent(socket)));
    return keys;
  }

  async #load(path: string, passphrase: Secret | undefined): Promise<Identity> {
    let text: Buffer;
    try {
      text = await readFile(path);
    } catch (error) {
      const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
      const why = missing ? "does not exist" : `can't be read: ${messageOf(error)}`;
      return (
        (missing && (await publicOnly(path, "has no private half here"))) || {
          kind: "unusable",
          path,
          why,
          missing,
        }
      );
    }
    const plain = ssh2.utils.parseKey(text);
    if (!(plain instanceof Error)) return sorted(path, plain);
    if (!/passphrase/i.test(plain.message)) {
      return {
        kind: "unusable",
        path,
        why: `is no private key that can be read: ${plain.message}`,
        missing: false,
      };
    }
    return this.#unlock(path, text, passphrase);
  }

  async #unlock(path: string, text: Buffer, passphrase: Secret | undefined): Promise<Identity> {
    const opened = passphrase && ssh2.utils.parseKey(text, await this.secrets.resolve(passphrase));
    if (opened && !(opened instanceof Error)) return sorted(path, opened);
    const why = opened ? "does not open with ssh.passphrase" : "needs a passphrase";
    const publicKey = publicKeyOf(text);
    if (publicKey) return { kind: "public", path, publicKey, why };
    return (await publicOnly(path, why)) ?? { kind: "unusable", path, why, missing: false };
  }
}

function sorted(path: string, parsed: ParsedKey): Identity {
  const key = Array.isArray(parsed) ? (parsed[0] as ParsedKey) : parsed;
  const publicKey = key.getPublicSSH();
  if (key.isPrivateKey()) return { kind: "key", path, key, publicKey };
  return { kind: "public", path, publicKey, why: "is a public key" };
}

async function publicOnly(path: string, why: string): Promise<Identity | undefined> {
  const text = await readFile(`${path}.pub`).catch(() => undefined);
  const key = text && ssh2.utils.parseKey(text);
  return key && !(key instanceof Error)
    ? { kind: "public", path, publicKey: key.getPublicSSH(), why }
    : undefined;
}

function askAgent(socket: string): Promise<AgentKeys> {
  return new Promise((resolve, reject) => {
    const agent = ssh2.createAgent(socket);
    agent.getIdentities((error, keys) => {
      if (!error) return resolve({ agent, keys: (keys ?? []).flatMap(asParsed) });
      const hint = "start ssh-agent and ssh-add your key, or unset SSH_AUTH_SOCK";
      reject(
        new ConnectionError(
          "UNAVAILABLE",
          `the SSH agent at ${socket} does not answer: ${messageOf(error)}`,
          hint,
        ),
      );
    });
  });
}

/** Keys of kinds that ssh2 does not know (hardware keys, certificates) are left out. */
function asParsed(key: unknown): ParsedKey[] {
  const parsed = ssh2.utils.parseKey(key as ParsedKey);
  return parsed instanceof Error ? [] : [parsed];
}
