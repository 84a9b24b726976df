import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { Secret } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { SecretsPort } from "../../ports/secrets.js";

const commandTimeoutMs = 30_000;

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
  const output = await new Promise<string>((resolve, reject) => {
    const options = {
      env: { ...env },
      timeout: commandTimeoutMs,
      maxBuffer: 65_536,
      encoding: "utf8" as const,
    };
    // The command's own output may hold the secret, so that only how it ended is told.
    execFile(program, words, options, (error, stdout) => {
      if (!error) return resolve(stdout);
      const why = error.killed ? "took longer than 30 s" : `failed (${String(error.code ?? error.signal)})`;
      reject(
        new ConnectionError(
          "UNAVAILABLE",
          `the secret command ${program} ${why}`,
          "run it by hand to see why",
        ),
      );
    });
  });
  return notEmpty(output.replace(/\r?\n$/, ""), `the secret command ${program} printed nothing`);
}

function notEmpty(value: string, otherwise: string): string {
  if (value !== "") return value;
  throw new ConnectionError("UNAVAILABLE", otherwise);
}
