// The published record: a sale for everyone to check, as one JSON document (RECORD.md).
//
// It holds the house's public key, its signed batches, which show paddles and prices, and the
// checkpoint by which it signed where they end. Names, maxima, reserves and refused amounts are in
// the commands, and no command is in it.

import * as v from "valibot";
import { type Bytes, fromBase64url, toBase64url, toUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import type { SigningJwk } from "../secure/key_set.ts";
import { type CheckpointNote, encodeNote } from "../wire/checkpoint_note.ts";
import { SIGNATURE_BYTES, SIGNED_BODY_BYTES_MAX } from "../wire/limits.ts";
import { HouseJwkSchema } from "./house_jwk.ts";
import { type KeptNotes, parseNotes } from "./kept_notes.ts";
import type { SignedBatches } from "./signed_history.ts";

/** The most bytes of a published record: a million bids. */
export const RECORD_BYTES_MAX = 268_435_456;

/** A note has four lines of text and the line of its signature: some 300 characters. */
const noteCharsMax = 1_024;
const batchCharsMax = Math.ceil((1 + SIGNATURE_BYTES + SIGNED_BODY_BYTES_MAX) * 4 / 3);

/** The document, strictly: no member more or less. */
export const RecordSchema = v.strictObject({
  leilao: v.literal(1),
  type: v.literal("record"),
  sale: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  house: HouseJwkSchema,
  checkpoint: v.nullable(v.pipe(v.string(), v.maxLength(noteCharsMax))),
  batches: v.array(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(batchCharsMax)),
  ),
});

/** A published record before anything of it is checked. */
export interface ParsedRecord extends SignedBatches {
  readonly batches: readonly Bytes[];
  readonly checkpoints: readonly KeptNotes[];
}

/** The text of a record's file: one batch a line. */
export function toRecordText(
  { sale, key, batches, checkpoint }: {
    readonly sale: string;
    readonly key: SigningJwk;
    readonly batches: Iterable<Bytes>;
    /** The newest one of the record, or null where there is none. */
    readonly checkpoint: CheckpointNote | null;
  },
): string {
  const { kty, crv, x, use, alg } = key;
  const head = JSON.stringify({
    leilao: 1,
    type: "record",
    sale,
    house: { kty, crv, x, use, alg },
    checkpoint: checkpoint === null ? null : encodeNote(checkpoint),
  });
  const lines = Array.from(batches, (bytes) => `"${toBase64url(bytes)}"`);
  return `${head.slice(0, -1)},"batches":[\n${lines.join(",\n")}\n]}\n`;
}

/** The content of a record's file; nothing of it is checked but its form. Fault: `bad_file`. */
export function parseRecord(text: string): ParsedRecord {
  const { sale, house, batches, checkpoint } = parsed(text);
  const place = "the record";
  return {
    sale,
    house: house.x,
    checkpoints: checkpoint === null
      ? []
      : [parseNotes(toUtf8(checkpoint), { place, mayBeEmpty: false })],
    // A spelling that is no base64url gives no batch, which is found at its place.
    batches: batches.map((line) => fromBase64url(line) ?? new Uint8Array(0)),
  };
}

function parsed(text: string): v.InferOutput<typeof RecordSchema> {
  try {
    return v.parse(RecordSchema, JSON.parse(text));
  } catch (cause) {
    throw new Fault("bad_file", "record: found another thing than a published record", {
      hint: "Ask the house for the file as deno task publish wrote it.",
      cause,
    });
  }
}
