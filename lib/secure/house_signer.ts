// The house's voice: every signature of the house is made here, in the one thread that has no
// network. Others ask that thread for what it is ready to sign.

import { createPrivateKey, type KeyObject } from "node:crypto";
import { CompactSign, compactVerify, importJWK } from "jose";
import type { Bytes } from "../base/bytes.ts";
import { toUtf8 } from "../base/bytes.ts";
import type { SigningJwk } from "./key_set.ts";
import { type SignatureLabel, signedBytes, signSync } from "./signing.ts";

/** The types of the house's and the bidder's JWS, so that none passes for another (RFC 8725 §3.11). */
export type JwsType = "leilao-challenge" | "leilao-proof" | "leilao-welcome" | "leilao-refused";

/** The longest compact JWS that is looked at. */
const jwsCharsMax = 16_384;

/** Signs for the house. Holds the private key: never log, print or post one. */
export class HouseSigner {
  readonly #keyObject: KeyObject;
  readonly #jwk: JsonWebKey;
  /** For WebCrypto, imported at its first use. */
  #signKey: ReturnType<typeof importJWK> | null = null;

  constructor(privateJwk: JsonWebKey) {
    const { kty, crv, x, d } = privateJwk;
    this.#jwk = { ...(kty && { kty }), ...(crv && { crv }), ...(x && { x }), ...(d && { d }) };
    this.#keyObject = createPrivateKey({ key: { ...this.#jwk }, format: "jwk" });
  }

  /** The public half as CHALLENGE carries it. */
  publicJwk(): SigningJwk {
    return { kty: "OKP", crv: "Ed25519", x: this.#jwk.x ?? "", use: "sig", alg: "Ed25519" };
  }

  /** The signature over `body` under `label`, at once. */
  sign(label: SignatureLabel, body: Bytes): Bytes {
    return signSync(this.#keyObject, signedBytes(label, body));
  }

  /** A compact JWS (RFC 7515) of `payload` as JSON. */
  async jws(typ: JwsType, payload: unknown): Promise<string> {
    this.#signKey ??= importJWK({ ...this.#jwk, kty: "OKP" }, "Ed25519");
    return await makeJws(typ, { payload, key: await this.#signKey });
  }
}

/** A compact JWS of `payload` as JSON, alg Ed25519 (RFC 9864). */
export async function makeJws(
  typ: JwsType,
  { payload, key }: { readonly payload: unknown; readonly key: CryptoKey | Uint8Array },
): Promise<string> {
  return await new CompactSign(toUtf8(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "Ed25519", typ })
    .sign(key);
}

/** The payload of a JWS of this type by the owner of `key`, or null. */
export async function openJws(
  jws: string,
  { typ, key }: { readonly typ: JwsType; readonly key: CryptoKey },
): Promise<Bytes | null> {
  if (jws.length > jwsCharsMax) return null;
  try {
    const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ["Ed25519"] });
    const { alg: _alg, typ: found, ...others } = protectedHeader;
    if (found !== typ || Object.keys(others).length > 0) return null;
    return new Uint8Array(payload);
  } catch {
    return null; // jose tells apart many ways to be wrong; here there is one.
  }
}
