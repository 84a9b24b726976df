import { setTimeout as wait } from "node:timers/promises";
import type { Duplex } from "node:stream";
import type { Client } from "ssh2";
import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { formatDuration } from "../../lib/duration.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ShellSession } from "../../ports/shell.js";
import { withinDeadline } from "../shell/deadline.js";
import { planKeys } from "./attempts.js";
import { Authenticator } from "./authenticator.js";
import { SshConfig } from "./config/ssh-config.js";
import { dial, systemLookup, type Lookup } from "./dial.js";
import { shakeHands } from "./handshake.js";
import { formatPlace } from "./hop.js";
import { JumpPool } from "./jump-pool.js";
import { Keyring } from "./keyring.js";
import { KnownHosts } from "./known-hosts/known-hosts.js";
import { planRoute, type Route } from "./route.js";
import { Ssh2Session } from "./ssh2-session.js";

export interface SshConnectorOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly secrets: SecretsPort;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Handshakes at once through one jump host. */
  readonly forksPerJump: number;
  readonly lookup?: Lookup;
}

/** How often a jump host that drops us before it says who it is gets asked again; sshd does so by chance under load (MaxStartups). */
const jumpRetries = 4;

/** Connects with ssh2. Keys, known hosts, ssh_config and jump hosts are shared by all connections of a run. */
export class SshConnector {
  readonly #config: SshConfig;
  readonly #keyring: Keyring;
  readonly #knownHosts = new KnownHosts();
  readonly #pool: JumpPool;

  constructor(private readonly options: SshConnectorOptions) {
    this.#config = new SshConfig(options.env);
    this.#keyring = new Keyring(options.secrets);
    this.#pool = new JumpPool(
      (route, before, signal) => this.#openJump(route, before, signal),
      options.forksPerJump,
    );
  }

  async connect(
    host: Host,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<ShellSession> {
    const startedAt = performance.now();
    const { hosts, env, secrets } = this.options;
    const timeoutMs = Math.min(options.timeoutMs, host.ssh.connectTimeoutMs);
    const phase = { now: "reading the SSH settings" };
    const timedOut = (): ConnectionError => tooSlow(host, phase.now, timeoutMs);
    return withinDeadline({ timeoutMs, signal: options.signal, timedOut }, async (signal) => {
      const route = await planRoute(host, { hosts, config: this.#config, env });
      const client = await this.#open(route, route.jumps, signal, phase);
      const connectMs = performance.now() - startedAt;
      return new Ssh2Session({ client, host, route, secrets, connectMs });
    });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #open(
    route: Route,
    before: readonly Route[],
    signal: AbortSignal,
    phase: { now: string },
  ): Promise<Client> {
    const place = formatPlace(route.address, route.port);
    // All that takes time on our side is done before the server's clock for unauthenticated clients starts.
    const keys = await planKeys(route, this.#keyring);
    const known = await this.#knownHosts.find(route.knownHosts, route.keyName, route.keyPort);
    const authenticator = new Authenticator(route, keys, this.options.secrets);
    const talk = (stream: Duplex): Promise<Client> => {
      phase.now = `the SSH handshake with ${place}`;
      const onKeyVerified = (): void => void (phase.now = `authentication as ${route.user} on ${place}`);
      return shakeHands({
        route,
        stream,
        known,
        knownHosts: this.#knownHosts,
        authenticator,
        signal,
        onKeyVerified,
      });
    };
    if (before.length > 0) {
      phase.now = `the jump host ${before.at(-1)?.name ?? ""}`;
      return this.#pool.through(before, route, signal, talk);
    }
    phase.now = `a connection to ${place}`;
    return talk(await dial(route.address, route.port, this.options.lookup ?? systemLookup, signal));
  }

  /** A jump host serves many, so that its time is its own and not that of whoever asked first. */
  #openJump(route: Route, before: readonly Route[], signal: AbortSignal): Promise<Client> {
    const phase = { now: "" };
    const timedOut = (): ConnectionError =>
      new ConnectionError(
        "TIMEOUT",
        `${phase.now} took longer than ${formatDuration(route.connectTimeoutMs)}`,
      );
    return withinDeadline({ timeoutMs: route.connectTimeoutMs, signal, timedOut }, async (inner) => {
      for (let attempt = 0; ; attempt++) {
        try {
          return await this.#open(route, before, inner, phase);
        } catch (error) {
          if (attempt >= jumpRetries || !isDropped(error)) throw error;
          await wait((0.5 + Math.random()) * 100 * 2 ** attempt);
          if (inner.aborted) throw inner.reason;
        }
      }
    });
  }
}

function isDropped(error: unknown): boolean {
  return (
    error instanceof ConnectionError &&
    error.kind === "LOST" &&
    /before it said who it is|refused to talk: Exceeded MaxStartups|ECONNRESET/.test(error.message)
  );
}

function tooSlow(host: Host, phase: string, timeoutMs: number): ConnectionError {
  const limit = formatDuration(timeoutMs);
  return new ConnectionError(
    "TIMEOUT",
    `${host.name}: ${phase} took longer than ${limit}`,
    "check that the host is up and that no firewall drops the packets; ssh.connect_timeout sets the limit",
  );
}
