import { resolve } from "node:path";
import type { Host, Secret } from "../../inventory/model.js";
import { ItomError } from "../../lib/errors.js";
import { formatPosition } from "../../lib/position.js";
import type { LocalStep } from "../contract.js";
import { ok, skipped, warning } from "../findings.js";

/** Secrets that stand in the inventory itself, where others can read its file. */
export const literalSecrets: LocalStep = {
  name: "secrets",
  async run({ machine, inventory, cwd }) {
    if (inventory instanceof ItomError) return skipped("the inventory does not load");
    const open = new Set<string>();
    for (const file of inventory.files) {
      const status = await machine.fileStatus(file);
      if (status && (status.mode & 0o044) !== 0) open.add(file);
    }
    for (const host of inventory.hosts.values()) {
      for (const [path, secret] of secretsOf(host)) {
        const place = host.origins.get(path) ?? host.position;
        if (!("literal" in secret) || !open.has(resolve(cwd, place.file))) continue;
        return warning(
          `${formatPosition(place)}: ${path} of ${host.name} is a literal secret in a file that others can read`,
          `write { env: NAME }, { file: path } or { command: [..] }, or chmod 600 ${place.file}`,
        );
      }
    }
    return ok("no literal secret can be read by others");
  },
};

/** Paths are those under which the inventory records where a value was written. */
function* secretsOf({ ssh, snmp }: Host): Generator<[path: string, secret: Secret]> {
  if (ssh.password) yield ["ssh.password", ssh.password];
  if (ssh.passphrase) yield ["ssh.passphrase", ssh.passphrase];
  if (ssh.becomePassword) yield ["ssh.become_password", ssh.becomePassword];
  if (!snmp) return;
  if (snmp.version !== 3) {
    // "public" is what everybody tries first; it guards nothing.
    const isPublic = "literal" in snmp.community && snmp.community.literal === "public";
    if (!isPublic) yield ["snmp.community", snmp.community];
    return;
  }
  if (snmp.auth) yield ["snmp.auth.key", snmp.auth.key];
  if (snmp.priv) yield ["snmp.priv.key", snmp.priv.key];
}
