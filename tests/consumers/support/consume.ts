import { spawnSync } from "node:child_process";

/** Runs another program to its end, with text on its stdin; throws where the machine lacks it. */
export function consume(
  program: string,
  words: readonly string[],
  input = "",
): { status: number | null; output: string } {
  const done = spawnSync(program, words, { input, encoding: "utf8", timeout: 60_000 });
  if (done.error) throw done.error;
  return { status: done.status, output: `${done.stdout}${done.stderr}` };
}

/** Asks until there is an answer; the test's own time limit ends a wait for what never comes. */
export async function until<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
