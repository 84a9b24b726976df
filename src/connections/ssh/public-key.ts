const magic = Buffer.from("openssh-key-v1\0");

/**
 * The public half of a private key in OpenSSH's own form, which stands there in clear even when the private half is
 * encrypted (PROTOCOL.key in the OpenSSH source). Undefined for every other form.
 */
export function publicKeyOf(text: Buffer): Buffer | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(
    text.toString("latin1"),
  )?.[1];
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body, "base64");
  if (!bytes.subarray(0, magic.length).equals(magic)) return undefined;
  let at = magic.length;
  // Cipher name, name and options of the key derivation.
  for (let field = 0; field < 3; field++) {
    const next = fieldAt(bytes, at);
    if (!next) return undefined;
    at = next.end;
  }
  return fieldAt(bytes, at + 4)?.value;
}

function fieldAt(bytes: Buffer, at: number): { value: Buffer; end: number } | undefined {
  if (at + 4 > bytes.length) return undefined;
  const end = at + 4 + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : { value: bytes.subarray(at + 4, end), end };
}
