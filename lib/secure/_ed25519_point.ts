// Ed25519 public keys that are no one's: points of small order, under which a signature can be
// made to fit any message, and spellings of a point other than its one canonical spelling.

import type { Bytes } from "../base/bytes.ts";

const fieldPrime = 2n ** 255n - 19n;
const signBit = 1n << 255n;

/** y of a point of order 8; its negative belongs to the others of that order. */
const orderEightY = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/** y of the eight points of small order on the curve of RFC 8032. */
const smallOrderYs: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  fieldPrime - 1n,
  orderEightY,
  fieldPrime - orderEightY,
]);

/** Whether the 32 bytes are a key that proves nothing about who signed. */
export function isWeakEd25519Key(x: Bytes): boolean {
  const littleEndian = BigInt(`0x${x.toReversed().toHex()}`);
  const y = littleEndian & (signBit - 1n);
  return y >= fieldPrime || smallOrderYs.has(y);
}
