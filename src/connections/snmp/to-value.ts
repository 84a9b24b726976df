import type { SnmpValue, SnmpVarbind } from "../../ports/snmp.js";
import { ConnectionError } from "../../lib/connection-error.js";

/** ASN.1 tags of RFC 2578 and RFC 3416. */
const tag = {
  integer: 2,
  bits: 3,
  octets: 4,
  null: 5,
  oid: 6,
  address: 64,
  counter: 65,
  gauge: 66,
  ticks: 67,
  opaque: 68,
  counter64: 70,
  noSuchObject: 128,
  noSuchInstance: 129,
  endOfMibView: 130,
} as const;

/** Turns what net-snmp read into a value; throws PROTOCOL where type and value do not belong together. */
export function toVarbind(raw: { oid: string; type: number; value: unknown }): SnmpVarbind {
  const value = toValue(raw.type, raw.value);
  if (value) return { oid: raw.oid, value };
  throw new ConnectionError("PROTOCOL", `the agent sent a value of an unknown type for ${raw.oid}`);
}

function toValue(type: number, value: unknown): SnmpValue | undefined {
  if (typeof value === "number") return toNumber(type, value);
  if (Buffer.isBuffer(value)) return toBytes(type, value);
  if (typeof value === "string") {
    if (type === tag.oid) return { type: "oid", value };
    return type === tag.address ? { type: "address", value } : undefined;
  }
  if (type === tag.noSuchObject) return { type: "missing", why: "noSuchObject" };
  // SNMPv1 agents answer what they lack with a null.
  if (type === tag.noSuchInstance || type === tag.null) return { type: "missing", why: "noSuchInstance" };
  return type === tag.endOfMibView ? { type: "missing", why: "endOfMibView" } : undefined;
}

function toNumber(type: number, value: number): SnmpValue | undefined {
  if (type === tag.integer) return { type: "integer", value };
  if (type === tag.counter) return { type: "counter", value };
  if (type === tag.gauge) return { type: "gauge", value };
  return type === tag.ticks ? { type: "ticks", value } : undefined;
}

function toBytes(type: number, value: Buffer): SnmpValue | undefined {
  if (type === tag.octets || type === tag.bits || type === tag.opaque) return { type: "bytes", value };
  if (type !== tag.counter64) return undefined;
  const number = BigInt(`0x${value.toString("hex") || "0"}`);
  return number < 2n ** 64n ? { type: "counter64", value: number } : undefined;
}
