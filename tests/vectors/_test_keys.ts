// The keys of the vectors, made from fixed seeds: test keys, published here and good for nothing
// else. The RSA key is the one printed in RFC 7638. All cryptography here is node:crypto's, so
// that it is a second opinion on the program's own.

import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
} from "node:crypto";
import { type Bytes, concat, toBase64url, toUtf8, u64 } from "../../lib/base/bytes.ts";

/** An Ed25519 test key. */
export interface TestKey {
  /** 32 bytes, hexadecimal: the private key of RFC 8032. */
  readonly seed: string;
  readonly x: string;
  sign(message: Uint8Array): Bytes;
}

const pkcs8Head = "302e020100300506032b657004220420";

function testKey(seedByte: number): TestKey {
  const seed = new Uint8Array(32).fill(seedByte).toHex();
  const der = Buffer.from(pkcs8Head + seed, "hex");
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const x = createPublicKey(key).export({ format: "jwk" }).x ?? "";
  return { seed, x, sign: (message) => new Uint8Array(sign(null, message, key)) };
}

/** The house of the vectors. */
export const house: TestKey = testKey(0x11);
/** Ana, the bidder with paddle 12. */
export const ana: TestKey = testKey(0xa1);
/** Somebody else. */
export const stranger: TestKey = testKey(0x55);

/** A public Ed25519 JWK. */
export function signingJwk(key: TestKey) {
  return { kty: "OKP", crv: "Ed25519", x: key.x, use: "sig", alg: "Ed25519" } as const;
}

/** SHA-256 of the parts. */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(createHash("sha256").update(concat(...parts)).digest());
}

/** The signature of PROTOCOL §3.3 over the parts. */
export function signed(key: TestKey, label: string, ...parts: readonly Uint8Array[]): Bytes {
  return key.sign(concat(toUtf8(`leilao/1 ${label}\0`), ...parts));
}

/** The thumbprint of an Ed25519 key, 32 bytes. */
export function thumbprintOf(key: TestKey): Bytes {
  return sha256(toUtf8(`{"crv":"Ed25519","kty":"OKP","x":"${key.x}"}`));
}

/** A compact JWS with just this header. */
export function jws(key: TestKey, header: unknown, payload: unknown): string {
  const part = (value: unknown) => toBase64url(toUtf8(JSON.stringify(value)));
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${toBase64url(key.sign(toUtf8(input)))}`;
}

/** A key with its salt, as raw bytes. */
export interface RawSealKey {
  readonly key: Bytes;
  readonly salt: Bytes;
}

/** Ciphertext and tag of AES-256-GCM under the nonce of PROTOCOL §4.2. */
export function sealed(
  { key, salt }: RawSealKey,
  { counter, aad, plaintext }: {
    readonly counter: number;
    readonly aad: Uint8Array;
    readonly plaintext: Uint8Array;
  },
): Bytes {
  const cipher = createCipheriv("aes-256-gcm", key, concat(salt, u64(counter)));
  cipher.setAAD(aad);
  const body = concat(cipher.update(plaintext), cipher.final());
  return concat(body, cipher.getAuthTag());
}

/** Key and salt of PROTOCOL §3.4. */
export function derivedKey(secret: Uint8Array, transcript: Uint8Array, label: string): RawSealKey {
  const bits = new Uint8Array(hkdfSync("sha256", secret, transcript, toUtf8(label), 36));
  return { key: bits.slice(0, 32), salt: bits.slice(32) };
}
