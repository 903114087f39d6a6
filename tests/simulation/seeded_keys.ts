// Ed25519 keys that follow from a seed, and signatures checked at once.
//
// Keys of a simulation protect nothing; made from its seed they make a failure repeatable to the
// byte. A message's signature is checked once however many bidders hear it: the bytes are the same.

import { Buffer } from "node:buffer";
import { createPrivateKey, createPublicKey, type KeyObject, verify } from "node:crypto";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import type { PublicKeySet } from "../../lib/secure/key_set.ts";
import type { SealKey } from "../../lib/secure/sealing.ts";
import { type SignatureLabel, signedBytes } from "../../lib/secure/signing.ts";

/** The DER around the 32 bytes of an Ed25519 private key (RFC 8410 §7). */
const pkcs8Head = Uint8Array.fromHex("302e020100300506032b657004220420");

/** The private key of these 32 bytes. */
export function privateKeyFrom(seed: Bytes): KeyObject {
  return createPrivateKey({
    key: Buffer.from(concat(pkcs8Head, seed)),
    format: "der",
    type: "pkcs8",
  });
}

/** The same key as the house keeps its own. */
export function privateJwk(key: KeyObject): JsonWebKey {
  const { kty, crv, x, d } = key.export({ format: "jwk" });
  return { kty: String(kty), crv: String(crv), x: String(x), d: String(d) };
}

/** A bidder's public keys as the registry holds them. Its RSA key is a name: nothing is wrapped. */
export function publicKeySetOf(key: KeyObject, seat: string): PublicKeySet {
  const x = String(createPublicKey(key).export({ format: "jwk" }).x);
  return {
    encryption: { kty: "RSA", n: seat, e: "AQAB", use: "enc", alg: "RSA-OAEP-256" },
    signing: { kty: "OKP", crv: "Ed25519", x, use: "sig", alg: "Ed25519" },
  };
}

const unusedKey: SealKey = {
  key: await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]),
  salt: new Uint8Array(4),
};

/** What stands for a member's keys where seals are played by name. */
export const unusedMemberKeys = { toHouse: unusedKey, toBidder: unusedKey } as const;

/** The public half. */
export function publicKeyOf(key: KeyObject): KeyObject {
  return createPublicKey(key);
}

/** Checks one signer's signatures, each message once. */
export class SignatureCheck {
  readonly #key: KeyObject;
  readonly #known = new WeakMap<Bytes, boolean>();

  constructor(key: KeyObject) {
    this.#key = key;
  }

  /** Whether `signature` covers `parts` under `label`; all of it came in `message`. */
  holds(
    message: Bytes,
    { label, parts, signature }: {
      readonly label: SignatureLabel;
      readonly parts: readonly Uint8Array[];
      readonly signature: Bytes;
    },
  ): boolean {
    const known = this.#known.get(message);
    if (known !== undefined) return known;
    const holds = verify(null, signedBytes(label, ...parts), this.#key, signature);
    this.#known.set(message, holds);
    return holds;
  }
}
