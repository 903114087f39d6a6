// The bytes of events and of what stands in them, field by field, for the vectors of §6.

import type { Bytes } from "../../lib/base/bytes.ts";
import { array, int, no, none, text, yes } from "./_cbor_writer.ts";
import { noon, paddle } from "./_stage.ts";

/** A case: its name, what it says, its bytes, and how it is read where it is wrong. */
export type Row = readonly [name: string, says: string, bytes: Bytes, expected?: string];

/** When everything here happens. */
export const at = int(noon);
/** A lot. */
export const seven = text("7");
/** A paddle. */
export const twelve = text(paddle);
/** A standing with a leader. */
export const standing = [twelve, int(10_000), int(10_250), int(1), yes];
/** A standing before any bid. */
export const unbid = [none, none, int(10_000), int(0), no];

/** An event's bytes (§6.2). */
export function event(code: number, ...fields: readonly Uint8Array[]): Bytes {
  return array(int(code), at, none, ...fields);
}

/** What is owed on top of the hammer price (§6.3). */
export function terms(
  tiers: readonly (readonly [from: number, rate: number])[] = [[0, 2_500], [500_000, 2_000]],
  taxRate = 1_000,
): Bytes {
  const premium = array(...tiers.map(([from, rate]) => array(int(from), int(rate))));
  return array(premium, int(taxRate), int(0));
}
