// Ed25519 signatures (RFC 8032) under domain labels, so that what was signed as one thing can
// never pass as another (PROTOCOL §3.3).
//
// The house signs synchronously on its desk (node:crypto: no hop between threads on the path of a
// bid); receivers verify with WebCrypto, many in flight.

import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { type Bytes, concat, fromBase64url, toUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";

/** What a signature can be for. */
export type SignatureLabel = "batch" | "heartbeat" | "checkpoint" | "receipt" | "bid";

/**
 * What is signed: the label, then for a bid the house's thumbprint, then the bytes. Of a checkpoint
 * it is the text alone, as a signed note wants it (PROTOCOL §5.5): the text begins with its label
 * and a space, where all others have a zero byte, so that neither can pass for the other.
 */
export function signedBytes(label: SignatureLabel, ...parts: readonly Uint8Array[]): Bytes {
  if (label === "checkpoint") return concat(...parts);
  return concat(toUtf8(`leilao/1 ${label}\0`), ...parts);
}

/** The signature over {@link signedBytes}, 64 bytes. */
export function signSync(key: KeyObject, message: Uint8Array): Bytes {
  return new Uint8Array(sign(null, message, key));
}

/** Whether `signature` over {@link signedBytes} is by the owner of the key with this `x`, at once. */
export function verifierSync(x: string): (message: Uint8Array, signature: Uint8Array) => boolean {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return (message, signature) => verify(null, message, key, signature);
}

/** The signature over {@link signedBytes} with a WebCrypto key: for bidders. */
export async function signAsync(key: CryptoKey, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("Ed25519", key, message));
}

/** Whether `signature` is by the owner of `key`. */
export async function verifySignature(
  key: CryptoKey,
  { message, signature }: { readonly message: Bytes; readonly signature: Bytes },
): Promise<boolean> {
  return await crypto.subtle.verify("Ed25519", key, signature, message);
}

/** An Ed25519 public key from the `x` of its JWK (RFC 8037), for verifying. */
export async function importVerifyKey(x: string): Promise<CryptoKey> {
  const jwk = { kty: "OKP", crv: "Ed25519", x };
  return await crypto.subtle.importKey("jwk", jwk, "Ed25519", true, ["verify"]);
}

/** The 32 bytes of a thumbprint. */
export function thumbprintBytes(thumbprint: string): Bytes {
  const bytes = fromBase64url(thumbprint);
  if (bytes === null || bytes.length !== 32) {
    throw new Fault("bad_key", "Reading a thumbprint failed: want 32 bytes in base64url");
  }
  return bytes;
}
