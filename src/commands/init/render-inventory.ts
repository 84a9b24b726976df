import type { Answers, NewHost, StartingCheck } from "./answers.js";

/** Writes a first inventory with comments that show how to go on. */
export function renderInventory(answers: Answers): string {
  return [
    "# The hosts, and what is checked on them. `itom check` makes the checks; docs/inventory.md has every key.",
    "# Editors complete it after `itom inventory schema > inventory.schema.json` with this line at the top:",
    "# yaml-language-server: $schema=inventory.schema.json",
    "version: 1",
    "",
    "# What holds for every host; a group or a host can say otherwise.",
    ...defaultsSection(answers),
    "",
    "# Members share settings, and patterns name them: `itom check web`.",
    "# groups:",
    "#   web: { cluster: true } # cluster: never change two members at once",
    "",
    '# By name; web[01:20] stands for twenty hosts, with address: "10.0.0.[11:30]".',
    "hosts:",
    ...answers.hosts.map(hostLine),
    "",
    '# `on` is a pattern: all, a host, a group, web*, tag:prod, "all,!db1" …',
    ...checksSection(answers.checks),
    "",
  ].join("\n");
}

function defaultsSection({ user, identity, sudo }: Answers): string[] {
  const ssh = [
    ...(user === undefined ? [] : [`user: ${scalar(user)}`]),
    ...(identity === undefined ? [] : [`identity: ${scalar(identity)}`]),
    ...(sudo ? ["become: sudo"] : []),
  ];
  if (ssh.length === 0)
    return ["# defaults:", "#   ssh: { user: ops, identity: ~/.ssh/id_ed25519, become: sudo }"];
  return ["defaults:", `  ssh: { ${ssh.join(", ")} }`];
}

function hostLine(host: NewHost): string {
  const { name, address, user, port, identity, jump } = host;
  const ssh = [
    ...(user === undefined ? [] : [`user: ${scalar(user)}`]),
    ...(port === undefined ? [] : [`port: ${port}`]),
    ...(identity === undefined ? [] : [`identity: ${list(identity)}`]),
    ...(jump === undefined ? [] : [`jump: ${list(jump)}`]),
  ];
  const settings = [`address: ${scalar(address)}`, ...(ssh.length > 0 ? [`ssh: { ${ssh.join(", ")} }`] : [])];
  return `  ${scalar(name)}: { ${settings.join(", ")} }`;
}

const entries: Readonly<Record<StartingCheck, string>> = {
  ping: '{ on: all, type: ping, warn: "100ms,20%", crit: "500ms,60%" } # round trip and loss',
  ssh: "{ on: all, type: ssh, warn: 2s, crit: 10s } # can it be logged in to, and how fast",
  disk: "{ on: all, type: disk, warn: 80%, crit: 90% } # how full",
  load: "{ on: all, type: load, warn: 2, crit: 4 } # for each core",
  memory: "{ on: all, type: memory, warn: 10%, crit: 5% } # what is left",
};

function checksSection(checks: readonly StartingCheck[]): string[] {
  if (checks.length === 0) return ["# checks:", `#   - ${entries.ping}`];
  return ["checks:", ...checks.map((check) => `  - ${entries[check]}`)];
}

function list(values: readonly string[]): string {
  return values.length === 1 ? scalar(values[0] ?? "") : `[${values.map(scalar).join(", ")}]`;
}

/** Plain where YAML can read nothing else from it than this text, else in double quotes. */
function scalar(text: string): string {
  const plain = /^(?:[A-Za-z/~_][\w./~@-]*|\d+(?:\.\d+){3})$/.test(text);
  const word = /^(?:true|false|null|yes|no|on|off|~)$/i.test(text);
  return plain && !word ? text : JSON.stringify(text);
}
