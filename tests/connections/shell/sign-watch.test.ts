import fc from "fast-check";
import { expect, test } from "vitest";
import { SignWatch } from "../../../src/connections/shell/sign-watch.js";

test("a sign is seen however the output is cut into pieces", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.boolean(), cuts, (noise, there, lengths) => {
      const whole = Buffer.from(`${noise}${there ? "\nabc123 b\n" : "\nabc123 "}`);
      const watch = new SignWatch("abc123 b\n");
      let seen = false;
      for (let at = 0, n = 0; at < whole.length; n += 1) {
        const length = lengths[n] ?? 5;
        seen = watch.take(whole.subarray(at, at + length));
        at += length;
      }
      expect(seen).toBe(there);
    }),
  );
});
