import type { ListeningPort, PortAnswer, Proposal, Seen } from "./contract.js";
import { nameOfPort } from "./port-names.js";
import { inTime, timesFor } from "./times.js";

/** What each listening port is worth. */
export function proposePorts({ listening, answers }: Seen): Proposal[] {
  const proposals = listening.flatMap(({ port }) => {
    const answer = answers.get(port);
    return answer ? proposeAnswer(port, answer) : [];
  });
  return [...proposals, ...proposeInside(listening, answers)];
}

function proposeAnswer(port: number, answer: PortAnswer): Proposal[] {
  const who = nameOfPort(port);
  switch (answer.kind) {
    case "unreachable":
      return [];
    case "silent":
      return [{ type: "tcp", id: `tcp-${port}`, options: { port }, reason: `${who} answers from here` }];
    case "banner":
      return [proposeBanner(port, answer.text)];
    case "http":
      return [proposeHttp(port, "http", answer)];
    case "tls":
      return proposeTls(port, answer);
  }
}

/** How well-known servers greet. */
const greetings: readonly (readonly [RegExp, string])[] = [
  [/^SSH-2\.0-/, "^SSH-2\\.0-"],
  [/^220[ -]/, "^220[ -]"],
  [/^\+OK/, "^\\+OK"],
  [/^\* OK/, "^\\* OK"],
];

function proposeBanner(port: number, text: string): Proposal {
  const expect = greetings.find(([greeting]) => greeting.test(text))?.[1];
  const reason = `it greets with ${JSON.stringify(text.split("\n")[0]?.trim().slice(0, 60))}`;
  return {
    type: "tcp",
    id: `tcp-${port}`,
    options: { port, ...(expect !== undefined && { expect }) },
    reason,
  };
}

function proposeHttp(
  port: number,
  scheme: "http" | "https",
  { status, totalMs, verified = true }: { status: number; totalMs: number; verified?: boolean },
): Proposal {
  const isUsual = port === (scheme === "http" ? 80 : 443);
  const [warn, crit] = timesFor(totalMs, 500);
  return {
    type: "http",
    id: isUsual ? scheme : `${scheme}-${port}`,
    options: {
      url: `${scheme}://{{ address }}${isUsual ? "" : `:${port}`}/`,
      expect: { status },
      redirects: 0,
      ...(!verified && { insecure: true }),
      warn,
      crit,
    },
    reason: `it answers ${status} ${inTime(totalMs)}${verified ? "" : "; its certificate is judged apart"}`,
  };
}

function proposeTls(port: number, { certificate, trusted, http }: PortAnswer & { kind: "tls" }): Proposal[] {
  const options = {
    port,
    ...(!trusted && { trusted: false }),
    warn: "30d",
    crit: "14d",
  };
  const why = trusted ? "" : ", of no authority that we know";
  const reason = `a certificate until ${certificate.notAfter.slice(0, 10)}${why}`;
  const tls = { type: "tls", id: port === 443 ? "tls" : `tls-${port}`, options, reason };
  return http ? [proposeHttp(port, "https", http), tls] : [tls];
}

/** What can't be reached from here is looked at from inside. */
function proposeInside(listening: readonly ListeningPort[], answers: Seen["answers"]): Proposal[] {
  const isHidden = ({ port, loopback }: ListeningPort): boolean =>
    !loopback && answers.get(port)?.kind === "unreachable";
  const inside = (ports: readonly ListeningPort[], open: boolean, why: string): Proposal[] => {
    const numbers = ports.map(({ port }) => port);
    if (numbers.length === 0) return [];
    const names = numbers.slice(0, 5).map(nameOfPort).join(", ");
    const options = { port: numbers, public: open };
    return [{ type: "port", id: open ? "ports" : "ports-inside", options, reason: `${names}: ${why}` }];
  };
  return [
    ...inside(listening.filter(isHidden), true, "not reachable from here"),
    ...inside(
      listening.filter(({ loopback }) => loopback),
      false,
      "only for the host itself",
    ),
  ];
}
