import type { z } from "zod";
import { flag, section, text } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, State, Verdict } from "../contract.js";
import { parsePerfdata, toBaseUnit } from "../perfdata.js";
import { unknown } from "../states.js";
import { firstLine, missingProgram } from "../type-support/missing-program.js";

const options = section(
  {
    command: text.describe("The plugin with its arguments, text for the host's sh"),
    sudo: flag.describe("Run it as root").default(false),
    local: flag.describe("Run it on this machine instead of the host").default(false),
  },
  "the options of plugin",
);

type Options = z.output<typeof options>;

/** Any Nagios plugin (Monitoring Plugins guidelines): exit status 0 to 3, text, long text, performance data. */
export const plugin = {
  kind: "shell",
  name: "plugin",
  summary: "Any Nagios plugin, on the host or here",
  targets: ["host", "service"],
  example: `{ on: all, type: plugin, command: "/usr/lib/nagios/plugins/check_users -w 5 -c 10" }`,
  options,
  script: (given) => ({ text: given.command, sudo: given.sudo, local: given.local }),
  evaluate,
} satisfies ShellCheckType<Options>;

const states: readonly State[] = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

function evaluate(_given: Options, output: SectionOutput): Verdict {
  const missing = missingProgram(output);
  if (missing) return missing;
  const state = output.exitCode === null ? undefined : states[output.exitCode];
  const said = firstLine(output.stdout) ?? firstLine(output.stderr);
  if (state === undefined) {
    const status = `exit status ${output.exitCode ?? "missing"}, which no plugin has`;
    const message = `${status}${said === undefined ? "" : `: ${said}`}`;
    return unknown(message, { kind: "EXIT", message });
  }
  const { summary, longText, perfdata } = splitOutput(output.stdout);
  // A control character shows that something else than a plugin answered.
  if (summary === "" || /[\u0000-\u0008\u000E-\u001A]/.test(summary)) {
    const message = `the plugin printed no text (exit status ${output.exitCode})${said === undefined ? "" : `: ${said}`}`;
    return {
      ...unknown(message, { kind: "OUTPUT", message }),
      state: state === "CRITICAL" ? state : "UNKNOWN",
    };
  }
  const { values, rest } = parsePerfdata(perfdata);
  const unread = rest.length === 0 ? [] : [`no performance data: ${rest.join(" ").slice(0, 200)}`];
  const cut = output.truncated ? ["the plugin printed more than is kept"] : [];
  return { state, summary, values: values.map(toBaseUnit), details: [...longText, ...unread, ...cut] };
}

interface PluginOutput {
  readonly summary: string;
  readonly longText: readonly string[];
  readonly perfdata: string;
}

/** `text | perfdata`, then long text up to the next `|`, after which all further lines are performance data. */
function splitOutput(stdout: string): PluginOutput {
  const [first = "", ...lines] = stdout.trim().split(/\r?\n/);
  const [summary, perfdata] = splitAtBar(first);
  const longText: string[] = [];
  const data = [perfdata];
  let inData = false;
  for (const line of lines) {
    const [before, after] = inData ? ["", line] : splitAtBar(line);
    if (before !== "") longText.push(before);
    if (line.includes("|")) inData = true;
    data.push(after);
  }
  return { summary, longText, perfdata: data.join(" ") };
}

function splitAtBar(line: string): readonly [text: string, perfdata: string] {
  const bar = line.indexOf("|");
  return bar === -1 ? [line.trim(), ""] : [line.slice(0, bar).trim(), line.slice(bar + 1)];
}
