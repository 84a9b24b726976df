import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificate } from "../../../src/demo/network/certificate.js";
import { judgeWritten, now, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const day = 86_400_000;

function pem(fromDays: number, toDays: number): string {
  return makeCertificate({
    subject: "web.test",
    notBefore: new Date(now.getTime() + fromDays * day),
    notAfter: new Date(now.getTime() + toDays * day),
  }).certificate;
}

const output = (text: string, status = 0): string => `file 0\n${text}\nended 0 ${status}\nend\n`;
const judge = (written: object, text: string) =>
  judgeWritten("certificate", { path: "/etc/a.pem", ...written }, output(text));

describe("certificate", () => {
  it.each([
    [{}, -1, 90, "OK", "valid for 90 d"],
    [{}, -1, 20, "WARNING", "/etc/a.pem: web.test has 20 d < 30 d left"],
    [{}, -1, 3, "CRITICAL", "/etc/a.pem: web.test has 3 d < 14 d left"],
    [{ crit: "100d" }, -1, 90, "CRITICAL", "/etc/a.pem: web.test has 90 d < 100 d left"],
  ])("%j judges %d to %d days", (written, from, to, state, summary) => {
    expect(judge(written, pem(from, to))).toMatchObject({ state, summary });
  });

  it("is CRITICAL where it has expired or is not valid yet", () => {
    expect(judge({}, pem(-90, -1)).summary).toContain("expired on");
    expect(judge({}, pem(5, 90))).toMatchObject({
      state: "CRITICAL",
      summary: expect.stringContaining("only from"),
    });
  });

  it("takes the one of a chain that expires first", () => {
    expect(judge({}, `${pem(-1, 400)}${pem(-1, 3)}`).state).toBe("CRITICAL");
  });

  it.each([
    ["", "/etc/a.pem holds no certificate in PEM"],
    ["head: cannot open '/etc/a.pem' for reading: No such file or directory", "can't be read: cannot open"],
    ["-----BEGIN CERTIFICATE-----\nbm9wZQ==\n-----END CERTIFICATE-----", "holds no certificate in PEM"],
  ])("is UNKNOWN on %j", (text, summary) => {
    expect(judge({}, text)).toMatchObject({ state: "UNKNOWN", summary: expect.stringContaining(summary) });
  });

  it("is UNKNOWN where the script failed or was cut off", () => {
    const good = output(pem(-1, 90));
    expect(judgeWritten("certificate", { path: "/a" }, printed(good, { exitCode: 2 })).state).toBe("UNKNOWN");
    expect(judgeWritten("certificate", { path: "/a" }, good.replace(/end\n$/, "")).state).toBe("UNKNOWN");
  });

  describe("on a real file", () => {
    let folder = "";
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "itom-certificate-"));
      await writeFile(join(folder, "it's a.pem"), pem(-1, 90));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it.each(shells)("runs in $name", async ({ command }) => {
      const written = { path: [join(folder, "it's a.pem"), join(folder, "none.pem")] };
      const seen = judgeWritten("certificate", written, await runWritten(command, "certificate", written));
      expect(seen).toMatchObject({ state: "UNKNOWN", values: [{ value: 90 }] });
      expect(seen.summary).toContain("none.pem can't be read");
    });
  });
});
