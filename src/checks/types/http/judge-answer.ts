import { matchesWithin } from "../../../lib/match-within.js";
import type { HttpObservation } from "../../../ports/http.js";
import { excerpt } from "../../probe-support/excerpt.js";
import type { Finding } from "../../type-support/findings.js";
import { judgeJson as judgeJsonList } from "../../type-support/json-expectation.js";
import { followJsonPath, parseJsonPath } from "../../type-support/json-path.js";
import { whyNotAsExpected } from "./json-expectation.js";
import type { HttpExpectation } from "./options.js";
import { isAllowed, usualStatuses } from "./status.js";

/** How much of a body patterns are run on. */
const mostForPatterns = 262_144;

/** Everything in an answer that is not as expected, with the status first. */
export function judgeAnswer(expect: HttpExpectation, seen: HttpObservation): Finding[] {
  const { body, body_regex, not_body, not_body_regex, json } = expect;
  const wantsText = [body, body_regex, not_body, not_body_regex, json].some((each) => each !== undefined);
  const text = wantsText ? seen.body.toString("utf8") : "";
  return [
    ...judgeStatus(expect, seen.status),
    ...judgeHeaders(expect, seen.headers),
    ...judgeForbiddenHeaders(expect, seen.headers),
    ...judgeBody(expect, text, seen.truncated),
    ...judgeJson(expect, text, seen.truncated),
  ];
}

const critical = (text: string): Finding => ({ state: "CRITICAL", text });
const unknown = (text: string): Finding => ({ state: "UNKNOWN", text });
const tooSlow = (pattern: unknown): Finding => unknown(`${String(pattern)} takes too long: simplify it`);

function judgeStatus({ status }: HttpExpectation, got: number): Finding[] {
  return isAllowed(got, status ?? usualStatuses) ? [] : [critical(`status ${got}`)];
}

function judgeHeaders({ header = {} }: HttpExpectation, headers: HttpObservation["headers"]): Finding[] {
  return Object.entries(header).flatMap(([name, wanted]) => {
    const value = headers[name.toLowerCase()];
    if (value === undefined) return [critical(`the header ${name} is missing`)];
    const fine =
      wanted instanceof RegExp ? matchesWithin(wanted, value.slice(0, 65_536)) : value.includes(wanted);
    if (fine === undefined) return [tooSlow(wanted)];
    return fine ? [] : [critical(`the header ${name} is "${excerpt(value, 40)}"`)];
  });
}

/** A header that is absent contains nothing. */
function judgeForbiddenHeaders(
  { not_header = {} }: HttpExpectation,
  headers: HttpObservation["headers"],
): Finding[] {
  return Object.entries(not_header).flatMap(([name, bad]) => {
    const value = headers[name.toLowerCase()] ?? "";
    const found = bad instanceof RegExp ? matchesWithin(bad, value.slice(0, 65_536)) : value.includes(bad);
    if (found === undefined) return [tooSlow(bad)];
    return found ? [critical(`the header ${name} is "${excerpt(value, 40)}"`)] : [];
  });
}

function judgeBody(expect: HttpExpectation, text: string, truncated: boolean): Finding[] {
  const start = text.slice(0, mostForPatterns);
  const cut = truncated || start.length < text.length;
  const lacks = (what: string, unseen: boolean): Finding =>
    unseen
      ? unknown(`${what} is not in the part of the body that was read`)
      : critical(`${what} is not in the body`);
  return [
    ...(expect.body ?? [])
      .filter((wanted) => !text.includes(wanted))
      .map((wanted) => lacks(`"${excerpt(wanted, 40)}"`, truncated)),
    ...(expect.body_regex ?? []).flatMap((wanted) => {
      const matches = matchesWithin(wanted, start);
      if (matches === undefined) return [tooSlow(wanted)];
      return matches ? [] : [lacks(String(wanted), cut)];
    }),
    ...(expect.not_body_regex ?? []).flatMap((bad) => {
      const matches = matchesWithin(bad, start);
      if (matches === undefined) return [tooSlow(bad)];
      if (matches) return [critical(`${String(bad)} is in the body`)];
      return cut ? [unknown("the body is too long to be sure what is not in it")] : [];
    }),
    ...(expect.not_body ?? []).flatMap((bad) => {
      if (text.includes(bad)) return [critical(`"${excerpt(bad, 40)}" is in the body`)];
      return truncated ? [unknown("the body is too long to be sure what is not in it: raise max_body")] : [];
    }),
  ];
}

function judgeJson({ json }: HttpExpectation, text: string, truncated: boolean): Finding[] {
  if (!json) return [];
  if (truncated) return [unknown("the JSON is longer than max_body")];
  if (Array.isArray(json)) return judgeJsonList(text, json).findings.filter(({ state }) => state !== "OK");
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [critical("the body is not JSON")];
  }
  return Object.entries(json).flatMap(([path, expectation]) => {
    const keys = parseJsonPath(path);
    const found = keys && followJsonPath(document, keys);
    const why = found?.found ? whyNotAsExpected(found.value, expectation) : "is missing";
    return why === undefined ? [] : [critical(`${path} ${why}`)];
  });
}
