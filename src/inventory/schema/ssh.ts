import type { z } from "zod";
import { waitingTime, flag, matching, oneOf, oneOrMore, port, section, text } from "./basics.js";
import { secret } from "./secret.js";

const files = oneOrMore(text, "a file or a list of files");
const hop = matching(
  /^(?:(?!-)[^\s,]{1,300}|[^\n,]*\{\{[^\n,]*)$/,
  "a host of the inventory or user@host:port",
);

/** How commands reach a host; every level (defaults, group, host) may give any part. */
export const ssh = section(
  {
    user: matching(/^(?:(?!-)[^\s@]{1,256}|[^\n]*\{\{[^\n]*)$/, "a user name")
      .describe("Who to log in as")
      .optional(),
    port: port.optional(),
    identity: files
      .describe("Private key files, relative to the inventory's folder; ~ is the home folder")
      .optional(),
    identities_only: flag.describe("Offer only `identity`, not the agent's other keys").optional(),
    passphrase: secret.optional(),
    password: secret.optional(),
    jump: oneOrMore(hop, "a jump host or a list of them")
      .describe("Jump hosts, nearest to us first")
      .optional(),
    host_key: oneOf(["strict", "accept-new"]).describe("What to do with an unknown host key").optional(),
    known_hosts: files
      .describe("Files of known host keys, instead of the user's and the system's")
      .optional(),
    become: oneOf(["sudo", "none"]).describe("How to become root where a check needs it").optional(),
    become_password: secret.optional(),
    transport: oneOf(["ssh2", "openssh"]).describe("The built-in client, or the system's ssh").optional(),
    legacy: flag.describe("Also offer algorithms that OpenSSH no longer has, for old gear").optional(),
    config: text.describe("An ssh_config file; `none` reads none").optional(),
    connect_timeout: waitingTime.optional(),
    keepalive: waitingTime.optional(),
  },
  "a map of SSH settings",
).meta({ id: "ssh", description: "How commands reach a host" });

export type WrittenSsh = z.output<typeof ssh>;
