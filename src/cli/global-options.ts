import type { OptionSpecification } from "./option-specification.js";

/** Options of every command, parsed; precedence is flag, environment, inventory, default. */
export interface GlobalOptions {
  readonly inventory?: string;
  readonly state?: string;
  readonly limit?: string;
  readonly forks?: number;
  readonly timeoutMs?: number;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** False for `--no-color`, else undefined: the environment decides. */
  readonly colour?: boolean;
  /** False for `--no-input` or where stdin is no terminal. */
  readonly input: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

export const globalOptions: readonly OptionSpecification[] = [
  {
    flags: "-i, --inventory <file>",
    summary: "inventory file or folder (ITOM_INVENTORY; else inventory.yaml here or above)",
  },
  { flags: "--state <dir>", summary: "state folder (ITOM_STATE; else .itom beside the inventory)" },
  { flags: "-l, --limit <pattern>", summary: "only hosts that this pattern selects too" },
  { flags: "-f, --forks <n>", summary: "hosts at once" },
  { flags: "--timeout <duration>", summary: "bound on the whole run, as 30s or 5m" },
  { flags: "--json", summary: "one JSON document on stdout" },
  { flags: "-q, --quiet", summary: "say only what is wrong" },
  { flags: "-v, --verbose", summary: "say more; stack traces of bugs" },
  { flags: "--no-color", summary: "no colour (also NO_COLOR)" },
  { flags: "--no-input", summary: "never ask; fail where an answer is needed" },
  { flags: "-y, --yes", summary: "yes to every question" },
  { flags: "-n, --dry-run", summary: "show what would be done" },
];
