// Packs consecutive events into signed batches, each as full as a datagram allows.

import type { Bytes } from "../base/bytes.ts";
import { BATCH_EVENTS_MAX, BATCH_HEAD_BYTES_MAX, SIGNED_BODY_BYTES_MAX } from "../wire/limits.ts";
import { encodeBatch, encodeSignedMessage } from "../wire/signed_message.ts";
import type { RecordRow, SignedBatch } from "./desk_message.ts";

/** CBOR spends up to three bytes on the length of an event. */
const eventHeadBytes = 3;
const eventsBytesMax = SIGNED_BODY_BYTES_MAX - BATCH_HEAD_BYTES_MAX;

/** What every batch of one round says beside its events. */
export interface PackOptions {
  readonly sale: string;
  /** The chain's hash before the first row. */
  readonly prevHash: Bytes;
  readonly at: number;
  /** The house's signature over a batch's body. */
  sign(body: Bytes): Bytes;
}

/** The rows in batches, in order, each within a datagram and signed once. */
export function packBatches(
  rows: readonly RecordRow[],
  { sale, prevHash, at, sign }: PackOptions,
): readonly SignedBatch[] {
  let before = prevHash;
  return groupRows(rows).map((group) => {
    const firstSeq = group[0]?.seq ?? 0;
    const events = group.map((row) => row.event);
    const body = encodeBatch({ sale, firstSeq, prevHash: before, at, events });
    before = group.at(-1)?.hash ?? before;
    const bytes = encodeSignedMessage({ kind: "batch", signature: sign(body), body });
    return { firstSeq, count: group.length, bytes };
  });
}

function groupRows(rows: readonly RecordRow[]): readonly (readonly RecordRow[])[] {
  const groups: RecordRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = row.event.length + eventHeadBytes;
    const last = groups.at(-1);
    if (last === undefined || last.length === BATCH_EVENTS_MAX || bytes + size > eventsBytesMax) {
      groups.push([row]);
      bytes = size;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return groups;
}
