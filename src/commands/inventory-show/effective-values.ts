import type { Dependency, Host, Scalar, Secret } from "../../inventory/model.js";
import type { SourcePosition } from "../../lib/position.js";

/** One effective setting of a host. */
export interface EffectiveValue {
  /** As the inventory writes it: `ssh.user`. */
  readonly path: string;
  readonly value: Scalar | readonly string[];
  /** Absent where nobody wrote it. */
  readonly position?: SourcePosition;
}

/** Every setting of a host as it holds, in the order of the grammar. Secrets are told by where they are read from. */
export function effectiveValues(host: Host): EffectiveValue[] {
  const values: [string, Scalar | readonly string[] | undefined][] = [
    ["address", host.address],
    ["connection", host.connection],
    ["groups", host.groups],
    ["tags", host.tags],
    ["parents", host.parents],
    ["depends_on", host.dependsOn.map(describeDependency)],
    ["device", host.device],
    ["window", host.window],
    ["timeout", milliseconds(host.timeoutMs)],
    ...sshValues(host),
    ...snmpValues(host),
    ...prefixed("asset", host.asset),
    ...prefixed("vars", host.vars),
  ];
  return values.flatMap(([path, value]) => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    const position =
      host.origins.get(path) ?? host.origins.get(path.replace(/^(snmp\.(?:auth|priv))\..*/, "$1"));
    return [{ path, value, ...(position && { position }) }];
  });
}

type Values = [string, Scalar | readonly string[] | undefined][];

function sshValues({ ssh, connection }: Host): Values {
  if (connection !== "ssh") return [];
  return [
    ["ssh.user", ssh.user],
    ["ssh.port", ssh.port],
    ["ssh.identity", ssh.identity],
    ["ssh.identities_only", ssh.identitiesOnly],
    ["ssh.passphrase", describeSecret(ssh.passphrase)],
    ["ssh.password", describeSecret(ssh.password)],
    ["ssh.jump", ssh.jump],
    ["ssh.host_key", ssh.hostKey],
    ["ssh.known_hosts", ssh.knownHosts],
    ["ssh.become", ssh.become],
    ["ssh.become_password", describeSecret(ssh.becomePassword)],
    ["ssh.transport", ssh.transport],
    ["ssh.legacy", ssh.legacy],
    ["ssh.config", ssh.config],
    ["ssh.connect_timeout", milliseconds(ssh.connectTimeoutMs)],
    ["ssh.keepalive", milliseconds(ssh.keepaliveMs)],
  ];
}

function snmpValues({ snmp }: Host): Values {
  if (!snmp) return [];
  const common: Values = [
    ["snmp.version", snmp.version],
    ["snmp.port", snmp.port],
    ["snmp.timeout", milliseconds(snmp.timeoutMs)],
    ["snmp.retries", snmp.retries],
  ];
  if (snmp.version !== 3) return [...common, ["snmp.community", describeSecret(snmp.community)]];
  return [
    ...common,
    ["snmp.user", snmp.user],
    ["snmp.context", snmp.context],
    ["snmp.auth.protocol", snmp.auth?.protocol],
    ["snmp.auth.key", describeSecret(snmp.auth?.key)],
    ["snmp.priv.protocol", snmp.priv?.protocol],
    ["snmp.priv.key", describeSecret(snmp.priv?.key)],
  ];
}

function prefixed(section: string, scalars: Readonly<Record<string, Scalar>>): Values {
  return Object.entries(scalars).map(([name, value]) => [`${section}.${name}`, value]);
}

function describeSecret(secret: Secret | undefined): string | undefined {
  if (secret === undefined) return undefined;
  if ("literal" in secret) return "(literal, hidden)";
  if ("env" in secret) return `(environment variable ${secret.env})`;
  if ("file" in secret) return `(file ${secret.file})`;
  return `(command ${secret.command.join(" ")})`;
}

function describeDependency({ of, atLeast }: Dependency): string {
  if (of.length === 1) return of[0] ?? "";
  return `${atLeast === of.length ? "all" : `at least ${atLeast}`} of ${of.join(", ")}`;
}

/** As the inventory would write it: `500ms`, `30s`, `5m`. */
function milliseconds(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}
