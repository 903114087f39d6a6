// Keys for tests: published ones where only the public half is looked at, fresh ones where a
// private half is needed. Fresh RSA keys have 2,048 bits, the least that the house takes.

import { fromBase64url, toBase64url } from "../../lib/base/bytes.ts";
import { checkPublicKeySet, type PublicKeySet } from "../../lib/secure/key_set.ts";
import { generatePrivateKeySet, type PrivateKeySet } from "../../lib/secure/private_key_set.ts";

/** The RSA key of RFC 7638 §3.1, used as ours would be. */
export const rfc7638Key = {
  kty: "RSA",
  n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP" +
    "ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY" +
    "368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0f" +
    "M4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
  e: "AQAB",
  use: "enc",
  alg: "RSA-OAEP-256",
} as const;

/** The Ed25519 key of RFC 8037 appendix A.2. */
export const rfc8037Key = {
  kty: "OKP",
  crv: "Ed25519",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  use: "sig",
  alg: "Ed25519",
} as const;

/** A public key set of two published keys. */
export const publishedKeySet: PublicKeySet = { encryption: rfc7638Key, signing: rfc8037Key };

/** A public key set like no other, well formed and nobody's: `mark` from 1 to 99 makes it. */
export function publicKeySetNumber(mark: number): PublicKeySet {
  const signing = { ...rfc8037Key, x: changed(rfc8037Key.x, mark) };
  // About every sixth odd number has no factor below 1000.
  for (let at = mark * 500; at < mark * 500 + 500; at++) {
    const encryption = { ...rfc7638Key, n: changed(rfc7638Key.n, at) };
    if (checkPublicKeySet({ keys: [encryption, signing] }).ok) return { encryption, signing };
  }
  throw new Error("a fixture has no fit modulus");
}

const made = new Map<string, Promise<PrivateKeySet>>();

/** The private key set of that name, made once a run. */
export function privateKeysOf(name: string): Promise<PrivateKeySet> {
  const keySet = made.get(name) ?? generatePrivateKeySet({ bits: 2048 });
  made.set(name, keySet);
  return keySet;
}

/** The number with two bytes in its middle set to `to`. */
function changed(number: string, to: number): string {
  const bytes = fromBase64url(number);
  if (bytes === null) throw new Error("a fixture is not base64url");
  new DataView(bytes.buffer).setUint16(bytes.length >> 1, to);
  return toBase64url(bytes);
}
