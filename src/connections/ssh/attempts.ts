import ssh2, {
  type AnyAuthMethod,
  type BaseAgent,
  type IdentityCallback,
  type ParsedKey,
  type SigningRequestOptions,
  type SignCallback,
} from "ssh2";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import { fingerprint } from "./known-hosts/explain-verdict.js";
import type { Identity, Keyring } from "./keyring.js";
import type { Route } from "./route.js";

/** One key that is offered to the server. */
export interface KeyAttempt {
  /** For people: `key /home/ops/.ssh/id_ed25519`. */
  readonly label: string;
  readonly method: AnyAuthMethod;
}

export interface KeyAttempts {
  readonly attempts: readonly KeyAttempt[];
  /** What could not be offered, and why; told when the server lets us in by nothing else. */
  readonly notes: readonly string[];
}

/** Servers close the connection after six failures (MaxAuthTries), and the password needs one. */
const maxKeys = 5;

/**
 * The keys to offer: those of the agent that are named as identity first, then the other named files, then the agent's
 * other keys unless only the named ones may be offered.
 */
export async function planKeys(route: Route, keyring: Keyring): Promise<KeyAttempts> {
  const identities = await Promise.all(
    route.identity.map((path) => keyring.identity(path, route.passphrase)),
  );
  const notes: string[] = [];
  const agent = await agentOf(route, keyring, notes);
  const held = agent.map(({ key }) => key.getPublicSSH());
  const isHeld = (identity: Identity): boolean =>
    identity.kind !== "unusable" && held.some((key) => key.equals(identity.publicKey));
  const isNamed = (key: ParsedKey): boolean =>
    identities.some(
      (identity) => identity.kind !== "unusable" && identity.publicKey.equals(key.getPublicSSH()),
    );
  const named = agent.filter(({ key }) => isNamed(key));
  const others = route.identitiesOnly ? [] : agent.filter(({ key }) => !isNamed(key));
  const files = identities.filter((identity) => !isHeld(identity));
  for (const file of files) {
    if (file.kind !== "key" && (route.identityIsRequired || !isMissing(file)))
      notes.push(`${file.path} ${file.why}`);
  }
  const attempts = [
    ...named.map((found) => agentAttempt(found, route.user)),
    ...files.flatMap((file) => fileAttempt(file, route.user)),
    ...others.map((found) => agentAttempt(found, route.user)),
  ];
  const isUseless = named.length === 0 && !files.some((file) => file.kind === "key");
  if (route.identityIsRequired && isUseless && !route.password) throw noIdentity(route, notes);
  return { attempts: attempts.slice(0, maxKeys), notes };
}

function isMissing(identity: Identity): boolean {
  return identity.kind === "unusable" && identity.missing;
}

function noIdentity(route: Route, notes: readonly string[]): ConnectionError {
  const hint = /passphrase/.test(notes.join())
    ? "set ssh.passphrase, or ssh-add the key"
    : "correct ssh.identity, or ssh-add the key";
  return new ConnectionError(
    "UNAVAILABLE",
    `no key can be offered to ${route.name}: ${notes.join("; ")}`,
    hint,
  );
}

interface HeldKey {
  readonly agent: BaseAgent;
  readonly key: ParsedKey;
}

async function agentOf(route: Route, keyring: Keyring, notes: string[]): Promise<HeldKey[]> {
  if (route.agent === undefined) return [];
  try {
    const { agent, keys } = await keyring.agent(route.agent);
    return keys.map((key) => ({ agent, key }));
  } catch (error) {
    notes.push(messageOf(error));
    return [];
  }
}

function agentAttempt({ agent, key }: HeldKey, username: string): KeyAttempt {
  const label = `${key.type} ${fingerprint(key.getPublicSSH())} of the agent`;
  return { label, method: { type: "agent", username, agent: new OneKeyAgent(agent, key) } };
}

function fileAttempt(identity: Identity, username: string): KeyAttempt[] {
  if (identity.kind !== "key") return [];
  return [{ label: identity.path, method: { type: "publickey", username, key: identity.key } }];
}

/** An agent that shows one of its keys, so that each is offered in our order and told apart in what we report. */
class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  constructor(
    private readonly agent: BaseAgent,
    private readonly key: ParsedKey,
  ) {
    super();
  }

  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    callback(undefined, [this.key]);
  }

  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    callback?: SignCallback,
  ): void {
    if (typeof options === "function") this.agent.sign(key, data, options);
    else this.agent.sign(key, data, options, callback);
  }
}
