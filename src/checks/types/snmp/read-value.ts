import type { SnmpValue } from "../../../ports/snmp.js";
import { excerpt } from "../../probe-support/excerpt.js";

export interface Reading {
  /** Undefined where the agent has no such value. */
  readonly text?: string;
  /** Undefined where it is no number. */
  readonly number?: number;
}

const longest = 200;

/** A value as text and, where it is one, as a number times `scale`; ticks are seconds. */
export function readValue(value: SnmpValue | undefined, scale: number): Reading {
  if (!value || value.type === "missing") return {};
  if (value.type === "bytes") return readBytes(value.value, scale);
  if (value.type === "oid" || value.type === "address") return { text: value.value };
  const number = value.type === "ticks" ? value.value / 100 : Number(value.value);
  return { text: String(value.value), number: clean(number * scale) };
}

/** Some agents send numbers as text; what is no text is shown in hexadecimal. */
function readBytes(bytes: Buffer, scale: number): Reading {
  const raw = bytes.toString("utf8");
  const printable =
    !raw.includes("\uFFFD") && !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(raw.replace(/\0+$/, ""));
  if (!printable) return { text: bytes.subarray(0, longest / 2).toString("hex") };
  const text = excerpt(raw, longest);
  return /^-?\d+(?:\.\d+)?$/.test(text) ? { text, number: clean(Number(text) * scale) } : { text };
}

/** 29 times 0.01 is not 0.29 in floating point. */
function clean(number: number): number {
  return Number(number.toPrecision(15));
}
