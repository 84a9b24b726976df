import { ItomError } from "../../lib/errors.js";
import { formatPosition } from "../../lib/position.js";
import type { LocalStep } from "../contract.js";
import { failed, ok } from "../findings.js";

export const inventoryStep: LocalStep = {
  name: "inventory",
  async run({ inventory }) {
    if (!(inventory instanceof ItomError)) {
      const { hosts, services, checks, files } = inventory;
      return ok(
        `${files.join(", ")}: ${hosts.size} hosts, ${services.size} services, ${checks.length} checks`,
      );
    }
    const [first] = inventory.problems;
    if (!first) return failed(inventory.message, inventory.hint);
    const place = first.position ? `${formatPosition(first.position)}: ` : "";
    const more = inventory.problems.length - 1;
    return failed(
      `${place}${first.message}${more > 0 ? `, and ${more} more` : ""}`,
      "itom inventory validate",
    );
  },
};
