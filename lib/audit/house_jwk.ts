// The house's public key as the documents of this folder carry it.

import * as v from "valibot";

/** An Ed25519 JWK without `kid` (PROTOCOL §2). That it is a fit key is checked beside this. */
export const HouseJwkSchema = v.strictObject({
  kty: v.literal("OKP"),
  crv: v.literal("Ed25519"),
  x: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  use: v.literal("sig"),
  alg: v.literal("Ed25519"),
});
