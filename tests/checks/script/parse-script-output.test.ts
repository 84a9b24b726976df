import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseScriptOutput } from "../../../src/checks/script/parse-script-output.js";
import { section } from "./shells.js";

const nonce = "9f86d081884c7d65";
const sections = [section("a", { light: true }), section("b"), section("c")];
const whole = Buffer.from(
  `motd\n\n${nonce} b\nfirst\n\n${nonce} = 0\n\n${nonce} 0 0\nsec\n${nonce} = 2\nond\n${nonce} e\nerrors\n${nonce} 1 0\n\n${nonce} 2 T\n\n${nonce} z\n`,
);

it("reads what a script prints, wherever the status stands", () => {
  const read = parseScriptOutput(whole, sections, nonce);
  expect(read).toMatchObject({ begun: true, ended: true });
  expect(read.outputs).toEqual([
    { exitCode: 0, stdout: "first\n", stderr: "", timedOut: false, truncated: false },
    { exitCode: 2, stdout: "second", stderr: "errors", timedOut: false, truncated: false },
    { exitCode: null, stdout: "", stderr: "", timedOut: true, truncated: false },
  ]);
});

it("gives each section whole or not at all, wherever the output is torn", () => {
  const { outputs } = parseScriptOutput(whole, sections, nonce);
  for (let length = 0; length < whole.length; length++) {
    const torn = parseScriptOutput(whole.subarray(0, length), sections, nonce);
    expect(torn.ended).toBe(false);
    const differing = torn.outputs.filter(
      (output, index) =>
        output !== undefined && !Object.is(JSON.stringify(output), JSON.stringify(outputs[index])),
    );
    expect(differing).toEqual([]);
  }
});

it("takes a section's own word for its status, because the shell's may be that of an interrupted wait", () => {
  const text = `\n${nonce} b\n\n${nonce} = 7\n\n${nonce} 0 142\n\n${nonce} 1 137\n`;
  const { outputs } = parseScriptOutput(Buffer.from(text), sections, nonce);
  expect(outputs.map((output) => output?.exitCode)).toEqual([7, 137, undefined]);
});

it.each([
  ["no beginning", `\n${nonce} 0 0\n`],
  ["a section that isn't there", `\n${nonce} b\n\n${nonce} 7 0\n`],
  ["no status", `\n${nonce} b\n\n${nonce} 0 \n`],
  ["a status that is none", `\n${nonce} b\n\n${nonce} 0 zero\n`],
  ["a section without its own status", `\n${nonce} b\n\n${nonce} 0 0\n\n${nonce} 1 0\n`],
  ["another nonce", `\nX b\n\nX 0 0\n`],
])("counts as missing: %s", (_, text) => {
  expect(parseScriptOutput(Buffer.from(text), sections, nonce).outputs).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it("never throws, and makes nothing of what it doesn't know", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const { outputs } = parseScriptOutput(Buffer.from(bytes), sections, nonce);
      expect(outputs).toEqual([undefined, undefined, undefined]);
    }),
  );
});
