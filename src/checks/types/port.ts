import type { z } from "zod";
import { flag, oneOf, oneOrMore, port as portNumber, section } from "../../inventory/schema/basics.js";
import { isLoopbackSocket } from "../../lib/loopback-socket.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";

const options = section(
  {
    port: oneOrMore(portNumber, "a port or a list of ports").transform((given): readonly number[] =>
      Array.isArray(given) ? given : [given],
    ),
    protocol: oneOf(["tcp", "udp"]).describe("tcp where absent").default("tcp"),
    listening: flag.describe("false: nothing may listen there").default(true),
    public: flag.describe("true: must listen on more than loopback; false: only on loopback").optional(),
  },
  "the options of port",
);

type Options = z.output<typeof options>;

/** What listens on the host, from /proc/net/{tcp,udp}{,6} (proc(5)): no program is needed for it. */
export const port = {
  kind: "shell",
  name: "port",
  summary: "A port that must be listened on, or must not",
  targets: ["host"],
  example: "{ on: all, type: port, port: 22 }",
  options,
  script: ({ protocol, public: wide }) => ({
    // Byte 5 of an ELF program (elf(5), EI_DATA) tells in which order the kernel prints an address's bytes. 0A is LISTEN; 07 is how an unconnected UDP socket looks. A busy host has too many lines for the shell's own `read`.
    text: `${wide === undefined ? "" : 'echo "order $(od -An -tx1 -j5 -N1 /proc/self/exe 2>/dev/null)"\n'}s=${protocol === "tcp" ? "0A" : "07"}
for f in /proc/net/${protocol} /proc/net/${protocol}6;do
[ -r $f ]||continue
echo "file $f"
awk -v s=$s '$4==s{print "socket",$2}' $f||exit
done
:`,
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const what = `/proc/net/${given.protocol}`;
  const broken = brokenScript(what, output);
  if (broken) return broken;
  if (!/^file \/proc\/net\//m.test(output.stdout)) return unreadable(what, output);
  const sockets = readSockets(output.stdout);
  const findings = given.port.map((number) => judgePort(number, given, sockets));
  return conclude(findings, findings.map(({ text }) => text).join("; "));
}

interface Socket {
  readonly port: number;
  readonly loopback: boolean;
}

function judgePort(number: number, given: Options, sockets: readonly Socket[]): Finding {
  const name = `${given.protocol} port ${number}`;
  const here = sockets.filter((socket) => socket.port === number);
  if (here.length === 0) {
    return { state: given.listening ? "CRITICAL" : "OK", text: `nothing listens on ${name}` };
  }
  const wide = here.some((socket) => !socket.loopback);
  const where = wide ? "" : " (loopback only)";
  if (!given.listening) return { state: "CRITICAL", text: `something listens on ${name}${where}` };
  if (given.public === true && !wide)
    return { state: "CRITICAL", text: `${name} is listened on at loopback only` };
  if (given.public === false && wide) return { state: "CRITICAL", text: `${name} is open beyond loopback` };
  return { state: "OK", text: `${name} is listened on${where}` };
}

/** Addresses are hexadecimal in the host's byte order, ports in the network's. Hosts that do not tell theirs are little-endian. */
function readSockets(stdout: string): Socket[] {
  const isBigEndian = /^order +02$/m.test(stdout);
  return [...stdout.matchAll(/^socket ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/gm)].map(
    ([, address = "", hex = ""]) => ({
      port: Number.parseInt(hex, 16),
      loopback: isLoopbackSocket(address, isBigEndian),
    }),
  );
}
