import { readFile } from "node:fs/promises";
import type { Secret } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { SecretsPort } from "../../ports/secrets.js";

const commandTimeoutMs = 30_000;
const longestAnswer = 65_536;

/** Resolves secrets from the environment, files and commands; each once in a run. */
export function createSecrets(env: Readonly<Record<string, string | undefined>>): SecretsPort {
  const resolved = new Map<string, Promise<string>>();
  return {
    resolve(secret) {
      if ("literal" in secret) return Promise.resolve(secret.literal);
      const key = JSON.stringify(secret);
      let value = resolved.get(key);
      if (!value) resolved.set(key, (value = read(secret, env)));
      return value;
    },
  };
}

async function read(
  secret: Exclude<Secret, { literal: string }>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if ("env" in secret) return fromEnvironment(secret.env, env);
  if ("file" in secret) return fromFile(secret.file);
  return fromCommand(secret.command, env);
}

function fromEnvironment(name: string, env: Readonly<Record<string, string | undefined>>): string {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  throw new ConnectionError(
    "UNAVAILABLE",
    `the secret in the environment variable ${name} is not set`,
    `export ${name}=…`,
  );
}

async function fromFile(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new ConnectionError("UNAVAILABLE", `the secret file can't be read: ${messageOf(error)}`);
  }
  return notEmpty(text.replace(/\r?\n$/, ""), `the secret file ${file} is empty`);
}

async function fromCommand(
  [program, ...words]: readonly [string, ...string[]],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  // The library takes long to load, and most inventories have no such secret.
  const { execa } = await import("execa");
  const answer = await execa(program, words, {
    env,
    extendEnv: false,
    stdin: "ignore",
    timeout: commandTimeoutMs,
    maxBuffer: longestAnswer,
    reject: false,
  });
  // What the command printed may hold the secret, so that only how it ended is told.
  if (answer.failed) {
    const why = answer.timedOut
      ? "took longer than 30 s"
      : `failed (${answer.exitCode ?? answer.code ?? answer.signal})`;
    throw new ConnectionError(
      "UNAVAILABLE",
      `the secret command ${program} ${why}`,
      "run it by hand to see why",
    );
  }
  return notEmpty(answer.stdout.replace(/\r?\n$/, ""), `the secret command ${program} printed nothing`);
}

function notEmpty(value: string, otherwise: string): string {
  if (value !== "") return value;
  throw new ConnectionError("UNAVAILABLE", otherwise);
}
