import type { StoredResult } from "../../src/ports/check-store.js";

/** A small generator of even chance (mulberry32), so that each run of the benchmark sees the same fleet. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Shape {
  readonly check: string;
  readonly values: readonly (readonly [label: string, unit: string])[];
  /** Own start and duration; shell checks of a host share theirs. */
  readonly probe: boolean;
  /** Next values out of the last ones. */
  readonly next: (random: () => number, last: readonly number[] | undefined, minute: number) => number[];
}

const around = (random: () => number, middle: number, spread: number): number =>
  Math.max(0, middle * (1 + spread * (random() + random() + random() - 1.5)));
const round = (value: number, digits: number): number => Number(value.toFixed(digits));
/** Busier by day. */
const day = (minute: number): number => 1 + 0.5 * Math.sin(((minute % 1440) / 1440) * 2 * Math.PI);

/** What ten checks of a usual host answer, with the digits in which the types give their values. */
const shapes: readonly Shape[] = [
  {
    check: "ping",
    values: [
      ["rta", "s"],
      ["loss", "%"],
    ],
    probe: true,
    next: (random) => [around(random, 0.012, 0.5), random() < 0.002 ? 20 : 0],
  },
  {
    check: "ssh",
    values: [["time", "s"]],
    probe: true,
    next: (random) => [around(random, 0.085, 0.4)],
  },
  {
    check: "http",
    values: [
      ["time", "s"],
      ["size", "B"],
    ],
    probe: true,
    next: (random, _last, minute) => [around(random, 0.041 * day(minute), 0.6), 18_204],
  },
  { check: "tls", values: [["days", "d"]], probe: true, next: (_random, last) => [last?.[0] ?? 61] },
  {
    check: "disk",
    values: [
      ["/", "%"],
      ["/var", "%"],
    ],
    probe: false,
    next: (random, last = [41.2, 63.5]) => [
      round((last[0] ?? 0) + (random() < 0.02 ? 0.1 : 0), 1),
      round((last[1] ?? 0) + (random() < 0.2 ? random() - 0.45 : 0), 1),
    ],
  },
  {
    check: "load",
    values: [
      ["load1", ""],
      ["load5", ""],
      ["load15", ""],
    ],
    probe: false,
    next: (random, last = [0.6, 0.6, 0.6], minute) => {
      const load1 = around(random, 0.6 * day(minute), 0.9);
      return [
        round(load1, 2),
        round((last[1] ?? 0) * 0.4 + load1 * 0.6, 2),
        round((last[2] ?? 0) * 0.7 + load1 * 0.3, 2),
      ];
    },
  },
  {
    check: "memory",
    values: [["used", "%"]],
    probe: false,
    next: (random, _last, minute) => [round(around(random, 48 * day(minute), 0.05), 1)],
  },
  { check: "service", values: [["failed", ""]], probe: false, next: () => [0] },
  {
    check: "process",
    values: [["count", ""]],
    probe: false,
    next: (random) => [Math.round(around(random, 12, 0.2))],
  },
  {
    check: "uptime",
    values: [["uptime", "s"]],
    probe: false,
    next: (_random, _last, minute) => [minute * 60],
  },
];

/** Runs of a fleet, ten checks a host, with the noise, the failures and the jitter that real ones have. */
export function noisyFleet(hosts: number, seed = 1): (startMs: number) => StoredResult[] {
  const random = seededRandom(seed);
  const last = new Map<string, number[]>();
  const downUntil = new Map<string, number>();
  return (startMs) => {
    const results: StoredResult[] = [];
    for (let number = 0; number < hosts; number += 1) {
      const host = `host${String(number).padStart(4, "0")}`;
      if (random() < 0.0003) downUntil.set(host, startMs + random() * 3_600_000);
      const isDown = (downUntil.get(host) ?? 0) > startMs;
      const hostStart = startMs + Math.floor((number / hosts) * 20_000 + random() * 500);
      const shared = Math.round(around(random, 310, 0.6));
      for (const { check, values, probe, next } of shapes) {
        const key = `${host}/${check}`;
        const now = next(random, last.get(key), startMs / 60_000);
        last.set(key, now);
        const isWarning = !isDown && check === "load" && (now[0] ?? 0) > 1.2;
        results.push({
          host,
          check,
          type: check,
          state: isDown ? "CRITICAL" : isWarning ? "WARNING" : "OK",
          hard: true,
          summary: isDown ? "no answer within 10 s" : isWarning ? `load ${now[0]} (warn 1.2)` : "well",
          values: isDown
            ? []
            : values.map(([label, unit], index) => ({ label, unit, value: now[index] ?? 0 })),
          startedAt: new Date(hostStart + (probe ? Math.floor(random() * 400) : 0)).toISOString(),
          durationMs: probe ? around(random, 60, 0.7) : shared,
        });
      }
    }
    return results;
  };
}
