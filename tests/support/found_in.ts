// Looking through bytes from the wire for what must not stand there.

/** The names of those `secrets` whose bytes stand anywhere in `bytes`. */
export function foundIn(
  bytes: Uint8Array,
  secrets: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  const hex = bytes.toHex();
  return [...secrets].filter(([, secret]) => hex.includes(secret.toHex())).map(([name]) => name);
}
