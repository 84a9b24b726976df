import { readFileSync } from "node:fs";
import { get } from "node:http";

/** What one writes without itom: `http.get` in a loop, each on a connection of its own. Prints how many answered 200. */
const [, , file = "", atOnce = ""] = process.argv;
const urls = readFileSync(file, "utf8").trim().split("\n");
let next = 0;
let good = 0;

function ask(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, timeout: 10_000 }, (answer) => {
      if (answer.statusCode === 200) good += 1;
      answer.resume().once("end", resolve);
    }).once("error", reject);
  });
}

async function work(): Promise<void> {
  for (let url = urls[next++]; url !== undefined; url = urls[next++]) await ask(url);
}

await Promise.all(Array.from({ length: Number(atOnce) }, work));
console.log(good);
