// Every key of one member, from the secret in its WELCOME (PROTOCOL §3.4).
//
// HKDF-SHA-256 (RFC 5869): the secret is the input, the hash over JOIN, CHALLENGE, PROOF and
// WELCOME the salt, and a label of its own for each purpose: no key serves two.

import { type Bytes, toUtf8 } from "../base/bytes.ts";
import { importSealKey, type SealKey } from "./sealing.ts";

/** The keys of one member in one session. All can be posted to a worker; none can be extracted. */
export interface MemberKeys {
  /** Seals CONFIRM, the proof that the bidder opened the WELCOME. One message only. */
  readonly confirm: SealKey;
  /** Seals CATCHUP and READY, from the house. */
  readonly catchup: SealKey;
  /** Seals what the bidder sends by datagram. */
  readonly toHouse: SealKey;
  /** Seals what the house sends to this bidder by datagram. */
  readonly toBidder: SealKey;
}

const labels = {
  confirm: "leilao/1 confirm",
  catchup: "leilao/1 catch-up",
  toHouse: "leilao/1 bidder to house",
  toBidder: "leilao/1 house to bidder",
} as const;

/** Derives all keys of a member. `transcript` binds them to this very join, bit by bit. */
export async function deriveMemberKeys(secret: Bytes, transcript: Bytes): Promise<MemberKeys> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const derive = async (label: string): Promise<SealKey> => {
    const params = { name: "HKDF", hash: "SHA-256", salt: transcript, info: toUtf8(label) };
    const bits = new Uint8Array(await crypto.subtle.deriveBits(params, base, 36 * 8));
    return await importSealKey(bits.slice(0, 32), bits.slice(32));
  };
  const [confirm, catchup, toHouse, toBidder] = await Promise.all([
    derive(labels.confirm),
    derive(labels.catchup),
    derive(labels.toHouse),
    derive(labels.toBidder),
  ]);
  return { confirm, catchup, toHouse, toBidder };
}
