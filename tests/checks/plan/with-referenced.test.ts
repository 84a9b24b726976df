import { expect, it } from "vitest";
import { planChecks } from "../../../src/checks/plan/plan-checks.js";
import { withReferenced } from "../../../src/checks/plan/with-referenced.js";
import { entry, host, inventory } from "./fixtures.js";

const { checks } = planChecks(
  inventory(
    [host("web1"), host("web2"), host("db1")],
    [
      entry(1, "web1", "tcp", { id: "front", port: 80 }),
      entry(2, "web2", "tcp", { id: "front", port: 80 }),
      entry(3, "web2", "tcp", { id: "back", port: 81 }),
      entry(4, "db1", "cluster", { id: "front", of: ["web*/front", "*/front"], at_least: 1 }),
    ],
  ),
);

function namesWith(id: string, target: string): string[] {
  const check = checks.find((each) => each.id === id && each.targetName === target);
  return check ? withReferenced(check, checks).map((each) => `${each.targetName}/${each.id}`) : [];
}

it("adds what a cluster judges, each once, and no other derived check", () => {
  expect(namesWith("front", "db1")).toEqual(["db1/front", "web1/front", "web2/front"]);
});

it("adds nothing to a check that looks at something itself", () => {
  expect(namesWith("front", "web1")).toEqual(["web1/front"]);
});
