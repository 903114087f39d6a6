// Looking through bytes from the wire for what must not stand there.

import { Buffer } from "node:buffer";

/** The names of those `secrets` whose bytes stand anywhere in `bytes`. */
export function foundIn(
  bytes: Uint8Array,
  secrets: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  const { buffer, byteOffset, byteLength } = bytes;
  const text = Buffer.from(buffer, byteOffset, byteLength);
  return [...secrets].filter(([, secret]) => text.includes(Buffer.from(secret))).map(([name]) =>
    name
  );
}
