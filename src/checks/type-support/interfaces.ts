import type { SnmpCell, SnmpValue, SnmpWalk } from "../../ports/snmp.js";

const ifEntry = "1.3.6.1.2.1.2.2.1";
const ifXEntry = "1.3.6.1.2.1.31.1.1.1";

/** Columns of IF-MIB (RFC 2863). */
export const interfaceColumns = {
  description: `${ifEntry}.2`,
  speed: `${ifEntry}.5`,
  admin: `${ifEntry}.7`,
  oper: `${ifEntry}.8`,
  inOctets: `${ifEntry}.10`,
  inErrors: `${ifEntry}.14`,
  outOctets: `${ifEntry}.16`,
  outErrors: `${ifEntry}.20`,
  name: `${ifXEntry}.1`,
  inOctets64: `${ifXEntry}.6`,
  outOctets64: `${ifXEntry}.10`,
  highSpeed: `${ifXEntry}.15`,
} as const;

type Column = keyof typeof interfaceColumns;

/** A counter and the number of values it has before it begins again. */
export interface Counter {
  readonly value: bigint;
  readonly modulus: bigint;
}

export interface Interface {
  readonly index: string;
  readonly name: string;
  /** 1 up, 2 down, 3 testing; undefined where the agent does not say. */
  readonly admin: number | undefined;
  /** 1 up, 2 down, 3 testing, 4 unknown, 5 dormant, 6 not present, 7 lower layer down. */
  readonly oper: number | undefined;
  /** Bits a second; undefined where it is not known. */
  readonly speed: number | undefined;
  readonly inOctets: Counter | undefined;
  readonly outOctets: Counter | undefined;
  readonly inErrors: Counter | undefined;
  readonly outErrors: Counter | undefined;
}

/** Pure. One interface for each row; 64-bit counters where the agent has them. */
export function readInterfaces(walk: SnmpWalk): Interface[] {
  const cell = (column: Column, index: string): SnmpCell | undefined =>
    walk.columns.get(interfaceColumns[column])?.find((each) => each.index === index);
  const rows = walk.columns.get(interfaceColumns.description) ?? [];
  return rows.map(({ index, value }): Interface => {
    const name =
      textOf(cell("name", index)) ?? (value.type === "bytes" ? value.value.toString("utf8") : index);
    const megabits = numberOf(cell("highSpeed", index));
    return {
      index,
      name: name === "" ? index : name,
      admin: numberOf(cell("admin", index)),
      oper: numberOf(cell("oper", index)),
      speed: megabits ? megabits * 1e6 : positive(numberOf(cell("speed", index))),
      inOctets: counterOf(cell("inOctets64", index)) ?? counterOf(cell("inOctets", index)),
      outOctets: counterOf(cell("outOctets64", index)) ?? counterOf(cell("outOctets", index)),
      inErrors: counterOf(cell("inErrors", index)),
      outErrors: counterOf(cell("outErrors", index)),
    };
  });
}

/** What a counter rose by; undefined where either is missing or a 64-bit counter went back, which is a restart. */
export function rise(before: Counter | undefined, after: Counter | undefined): number | undefined {
  if (!before || !after || before.modulus !== after.modulus) return undefined;
  if (after.value >= before.value) return Number(after.value - before.value);
  // Nothing wraps 64 bits between two samples.
  return after.modulus > 2n ** 32n ? undefined : Number(after.value + after.modulus - before.value);
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function textOf(cell: SnmpCell | undefined): string | undefined {
  return cell?.value.type === "bytes" ? cell.value.value.toString("utf8") : undefined;
}

function numberOf(cell: SnmpCell | undefined): number | undefined {
  const value = cell?.value;
  return value?.type === "integer" || value?.type === "gauge" ? value.value : undefined;
}

function counterOf(cell: SnmpCell | undefined): Counter | undefined {
  return cell && toCounter(cell.value);
}

/** A value as a counter; undefined where it is none. */
export function toCounter(value: SnmpValue): Counter | undefined {
  if (value.type === "counter64") return { value: value.value, modulus: 2n ** 64n };
  return value.type === "counter" ? { value: BigInt(value.value), modulus: 2n ** 32n } : undefined;
}
