import { describe, expect, it } from "vitest";
import { checkTypes } from "../../../src/checks/types/index.js";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const block = (id: string, load: string, active: string, sub: string, enabled: string): string =>
  `Id=${id}\nLoadState=${load}\nActiveState=${active}\nSubState=${sub}\nUnitFileState=${enabled}\n`;

/** What the script prints where systemd runs. */
const systemd = (names: string, ...blocks: readonly string[]): string =>
  `${blocks.join("\n")}\nasked ${names}\nmanager systemd\nend\n`;
const nginx = block("nginx.service", "loaded", "active", "running", "enabled");
const absent = block("nosuch.service", "not-found", "inactive", "dead", "");

const judge = (written: Record<string, unknown>, output: Parameters<typeof judgeWritten>[2]) =>
  judgeWritten("service", written, output);

describe("service, with systemd", () => {
  const one = (load: string, active: string, sub: string, enabled: string): string =>
    systemd("x", block("x.service", load, active, sub, enabled));

  it.each([
    [{}, one("loaded", "active", "running", "enabled"), "OK", "x is active (running)"],
    [{}, one("loaded", "active", "exited", "static"), "OK", "x is active (exited)"],
    [{}, one("loaded", "reloading", "reload", "enabled"), "OK", "x is reloading (reload)"],
    [{}, one("loaded", "inactive", "dead", "disabled"), "CRITICAL", "x is inactive (dead)"],
    [{}, one("loaded", "failed", "failed", "enabled"), "CRITICAL", "x is failed"],
    [{}, one("masked", "inactive", "dead", "masked"), "CRITICAL", "x is inactive (dead), and masked"],
    [{}, one("loaded", "activating", "start-pre", "enabled"), "WARNING", "x is activating (start-pre)"],
    [
      {},
      one("loaded", "activating", "auto-restart", "enabled"),
      "CRITICAL",
      "x is activating (auto-restart)",
    ],
    [{}, one("loaded", "deactivating", "stop", "enabled"), "CRITICAL", "x is deactivating (stop)"],
    [{}, one("not-found", "inactive", "dead", ""), "CRITICAL", "x is not installed"],
    [{}, one("loaded", "", "", ""), "UNKNOWN", "x: its state is empty"],
    [{}, one("loaded", "dreaming", "", ""), "UNKNOWN", "x: its state is dreaming"],
    [{ running: false }, one("loaded", "inactive", "dead", "disabled"), "OK", "x is inactive (dead)"],
    [{ running: false }, one("not-found", "inactive", "dead", ""), "OK", "x is not installed"],
    [
      { running: false },
      one("loaded", "active", "running", "enabled"),
      "CRITICAL",
      "x is active (running), and must not be",
    ],
    [
      { running: false },
      one("loaded", "activating", "start", "enabled"),
      "CRITICAL",
      "x is activating (start)",
    ],
    [
      { enabled: true },
      one("loaded", "active", "running", "enabled"),
      "OK",
      "x is active (running), enabled",
    ],
    [
      { enabled: true },
      one("loaded", "active", "running", "disabled"),
      "WARNING",
      "x is not enabled (disabled)",
    ],
    [{ enabled: true }, one("loaded", "active", "running", "static"), "WARNING", "x is not enabled (static)"],
    [
      { enabled: true },
      one("loaded", "active", "running", ""),
      "UNKNOWN",
      "x: whether it is enabled could not be determined",
    ],
    [{ enabled: false }, one("loaded", "active", "running", "enabled"), "WARNING", "x is enabled"],
  ])("%j judges", (written, output, state, summary) => {
    expect(judge({ service: "x", ...written }, output)).toMatchObject({ state, summary });
  });

  it("judges several in the order in which it asked", () => {
    const verdict = judge({ service: ["nginx", "nosuch"] }, systemd("nginx nosuch", nginx, absent));
    expect(verdict).toMatchObject({ state: "CRITICAL", summary: "nosuch is not installed" });
    expect(verdict.details).toContain("nginx is active (running)");
  });

  it("is UNKNOWN where an answer is missing, so that none is taken for another's", () => {
    const verdict = judge({ service: ["nosuch", "nginx"] }, systemd("nosuch nginx", nginx));
    expect(verdict.state).toBe("UNKNOWN");
  });

  it("says why systemd could not be asked", () => {
    const output = printed("Failed to connect to bus: No such file or directory\n", { exitCode: 1 });
    expect(judge({ service: "x" }, output)).toMatchObject({
      state: "UNKNOWN",
      summary:
        "the state of the services could not be read: Failed to connect to bus: No such file or directory",
    });
  });

  const failed =
    "nginx.service loaded failed failed A web server\n● run-x.mount loaded failed failed /run/x\n";
  it.each([
    [{}, "", "OK", "no unit failed", 0],
    [{}, failed, "CRITICAL", "nginx.service, run-x.mount failed (2 > 0)", 2],
    [{ warn: 1, crit: 5 }, failed, "WARNING", "nginx.service, run-x.mount failed (2 > 1)", 2],
  ])("%j counts failed units", (written, lines, state, summary, count) => {
    const verdict = judge({ failed: true, ...written }, `${lines}\nfailed counted\nmanager systemd\nend\n`);
    expect(verdict).toMatchObject({ state, summary, values: [{ label: "failed_units", value: count }] });
  });

  it("can't count failed units where they were not counted", () => {
    expect(judge({ failed: true }, "manager sysv\nend\n").state).toBe("UNKNOWN");
  });
});

describe("service, with scripts", () => {
  it.each([
    ["service x loaded active active yes", { enabled: true }, "OK"],
    ["service x loaded active active no", { enabled: true }, "WARNING"],
    ["service x loaded inactive inactive yes", {}, "CRITICAL"],
    ["service x loaded failed failed yes", {}, "CRITICAL"],
    ["service x loaded unknown-4 unknown-4 yes", {}, "UNKNOWN"],
    ["service x not-found", {}, "CRITICAL"],
    ["service y loaded active active yes", {}, "UNKNOWN"],
    ["", {}, "UNKNOWN"],
  ])("%j is judged", (line, written, state) => {
    expect(judge({ service: "x", ...written }, `${line}\nmanager openrc\nend\n`).state).toBe(state);
  });

  it("is UNKNOWN where the script did not come to its end", () => {
    expect(judge({ service: "x" }, "service x loaded active active yes\nmanager openrc\n").state).toBe(
      "UNKNOWN",
    );
    expect(judge({ service: "x" }, printed("no service manager was found\n", { exitCode: 3 })).state).toBe(
      "UNKNOWN",
    );
  });

  it.each(shells)("never finds a service that isn't there, in $name", async ({ command }) => {
    const output = await runWritten(command, "service", { service: ["itom-no-such-service", "a@b.service"] });
    expect(judge({ service: ["itom-no-such-service", "a@b.service"] }, output).state).toMatch(
      /^(?:CRITICAL|UNKNOWN)$/,
    );
  });
});

it.each([
  [{}],
  [{ service: [] }],
  [{ service: "a b" }],
  [{ service: "-H root@other" }],
  [{ service: "$(reboot)" }],
  [{ service: "a", warn: 1 }],
  [{ failed: true, warn: 5, crit: 1 }],
])("refuses %j", (written) => {
  expect(checkTypes.get("service")?.options.safeParse(written).success).toBe(false);
});
