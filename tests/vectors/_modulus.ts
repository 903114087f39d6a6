// Numbers that look like an RSA modulus.

import { toBase64url } from "../../lib/base/bytes.ts";

/** A modulus of so many bytes without a small factor, for its length alone. */
export function modulus(length: number, last = 0x43): string {
  const bytes = new Uint8Array(length).fill(0xc1);
  bytes[length - 1] = last;
  return toBase64url(bytes);
}
