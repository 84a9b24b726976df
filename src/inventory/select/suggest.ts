import { nearest } from "../../lib/did-you-mean.js";
import { indexOf, type Selectable } from "./inventory-index.js";

/** `did you mean …?` over hosts, groups, tags and services, those of the kind in question first. */
export function suggest(
  word: string,
  inventory: Selectable,
  kind: "name" | "tag" | "service",
): string | undefined {
  const tags = [...indexOf(inventory).byTag.keys()].map((tag) => `tag:${tag}`);
  const services = [...inventory.services.keys()].map((service) => `service:${service}`);
  const names = [...inventory.hosts.keys(), ...inventory.groups.keys()];
  const own = { name: names, tag: tags, service: services }[kind];
  const prefixed = kind === "name" ? word : `${kind}:${word}`;
  const found =
    exact(word, [...names, ...tags, ...services]) ??
    nearest(prefixed, own) ??
    nearest(word, names) ??
    nearest(`tag:${word}`, tags) ??
    nearest(`service:${word}`, services);
  return found === undefined ? undefined : `did you mean "${found}"?`;
}

/** The same word as another kind of thing. */
function exact(word: string, candidates: readonly string[]): string | undefined {
  return candidates.find((candidate) => candidate === word || candidate.endsWith(`:${word}`));
}
