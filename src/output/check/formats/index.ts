import type { CheckFormat } from "../report.js";
import { checkmk } from "./checkmk.js";
import { csv } from "./csv.js";
import { github } from "./github.js";
import { html } from "./html.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import { nagios } from "./nagios.js";
import { ndjson } from "./ndjson.js";
import { passive } from "./passive.js";
import { prometheus } from "./prometheus.js";
import { tap } from "./tap.js";

const all = [checkmk, csv, github, html, json, junit, markdown, nagios, ndjson, passive, prometheus, tap];

/** Every format of `--out`, by name. */
export const checkFormats: ReadonlyMap<string, CheckFormat> = new Map(
  all.map((format) => [format.name, format]),
);
