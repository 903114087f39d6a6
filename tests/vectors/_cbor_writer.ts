// A CBOR writer for vectors (RFC 8949), made for this folder so that the bytes of a vector are not
// the program's own opinion. Each function gives the bytes of one item; wrong items are easy.

import { type Bytes, concat, toUtf8 } from "../../lib/base/bytes.ts";

/** The head of an item: major type and argument in the shortest form. */
function head(major: number, argument: number | bigint): Bytes {
  const value = BigInt(argument);
  const type = major << 5;
  if (value < 24n) return Uint8Array.of(type | Number(value));
  if (value < 256n) return Uint8Array.of(type | 24, Number(value));
  const size = value < 65_536n ? 2 : value < 2n ** 32n ? 4 : 8;
  const bytes = new Uint8Array(1 + size);
  bytes[0] = type | (size === 2 ? 25 : size === 4 ? 26 : 27);
  for (let i = 0; i < size; i++) bytes[size - i] = Number((value >> BigInt(8 * i)) & 255n);
  return bytes;
}

/** An integer, negative ones too. */
export function int(value: number | bigint): Bytes {
  const whole = BigInt(value);
  return whole < 0n ? head(1, -1n - whole) : head(0, whole);
}

/** A byte string of hexadecimal or bytes. */
export function bytes(value: string | Uint8Array): Bytes {
  const content = typeof value === "string" ? Uint8Array.fromHex(value) : value;
  return concat(head(2, content.length), content);
}

/** A text string. */
export function text(value: string): Bytes {
  const content = toUtf8(value);
  return concat(head(3, content.length), content);
}

/** An array of items. */
export function array(...items: readonly Uint8Array[]): Bytes {
  return concat(head(4, items.length), ...items);
}

/** A map, which the protocol never uses. */
export function map(...items: readonly Uint8Array[]): Bytes {
  return concat(head(5, items.length / 2), ...items);
}

/** A float of 8 bytes. */
export function float64(value: number): Bytes {
  const item = new Uint8Array(9);
  item[0] = 0xfb;
  new DataView(item.buffer).setFloat64(1, value);
  return item;
}

/** A float of 2 bytes from its bits. */
export function float16(bits: number): Bytes {
  return Uint8Array.of(0xf9, bits >> 8, bits & 255);
}

/** An array of indefinite length. */
export function endlessArray(...items: readonly Uint8Array[]): Bytes {
  return concat(Uint8Array.of(0x9f), ...items, Uint8Array.of(0xff));
}

export const none: Bytes = Uint8Array.of(0xf6);
export const yes: Bytes = Uint8Array.of(0xf5);
export const no: Bytes = Uint8Array.of(0xf4);

/** A small integer in two bytes, which is one too many. */
export function longInt(value: number): Bytes {
  return Uint8Array.of(0x18, value);
}
