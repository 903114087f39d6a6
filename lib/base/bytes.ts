// Bytes and their spellings: hexadecimal, base64url, big-endian integers, joining and comparing.
//
// Everything here is pure and strict: a spelling that is not exactly right gives null, never a
// best effort. Secrets are compared by their digests (admin/token_guard.ts), never here.

const hexDigits = /^(?:[0-9a-f]{2})*$/;
const base64urlDigits = /^[A-Za-z0-9_-]*$/;
const textEncoder = new TextEncoder();
const textDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes over a plain ArrayBuffer: what WebCrypto and sockets take without a copy. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return bytes.toHex();
}

/** The bytes of lower-case hexadecimal, or null where `text` is anything else. */
export function fromHex(text: string): Bytes | null {
  return hexDigits.test(text) ? Uint8Array.fromHex(text) : null;
}

/** Base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** The bytes of canonical unpadded base64url, or null: stray bits in the last digit are refused. */
export function fromBase64url(text: string): Bytes | null {
  if (!base64urlDigits.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
  return toBase64url(bytes) === text ? bytes : null;
}

/** UTF-8 bytes of `text`. */
export function toUtf8(text: string): Bytes {
  return textEncoder.encode(text);
}

/** The text of UTF-8 `bytes`, or null where they are not valid UTF-8. A byte order mark is kept. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return textDecoder.decode(bytes);
  } catch {
    return null; // The decoder is fatal: invalid UTF-8 has no text.
  }
}

/** One fresh array holding all parts in order. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Whether two public byte strings are equal. Not constant-time: never for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** `value` as 4 bytes, big-endian. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** `value` as 8 bytes, big-endian; `value` is an integer from 0 to 2^53 - 1. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** A view that owns a fresh copy of `bytes`: for data that outlives a reused receive buffer. */
export function copyBytes(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}
