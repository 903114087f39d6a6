// What makes a signed batch of a record believable: the house's signature, over just the events of
// the rows, at their place in the chain.

import { equalBytes } from "../base/bytes.ts";
import { signedBytes, type verifierSync } from "../secure/signing.ts";
import { decodeBatch, decodeSignedMessage } from "../wire/signed_message.ts";
import type { BatchInPlace } from "./store.ts";

/** What is wrong with a signed batch: its bytes, its place, its signature. */
export function batchFlaw(
  { batch, rows, previous }: BatchInPlace,
  { isHouse, sale }: {
    readonly isHouse: ReturnType<typeof verifierSync>;
    readonly sale: string;
  },
): string | null {
  const message = decodeSignedMessage(batch.bytes);
  const content = message?.kind === "batch" ? decodeBatch(message.body) : null;
  if (message === null || content === null) return "the batch cannot be read";
  if (content.sale !== sale) return "the batch is of another sale";
  if (content.firstSeq !== batch.firstSeq) return "the batch names another place";
  if (!equalBytes(content.prevHash, previous)) return "the batch names another past";
  const same = content.events.length === rows.length &&
    content.events.every((event, i) => equalBytes(event, rows[i]?.event ?? new Uint8Array(0)));
  if (!same) return "the batch carries other events";
  const signed = signedBytes("batch", message.body);
  return isHouse(signed, message.signature) ? null : "the batch's signature is not ours";
}
