import type { HostStep } from "../contract.js";
import { failure, ok, skipped, warning } from "../findings.js";

/** sysDescr and sysName (RFC 3418). */
const oids = ["1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.5.0"];

export const snmpStep: HostStep = {
  name: "snmp",
  needs: [],
  async run({ host, ports, timeoutMs, signal }) {
    if (!host.snmp) return skipped("snmp is not set");
    try {
      const answers = await ports.snmp.get(host, oids, { timeoutMs, signal });
      const texts = answers.flatMap(({ value }) =>
        value.type === "bytes" ? [value.value.toString("utf8")] : [],
      );
      const [description, name] = texts;
      if (description === undefined)
        return warning(
          "the agent answers, and does not say what it is",
          "check the view that the user or community may see",
        );
      const first = description.split(/\r?\n/)[0]?.slice(0, 100) ?? "";
      return ok(name === undefined || name === "" ? first : `${name}: ${first}`);
    } catch (error) {
      return failure(error);
    }
  },
};
