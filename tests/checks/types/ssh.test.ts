import { expect, test } from "vitest";
import { makeHost } from "../../support/hosts.js";
import { askedFor, judgeObserved } from "./probe.js";

const seen = { description: "10.0.0.1:22 as ops", connectMs: 300, exitCode: 0, stdout: "itom-42\n" };

test.each([
  ["fine", {}, {}, "OK", "logged in within 300 ms"],
  ["slow", { warn: "100ms" }, {}, "WARNING", "300 ms > 100 ms"],
  ["a shell that only echoes", {}, { stdout: "echo itom-$((40+2))" }, "CRITICAL", "does not run commands"],
  ["a shell that fails", {}, { exitCode: 1 }, "CRITICAL", "exit status 1"],
  ["a shell that is killed", {}, { exitCode: null, stdout: "" }, "CRITICAL", "got nothing|exit status none"],
])("%s", (_name, options, change, state, summary) => {
  const verdict = judgeObserved("ssh", options, { ...seen, ...change });
  expect(verdict.state).toBe(state);
  expect(verdict.summary).toMatch(new RegExp(summary));
});

test("the session is closed, also when the command fails", async () => {
  let closed = 0;
  const session = (run: () => Promise<unknown>) => ({
    shell: {
      connect: async () => ({ description: "d", connectMs: 1, run, close: async () => void (closed += 1) }),
    },
  });
  const fine = await askedFor(
    "ssh",
    {},
    session(async () => ({ exitCode: 0, stdout: Buffer.from("itom-42") })),
  );
  expect(fine).toMatchObject({ exitCode: 0, stdout: "itom-42" });
  await expect(
    askedFor(
      "ssh",
      {},
      session(async () => Promise.reject(new Error("lost"))),
    ),
  ).rejects.toThrow("lost");
  expect(closed).toBe(2);
});

test("a host without ssh is UNAVAILABLE", async () => {
  const target = { kind: "host", host: makeHost("sw1", { connection: "snmp" }) } as const;
  await expect(askedFor("ssh", {}, {}, target)).rejects.toMatchObject({ kind: "UNAVAILABLE" });
});
