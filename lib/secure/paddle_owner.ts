// Who plays under a paddle, as the record keeps it: the keys that were admitted, and a name.
//
// The record's AdmitPaddle carries this as one line of JSON. The desk holds a paddle to its keys by
// it, and an audit checks each bid's signature against it.

import { fromBase64url } from "../base/bytes.ts";
import { isWeakEd25519Key } from "./_ed25519_point.ts";
import { thumbprint } from "./key_set.ts";
import type { RegisteredBidder } from "./registry.ts";

/** The keys of a bidder, as the record knows them. */
export interface Owner {
  /** Of the RSA key (RFC 7638). */
  readonly thumbprint: string;
  /** The `x` of the Ed25519 key. */
  readonly signingX: string;
}

/** What the record keeps of a bidder's identity: keys and name, as one line of JSON. */
export function identityOf({ name, thumbprint, keySet }: RegisteredBidder): string {
  const { encryption, signing } = keySet;
  return JSON.stringify({ name, thumbprint, n: encryption.n, x: signing.x });
}

/** The keys in an identity that {@link identityOf} made, or null. */
export function ownerIn(identity: string): Owner | null {
  const { thumbprint, x } = membersIn(identity);
  if (typeof thumbprint !== "string" || typeof x !== "string") return null;
  return { thumbprint, signingX: x };
}

/**
 * The keys in an identity as {@link ownerIn} gives them, if they hold together: the thumbprint is
 * of the RSA key beside it, and the signing key is one that only its owner can sign for. Else null.
 */
export function checkedOwnerIn(identity: string): Owner | null {
  const owner = ownerIn(identity);
  const { n } = membersIn(identity);
  if (owner === null || typeof n !== "string") return null;
  const point = owner.signingX.length === 43 ? fromBase64url(owner.signingX) : null;
  if (point === null || isWeakEd25519Key(point)) return null;
  const rsa = { kty: "RSA", n, e: "AQAB", use: "enc", alg: "RSA-OAEP-256" } as const;
  return thumbprint(rsa) === owner.thumbprint ? owner : null;
}

/** The name in an identity, or null: someone of the room may have none. */
export function nameIn(identity: string): string | null {
  const { name } = membersIn(identity);
  return typeof name === "string" ? name : null;
}

/** The names of paddles, by what the record keeps of who was admitted under each. */
export function namesIn(
  admissions: Iterable<{ readonly paddle: string; readonly identity: string }>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { paddle, identity } of admissions) {
    const name = nameIn(identity);
    if (name !== null) names.set(paddle, name);
  }
  return names;
}

/** The keys of a registered bidder. */
export function ownerOf({ thumbprint, keySet }: RegisteredBidder): Owner {
  return { thumbprint, signingX: keySet.signing.x };
}

function membersIn(identity: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(identity);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {}; // The rules take any text: an identity that is no JSON names no keys.
  }
}
