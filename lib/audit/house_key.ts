// The house's key as a record names it, checked like any key from a stranger.

import { checkSigningJwk, type SigningJwk, thumbprint } from "../secure/key_set.ts";
import type { Finding } from "./finding.ts";

/** The house's public key by its `x`, or null where that is no key, or one anyone can sign for. */
export function houseKeyOf(x: string): SigningJwk | null {
  const jwk = checkSigningJwk({ kty: "OKP", crv: "Ed25519", x, use: "sig", alg: "Ed25519" });
  return typeof jwk === "string" ? null : jwk;
}

/** What is wrong with the house of a record; `wanted` is the thumbprint that it must have. */
export function houseKeyFinding(key: SigningJwk | null, wanted: string | null): Finding | null {
  if (key === null) return { code: "house", seq: null, detail: "the house's key is none" };
  const found = thumbprint(key);
  if (wanted === null || wanted === found) return null;
  return { code: "house", seq: null, detail: `found the house ${found}, want ${wanted}` };
}
