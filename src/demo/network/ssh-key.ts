import ssh2 from "ssh2";

export interface SshKeyPair {
  /** In OpenSSH form, without a passphrase. */
  readonly private: string;
  /** A line as in authorized_keys. */
  readonly public: string;
}

/** A new Ed25519 key pair. ssh2 now and then writes a key that it can't read itself, so that each is tried. */
export function generateSshKey(): SshKeyPair {
  for (let tries = 0; tries < 100; tries++) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519", {});
    const key = ssh2.utils.parseKey(pair.private);
    const line = ssh2.utils.parseKey(pair.public);
    if (key instanceof Error || line instanceof Error) continue;
    const text = Buffer.from("itom");
    if (line.verify(text, key.sign(text)) === true) return { private: pair.private, public: pair.public };
  }
  throw new Error("ssh2 made no usable key in 100 tries");
}
