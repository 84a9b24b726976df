import type { Host } from "../../inventory/model.js";
import type { SecretsPort } from "../../ports/secrets.js";

/**
 * ssh runs this for each question that it would ask a person (ssh(1), SSH_ASKPASS). The secrets come through ssh's own
 * environment, which only our user can read: they stand in no argument list and in no file. Other questions get no answer.
 */
export const askpassScript = `#!/bin/sh
case "$1" in
  *assphrase*) answer=$ITOM_SSH_PASSPHRASE ;;
  $ITOM_SSH_PROMPT*assword*|"("$ITOM_SSH_PROMPT*) answer=$ITOM_SSH_PASSWORD ;;
  *) exit 1 ;;
esac
[ -n "$answer" ] || exit 1
printf '%s\\n' "$answer"
`;

/** What ssh's environment needs so that it asks our script; nothing where no secret is set. */
export async function askpassEnv(
  host: Host,
  script: string,
  secrets: SecretsPort,
): Promise<Record<string, string>> {
  const { password, passphrase, user } = host.ssh;
  if (!password && !passphrase) return {};
  const address = host.origins.has("address") || host.address !== host.name ? glob(host.address) : "*";
  return {
    SSH_ASKPASS: script,
    SSH_ASKPASS_REQUIRE: "force",
    // OpenSSH before 8.4 asks the script only where there is a display.
    DISPLAY: ":0",
    ITOM_SSH_PROMPT: `${user === undefined ? "*" : glob(user.slice(0, 30))}@${address}`,
    ITOM_SSH_PASSWORD: password ? await secrets.resolve(password) : "",
    ITOM_SSH_PASSPHRASE: passphrase ? await secrets.resolve(passphrase) : "",
  };
}

/** A shell pattern that matches the text in lower case, as ssh prints it, and nothing else. */
function glob(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.:_@-]/g, "?");
}
