export interface PrometheusSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads the Prometheus text format 0.0.4 as itom writes it, and throws at the first line that is not so. */
export function readPrometheus(text: string): { families: string[]; samples: PrometheusSample[] } {
  if (text !== "" && !text.endsWith("\n")) throw new Error("the last line has no end");
  const families: string[] = [];
  const samples: PrometheusSample[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    const type = /^# TYPE (\w+) (?:gauge|counter)$/.exec(line);
    if (type?.[1] !== undefined) families.push(type[1]);
    else if (!line.startsWith("# HELP ")) samples.push(readSample(line, families.at(-1)));
  }
  return { families, samples };
}

function readSample(line: string, family: string | undefined): PrometheusSample {
  const match = /^([a-zA-Z_]\w*)(?:\{((?:\w+="(?:[^"\\]|\\.)*",?)*)\})? (\S+)$/.exec(line);
  if (!match || match[1] !== family) throw new Error(`no sample of ${family}: ${line}`);
  const labels = [...(match[2] ?? "").matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(
    ([, name = "", value = ""]) => [
      name,
      value.replaceAll(/\\(.)/g, (_all, character: string) => (character === "n" ? "\n" : character)),
    ],
  );
  return {
    name: match[1] ?? "",
    labels: Object.fromEntries(labels) as Record<string, string>,
    value: Number(match[3]),
  };
}
