// The published record: a sale for everyone to check, as one JSON document (RECORD.md).
//
// It holds the house's public key and its signed batches, which show paddles and prices. Names,
// maxima, reserves and refused amounts are in the commands, and no command is in it.

import * as v from "valibot";
import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import type { SigningJwk } from "../secure/key_set.ts";
import { SIGNATURE_BYTES, SIGNED_BODY_BYTES_MAX } from "../wire/limits.ts";
import { HouseJwkSchema } from "./house_jwk.ts";
import type { SignedBatches } from "./signed_history.ts";

/** The most bytes of a published record: a million bids. */
export const RECORD_BYTES_MAX = 268_435_456;

const batchCharsMax = Math.ceil((1 + SIGNATURE_BYTES + SIGNED_BODY_BYTES_MAX) * 4 / 3);

/** The document, strictly: no member more or less. */
export const RecordSchema = v.strictObject({
  leilao: v.literal(1),
  type: v.literal("record"),
  sale: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  house: HouseJwkSchema,
  batches: v.array(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(batchCharsMax)),
  ),
});

/** The text of a record's file: one batch a line. */
export function toRecordText(
  { sale, key, batches }: {
    readonly sale: string;
    readonly key: SigningJwk;
    readonly batches: Iterable<Bytes>;
  },
): string {
  const { kty, crv, x, use, alg } = key;
  const head = JSON.stringify({
    leilao: 1,
    type: "record",
    sale,
    house: { kty, crv, x, use, alg },
  });
  const lines = Array.from(batches, (bytes) => `"${toBase64url(bytes)}"`);
  return `${head.slice(0, -1)},"batches":[\n${lines.join(",\n")}\n]}\n`;
}

/** The batches in the text of a record's file; none of them is checked. Fault: `bad_file`. */
export function parseRecord(text: string): SignedBatches & { readonly batches: readonly Bytes[] } {
  const { sale, house, batches } = parsed(text);
  return {
    sale,
    house: house.x,
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
