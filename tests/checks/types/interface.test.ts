import { describe, expect, it } from "vitest";
import { interfaceColumns, readInterfaces, rise } from "../../../src/checks/type-support/interfaces.js";
import { interfaceType } from "../../../src/checks/types/interface.js";
import type { SnmpCell, SnmpValue, SnmpWalk } from "../../../src/ports/snmp.js";

type Row = Partial<Record<keyof typeof interfaceColumns, number | bigint | string>>;

function toValue(value: number | bigint | string, column: string): SnmpValue {
  if (typeof value === "string") return { type: "bytes", value: Buffer.from(value) };
  if (typeof value === "bigint") return { type: "counter64", value };
  return /Octets|Errors/.test(column) ? { type: "counter", value } : { type: "integer", value };
}

function walkOf(rows: readonly Row[], truncated = false): SnmpWalk {
  const columns = new Map<string, SnmpCell[]>();
  for (const [column, root] of Object.entries(interfaceColumns)) {
    const cells = rows.flatMap((row, at): SnmpCell[] => {
      const value = row[column as keyof Row];
      const index = String(at + 1);
      return value === undefined ? [] : [{ oid: `${root}.${index}`, index, value: toValue(value, column) }];
    });
    columns.set(root, cells);
  }
  return { columns, truncated };
}

function judge(written: object, before: readonly Row[], after: readonly Row[] = [], truncated = false) {
  const seen = {
    before: readInterfaces(walkOf(before)),
    after: readInterfaces(walkOf(after)),
    elapsedMs: 2_000,
    truncated,
  };
  return interfaceType.evaluate(interfaceType.options.parse(written), seen);
}

const lo: Row = { description: "lo", admin: 1, oper: 1, speed: 10_000_000 };
const up: Row = { description: "eth0", name: "Gi0/1", admin: 1, oper: 1, highSpeed: 1_000 };

describe("interface", () => {
  it.each([
    [{}, [lo, up], "OK", "2 interfaces are up"],
    [{}, [lo, { ...up, oper: 2 }], "CRITICAL", "Gi0/1 is down"],
    [{}, [lo, { ...up, admin: 2, oper: 2 }], "OK", "1 interfaces are up"],
    [{ name: "Gi*" }, [lo, { ...up, admin: 2, oper: 2 }], "CRITICAL", "Gi0/1 is down, switched off"],
    [{ name: ["Gi0/1", "Gi0/2"] }, [up], "UNKNOWN", "there is no interface Gi0/2"],
    [{ exclude: ["lo", "Gi*"] }, [lo, up], "UNKNOWN", "nothing was looked at"],
    [{}, [{ description: "eth0" }], "UNKNOWN", "eth0: the agent does not tell its status"],
    [{}, [], "UNKNOWN", "nothing was looked at"],
  ] as const)("%j judges the status", (written, rows, state, summary) => {
    expect(judge(written, rows)).toMatchObject({ state, summary });
  });

  it("judges load by the interface's speed, each way, with 64-bit counters first", () => {
    const before = { ...up, inOctets64: 0n, outOctets64: 0n, inOctets: 7 };
    const after = { ...up, inOctets64: 225_000_000n, outOctets64: 25_000_000n, inOctets: 7 };
    expect(judge({ utilisation: { crit: "80%" } }, [before], [after])).toMatchObject({
      state: "CRITICAL",
      summary: "Gi0/1 in load 90 % > 80 %",
      values: [{ value: 90 }, { value: 10 }],
    });
  });

  it("judges errors a second, and a counter that began again", () => {
    const before = { ...up, inErrors: 4_294_967_290, outErrors: 5 };
    const after = { ...up, inErrors: 4, outErrors: 5 };
    expect(judge({ errors: { warn: 1 } }, [before], [after]).summary).toBe("Gi0/1 errors a second 5 > 1");
    expect(judge({ errors: { warn: 1 } }, [before], []).state).toBe("UNKNOWN");
  });

  it("can't tell when there are more interfaces than it reads", () => {
    expect(judge({}, [up], [], true).state).toBe("UNKNOWN");
  });
});

describe("rise", () => {
  const of = (value: bigint, bits: bigint) => ({ value, modulus: 2n ** bits });
  it.each([
    [of(1n, 32n), of(3n, 32n), 2],
    [of(4_294_967_295n, 32n), of(0n, 32n), 1],
    [of(5n, 64n), of(3n, 64n), undefined],
    [undefined, of(3n, 64n), undefined],
    [of(1n, 32n), of(3n, 64n), undefined],
  ])("%#", (before, after, expected) => expect(rise(before, after)).toBe(expected));
});
