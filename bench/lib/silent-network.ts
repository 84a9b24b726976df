import { spawnSync } from "node:child_process";

const here = "itom-bench-ping";
const there = "itom-bench-far";

export interface SilentNetwork {
  /** What leads into the namespace from which the addresses are seen. */
  readonly enter: readonly string[];
  readonly addresses: readonly string[];
  readonly alive: number;
  readonly remove: () => void;
}

/**
 * Two network namespaces and a wire: 2,048 addresses are routed to the far one, which has every fourth until `alive` are reached and drops
 * what goes to the others without a word, as a router before empty addresses does. Needs root.
 */
export function makeSilentNetwork(count: number, alive: number): SilentNetwork {
  remove();
  const addresses = Array.from({ length: count }, (_, index) => `10.90.${index >> 8}.${index & 255}`);
  const living = addresses.filter((_, index) => index % 4 === 1).slice(0, alive);
  try {
    for (const name of [here, there]) ip(["netns", "add", name]);
    ip(["-n", here, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", there]);
    batch(here, [
      "addr add 10.91.0.1/30 dev wire",
      "link set lo up",
      "link set wire up",
      "route add 10.90.0.0/16 via 10.91.0.2",
    ]);
    const assigned = living.map((address) => `addr add ${address}/32 dev wire`);
    batch(there, ["addr add 10.91.0.2/30 dev wire", "link set lo up", "link set wire up", ...assigned]);
  } catch (error) {
    remove();
    throw error;
  }
  return { enter: ["ip", "netns", "exec", here], addresses, alive: living.length, remove };
}

function remove(): void {
  for (const name of [here, there]) spawnSync("ip", ["netns", "del", name], { stdio: "ignore" });
}

function batch(namespace: string, lines: readonly string[]): void {
  ip(["-n", namespace, "-batch", "-"], `${lines.join("\n")}\n`);
}

function ip(words: readonly string[], input = ""): void {
  const done = spawnSync("ip", words, { input, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`ip ${words.join(" ")} failed: ${done.stderr}`);
}
