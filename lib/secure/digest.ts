// SHA-256 under the house's domain labels: the record's chain, commitments and transcripts.
//
// Synchronous (node:crypto), because the rules' results are chained one after the other on the
// bid's path and a hop to WebCrypto's threads costs more than the hash itself.

import { createHash } from "node:crypto";
import { type Bytes, concat, toUtf8 } from "../base/bytes.ts";

const eventLabel = toUtf8("leilao/1 event\0");
const commandLabel = toUtf8("leilao/1 command\0");

/** The hash before event 1 (PROTOCOL §5.1). */
export const GENESIS_HASH: Bytes = new Uint8Array(32);

/** SHA-256 of all parts, one after the other (FIPS 180-4). */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** The chain's hash at an event: over a label, the hash before, and the event's bytes. */
export function chainHash(previous: Uint8Array, event: Uint8Array): Bytes {
  return sha256(eventLabel, previous, event);
}

/** What an event says of the command that caused it (PROTOCOL §6.4). */
export function commitmentTo(command: Uint8Array): Bytes {
  return sha256(commandLabel, command);
}

/** The hash over the whole bytes of the frames of a join so far (PROTOCOL §3.3). */
export function transcriptHash(frames: readonly { readonly bytes: Uint8Array }[]): Bytes {
  return sha256(toUtf8("leilao/1 join\0"), concat(...frames.map((frame) => frame.bytes)));
}
