import type { ChildProcess } from "node:child_process";

/** Resolves with the address that `itom check --serve` says it serves on; rejects where it ends before. */
export function listeningOn(itom: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = "";
    itom.stderr?.setEncoding("utf8").on("data", (more: string) => {
      told += more;
      const url = /serving (\S+)\/metrics/.exec(told)?.[1];
      if (url !== undefined) resolve(url);
    });
    itom.on("error", reject);
    itom.on("close", () => reject(new Error(`it ended: ${told}`)));
  });
}
