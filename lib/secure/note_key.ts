// How a key is called in a signed note (C2SP signed-note): its name, and an id that tells it from
// another key of the same name.

import { type Bytes, concat, fromBase64url, toUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { sha256 } from "./digest.ts";
import { thumbprint } from "./key_set.ts";

/** C2SP signed-note's number for Ed25519. */
const ed25519Type = 0x01;

/**
 * The name and the id of the house's key with this `x` (PROTOCOL §5.5). Fault: `bad_key` where `x`
 * is not base64url.
 */
export function houseNoteKey(x: string): { readonly name: string; readonly keyId: Bytes } {
  const publicKey = fromBase64url(x);
  if (publicKey === null) throw new Fault("bad_key", "Naming a key failed: want x in base64url");
  const jwk = { kty: "OKP", crv: "Ed25519", x, use: "sig", alg: "Ed25519" } as const;
  const name = `leilao/${thumbprint(jwk)}`;
  const id = sha256(concat(toUtf8(name), Uint8Array.of(0x0a, ed25519Type), publicKey));
  return { name, keyId: id.slice(0, 4) };
}
