import { ConnectionError, type ConnectionErrorKind } from "../../lib/connection-error.js";

type Rule = readonly [pattern: RegExp, kind: ConnectionErrorKind, hint: string];

/** What the OpenSSH client prints (ssh.c, sshconnect.c, packet.c, misc.c; 7.x to 10.x), most telling first. */
const rules: readonly Rule[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    "HOST_KEY",
    "if the host was reinstalled, remove the old key with ssh-keygen -R; if not, someone may be in between",
  ],
  [
    /host key .*revoked|REVOKED HOST KEY/i,
    "HOST_KEY",
    "do not connect: whoever has this key may not be that host",
  ],
  [
    /No \S+ host key is known for|Host key verification failed/,
    "HOST_KEY",
    "add the key to known_hosts after you have compared the fingerprint, or set ssh.host_key: accept-new",
  ],
  [
    /Unable to negotiate with|no matching .* found/,
    "PROTOCOL",
    "set ssh.legacy: true for this host if it has nothing newer",
  ],
  [
    /Could not resolve hostname|connect failed: .*(?:not known|name resolution)/,
    "UNRESOLVED",
    "set address in the inventory, or correct DNS or /etc/hosts",
  ],
  [
    /open failed: administratively prohibited/,
    "REFUSED",
    "check AllowTcpForwarding and PermitOpen on the jump host",
  ],
  [
    /open failed: connect failed: Connection refused|: Connection refused/,
    "REFUSED",
    "is sshd running there, and is it this port? (ssh.port)",
  ],
  [
    /No route to host|Network is unreachable|Host is down/,
    "NO_ROUTE",
    "check the route and the firewall, or set ssh.jump",
  ],
  [
    /timed out/,
    "TIMEOUT",
    "check that the host is up and that no firewall drops the packets; ssh.connect_timeout sets the limit",
  ],
  [
    /Permission denied \(|Too many authentication failures|No more authentication methods/,
    "AUTH",
    "check ssh.user, ssh.identity and the key's permissions; `ssh -v` tells more",
  ],
  [
    /Bad remote protocol version|invalid characters|Protocol major versions differ|banner line/,
    "PROTOCOL",
    "is it the right port? (ssh.port)",
  ],
  [
    /Bad configuration option|terminating, \d+ bad configuration|Bad owner or permissions|Can't open user config file/,
    "UNAVAILABLE",
    "correct the ssh_config file, or set ssh.config: none",
  ],
  [/unix_listener|ControlPath/, "UNAVAILABLE", "set TMPDIR to a folder with a short name"],
  [
    /kex_exchange_identification|Connection (?:closed|reset)|closed by remote host|Broken pipe/,
    "LOST",
    "sshd may be overloaded (MaxStartups), or block this address; its log (journalctl -u ssh) says why",
  ],
];

/** Lines that tell nothing of why ssh ended. */
const noise =
  /^(?:Warning: Permanently added|debug\d|Pseudo-terminal|\*\* (?:WARNING|This session|The server)|@{5,}|\s*$)/;

/** Turns what ssh printed before it ended with status 255 into a kind and a sentence. Pure. */
export function classify(host: string, stderr: string): ConnectionError {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !noise.test(line));
  for (const [pattern, kind, hint] of rules) {
    const line = lines.find((one) => pattern.test(one));
    if (line !== undefined)
      return new ConnectionError(kind, `ssh can't reach ${host}: ${sentence(line, kind, lines)}`, hint);
  }
  const last = lines.at(-1)?.slice(0, 300) ?? "it said nothing";
  return new ConnectionError("LOST", `ssh can't reach ${host}: ${last}`, `try: ssh ${host} true`);
}

/** The line that decided, and for keys those that say what was wrong with them. */
function sentence(line: string, kind: ConnectionErrorKind, lines: readonly string[]): string {
  const also =
    kind === "AUTH"
      ? lines.filter((one) =>
          /^(?:Load key|no such identity|sign_and_send_pubkey|Permissions \d+ for)/i.test(one),
        )
      : kind === "HOST_KEY"
        ? lines.filter((one) => /^(?:Offending .* key in|SHA256:|Host key for)/.test(one))
        : [];
  return [line.replace(/^ssh: /, "").replace(/^@\s*(.*?)\s*@$/, "$1"), ...also].join("; ").slice(0, 600);
}
