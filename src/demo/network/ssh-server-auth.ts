import { createHash, timingSafeEqual } from "node:crypto";
import ssh2, { type AuthContext, type KeyboardAuthContext, type PublicKeyAuthContext } from "ssh2";
import type { SshServerMethod, SshServerOptions, SshServerUser } from "./ssh-server-options.js";

/** Answers one authentication request as sshd would. */
export function authenticate(context: AuthContext, options: SshServerOptions): void {
  const methods = [...(options.methods ?? usableMethods(options.users))];
  const user = options.users.find(({ name }) => name === context.username);
  const refuse = (): void => context.reject(methods);
  if (!user || !methods.some((method) => method === context.method)) return refuse();
  if (context.method === "publickey") return byKey(context, user, refuse);
  if (context.method === "keyboard-interactive") return byPrompt(context, user, refuse);
  if (context.method === "password" && same(context.password, user.password)) return context.accept();
  refuse();
}

function usableMethods(users: readonly SshServerUser[]): SshServerMethod[] {
  const methods: SshServerMethod[] = [];
  if (users.some(({ authorizedKeys }) => authorizedKeys)) methods.push("publickey");
  if (users.some(({ password }) => password !== undefined)) methods.push("password", "keyboard-interactive");
  return methods;
}

function byKey(context: PublicKeyAuthContext, user: SshServerUser, refuse: () => void): void {
  for (const line of user.authorizedKeys ?? []) {
    const key = ssh2.utils.parseKey(line);
    if (key instanceof Error || !key.getPublicSSH().equals(context.key.data)) continue;
    const { signature, blob, hashAlgo } = context;
    if (signature && blob && key.verify(blob, signature, hashAlgo) !== true) continue;
    return context.accept();
  }
  refuse();
}

function byPrompt(context: KeyboardAuthContext, user: SshServerUser, refuse: () => void): void {
  context.prompt([{ prompt: "Password: ", echo: false }], ([answer]) => {
    if (same(answer, user.password)) context.accept();
    else refuse();
  });
}

function same(given: string | undefined, wanted: string | undefined): boolean {
  if (given === undefined || wanted === undefined) return false;
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
