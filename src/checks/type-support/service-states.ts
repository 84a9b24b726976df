import type { Finding } from "./findings.js";

/** What a service manager says of one service, in systemd's words. */
export interface ServiceState {
  readonly load: string;
  readonly active: string;
  readonly sub: string;
  readonly enabled: string;
}

/** Reads what service-script.ts prints: blocks of systemd's properties in the order asked, or lines. */
export function readServices(stdout: string): ReadonlyMap<string, ServiceState> {
  const states = new Map<string, ServiceState>();
  for (const match of stdout.matchAll(/^service (\S+) (\S+)(?: (\S+) (\S+) (\S+))?$/gm)) {
    const [, name = "", load = "", active = "", sub = "", enabled = ""] = match;
    states.set(name, { load, active, sub, enabled });
  }
  const asked = /^asked (.+)$/m.exec(stdout)?.[1]?.split(" ");
  if (asked) readBlocks(asked, stdout, states);
  return states;
}

function readBlocks(asked: readonly string[], stdout: string, states: Map<string, ServiceState>): void {
  const blocks = stdout
    .slice(0, stdout.indexOf("\nasked "))
    .split(/\n{2,}/)
    .map(
      (block) =>
        new Map([...block.matchAll(/^(\w+)=(.*)$/gm)].map(([, key = "", value = ""]) => [key, value])),
    )
    .filter((block) => block.has("LoadState"));
  if (blocks.length !== asked.length) return; // what belongs to which can't be said
  for (const [index, name] of asked.entries()) {
    const get = (key: string): string => blocks[index]?.get(key) ?? "";
    const state = { load: get("LoadState"), active: get("ActiveState"), sub: get("SubState") };
    states.set(name, { ...state, enabled: get("UnitFileState") });
  }
}

interface Wanted {
  readonly running: boolean;
  readonly enabled?: boolean | undefined;
}

/** Judges one service; what its manager did not say clearly is UNKNOWN. */
export function judgeService(name: string, state: ServiceState | undefined, wanted: Wanted): Finding {
  if (!state) return { state: "UNKNOWN", text: `the state of ${name} could not be determined` };
  if (state.load === "not-found") {
    return { state: wanted.running ? "CRITICAL" : "OK", text: `${name} is not installed` };
  }
  const running = judgeRunning(name, state, wanted.running);
  if (running.state !== "OK" || wanted.enabled === undefined) return running;
  const enabled = judgeEnabled(name, state, wanted.enabled);
  return enabled.state === "OK"
    ? { ...running, text: `${running.text}, ${state.enabled || "disabled"}` }
    : enabled;
}

const running = new Set(["active", "reloading", "refreshing"]);
const stopped = new Set(["inactive", "failed", "deactivating"]);

function judgeRunning(name: string, { load, active, sub }: ServiceState, wanted: boolean): Finding {
  const detail = sub !== "" && sub !== active ? `${active} (${sub})` : active;
  if (running.has(active)) {
    return {
      state: wanted ? "OK" : "CRITICAL",
      text: wanted ? `${name} is ${detail}` : `${name} is ${detail}, and must not be`,
    };
  }
  if (active === "activating" || active === "maintenance") {
    const restarting = sub.startsWith("auto-restart");
    return { state: restarting || !wanted ? "CRITICAL" : "WARNING", text: `${name} is ${detail}` };
  }
  if (!stopped.has(active)) return { state: "UNKNOWN", text: `${name}: its state is ${active || "empty"}` };
  if (!wanted && active !== "deactivating") return { state: "OK", text: `${name} is ${detail}` };
  const masked = load === "masked" ? ", and masked" : "";
  return { state: wanted ? "CRITICAL" : "WARNING", text: `${name} is ${detail}${masked}` };
}

const starting = new Set(["enabled", "enabled-runtime", "alias", "generated", "yes"]);
const notStarting = new Set([
  "disabled",
  "masked",
  "masked-runtime",
  "static",
  "indirect",
  "linked",
  "linked-runtime",
  "transient",
  "no",
]);

/** A service that runs now and won't after the next start is a WARNING. */
function judgeEnabled(name: string, { enabled }: ServiceState, wanted: boolean): Finding {
  if (!starting.has(enabled) && !notStarting.has(enabled)) {
    return { state: "UNKNOWN", text: `${name}: whether it is enabled could not be determined` };
  }
  const text = starting.has(enabled) ? `${name} is enabled` : `${name} is not enabled (${enabled})`;
  return { state: starting.has(enabled) === wanted ? "OK" : "WARNING", text };
}
