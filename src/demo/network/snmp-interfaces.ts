import type { Mib } from "net-snmp";
import { addTable, type DemoColumn } from "./snmp-mib.js";

export interface DemoInterface {
  readonly name: string;
  readonly alias?: string;
  readonly up?: boolean;
  /** Mb/s; 1,000 where undefined. */
  readonly speed?: number;
  readonly inOctets?: bigint;
  readonly outOctets?: bigint;
  readonly inErrors?: number;
  readonly outErrors?: number;
}

/** IF-MIB (RFC 2863), ifTable. */
const ifColumns: readonly DemoColumn[] = [
  { number: 1, type: "Integer" }, // index
  { number: 2, type: "OctetString" }, // description
  { number: 3, type: "Integer" }, // type
  { number: 4, type: "Integer" }, // MTU
  { number: 5, type: "Gauge" }, // speed in bits per second
  { number: 6, type: "OctetString" }, // physical address
  { number: 7, type: "Integer" }, // administrative status
  { number: 8, type: "Integer" }, // operational status
  { number: 10, type: "Counter" }, // octets in
  { number: 14, type: "Counter" }, // errors in
  { number: 16, type: "Counter" }, // octets out
  { number: 20, type: "Counter" }, // errors out
];

/** ifXTable, which has the index of ifTable. */
const ifXColumns: readonly DemoColumn[] = [
  { number: 1, type: "OctetString" }, // name
  { number: 6, type: "Counter64" }, // octets in
  { number: 10, type: "Counter64" }, // octets out
  { number: 15, type: "Gauge" }, // Mb/s
  { number: 18, type: "OctetString" }, // alias
];
const ifEntry = "1.3.6.1.2.1.2.2.1";

/** Registers ifTable and ifXTable; interfaces are numbered from 1. */
export function registerInterfaces(mib: Mib, interfaces: readonly DemoInterface[]): void {
  const rows = interfaces.map((one, position) => toIfRow(one, position + 1));
  addTable(mib, ifEntry, ifColumns, rows);
  addTable(mib, "1.3.6.1.2.1.31.1.1.1", ifXColumns, interfaces.map(toIfXRow), ifEntry);
}

function toIfRow(one: DemoInterface, index: number): unknown[] {
  const speed = Math.min((one.speed ?? 1_000) * 1_000_000, 0xffff_ffff);
  const mac = Buffer.from([2, 0, 0, 0, index >> 8, index & 255]);
  const type = one.name === "lo" ? 24 : 6;
  const status = one.up === false ? 2 : 1;
  const octets = (value: bigint | undefined): number => Number((value ?? 0n) & 0xffff_ffffn);
  const { inErrors = 0, outErrors = 0 } = one;
  return [
    index,
    one.name,
    type,
    1500,
    speed,
    mac,
    1,
    status,
    octets(one.inOctets),
    inErrors,
    octets(one.outOctets),
    outErrors,
  ];
}

function toIfXRow(one: DemoInterface, position: number): unknown[] {
  const { inOctets = 0n, outOctets = 0n, speed = 1_000, alias = "" } = one;
  return [position + 1, one.name, toCounter64(inOctets), toCounter64(outOctets), speed, alias];
}

/** net-snmp takes a 64-bit counter as bytes. */
function toCounter64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
