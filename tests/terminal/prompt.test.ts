import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { promptOnTerminal, type Prompt } from "../../src/terminal/prompt.js";

/** A prompt whose person types `keys` as soon as a question is shown. */
function typing(...keys: string[]): Prompt {
  const input = new PassThrough();
  const output = new PassThrough();
  output.on("data", () => {
    const next = keys.shift();
    // The library begins to listen for keys just after it has drawn the question.
    if (next !== undefined) setImmediate(() => setImmediate(() => input.write(next)));
  });
  return promptOnTerminal({ input, output });
}

describe("promptOnTerminal", () => {
  it("asks for text, with a default", async () => {
    expect(await typing("web1\n").text("Name")).toBe("web1");
    expect(await typing("\n").text("Name", { default: "db1" })).toBe("db1");
  });

  it("asks yes or no", async () => {
    expect(await typing("\n").confirm("Sure?", false)).toBe(false);
    expect(await typing("y\n").confirm("Sure?", false)).toBe(true);
  });

  it("offers choices, all chosen at first", async () => {
    expect(await typing("\n").choose("Which", ["a", "b"])).toEqual(["a", "b"]);
  });

  it("is INTERRUPTED by Ctrl-C", async () => {
    await expect(typing("\u0003").text("Name")).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});
