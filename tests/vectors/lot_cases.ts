// PROTOCOL §6.3: lots and their terms, each right and with one wrong field.

import type { Bytes } from "../../lib/base/bytes.ts";
import { array, bytes, int, no, none, text, yes } from "./_cbor_writer.ts";
import { event, type Row, seven } from "./_event_bytes.ts";
import { noon } from "./_stage.ts";
import { bytesCases, family, type Vector } from "./_vector.ts";

/** A lot's public face with some fields replaced (§6.3). */
export function face(changes: { readonly [field: number]: Uint8Array } = {}): Bytes {
  const fields = [
    seven,
    array(int(0), none),
    array(text("A chair"), text("Uma cadeira")),
    int(10_000),
    array(int(0)),
    yes,
    array(int(0), int(600_000), array(int(1), int(120_000), array(int(120_000)), none), none),
    array(text("chair.svg"), text("image/svg+xml"), bytes("ab".repeat(32))),
    array(int(50_000), int(80_000)),
  ];
  return array(...fields.map((field, index) => changes[index] ?? field));
}

function catalogued(changes: { readonly [field: number]: Uint8Array } = {}): Bytes {
  return event(4, face(changes));
}

function ladder(rungs: number): Bytes {
  const steps = Array.from({ length: rungs }, (_, rung) => array(int(rung * 100), int(5)));
  return array(int(5), array(...steps));
}

const lots: readonly Row[] = [
  ["LotCatalogued", "Every field there is.", catalogued()],
  [
    "LotCatalogued_clerked",
    "No clock, no image, one language.",
    catalogued({ 2: array(none, text("Cadeira")), 6: none, 7: none, 8: none }),
  ],
  [
    "LotCatalogued_ends_at",
    "An absolute end, no soft close.",
    catalogued({ 6: array(int(1), int(noon), array(int(0)), none) }),
  ],
  [
    "LotCatalogued_shrinking",
    "Extensions that shrink up to a hard end.",
    catalogued({
      6: array(int(0), int(1), array(int(2), int(9), array(int(3), int(2), int(1)), int(99)), none),
    }),
  ],
  ["LotCatalogued_fixed", "Increments of 5.00.", catalogued({ 4: array(int(3), int(500)) })],
  [
    "LotCatalogued_percent",
    "2.50 per cent, in steps of 1.00.",
    catalogued({ 4: array(int(4), int(250), int(100)) }),
  ],
  ["LotCatalogued_table", "A table of 32 rungs.", catalogued({ 4: ladder(32) })],
  [
    "LotCatalogued_too_long",
    "A lot with two long titles: past the limit of an event.",
    catalogued({ 2: array(text("\u6c34".repeat(200)), text("\u6c34".repeat(200))) }),
    "malformed",
  ],
  ["LotCatalogued_table_33", "A table of 33 rungs.", catalogued({ 4: ladder(33) }), "malformed"],
  [
    "LotCatalogued_table_empty",
    "A table without a rung.",
    catalogued({ 4: ladder(0) }),
    "malformed",
  ],
  [
    "LotCatalogued_increments",
    "Increments of type 6.",
    catalogued({ 4: array(int(6)) }),
    "malformed",
  ],
  [
    "LotCatalogued_fixed_0",
    "Increments of nothing.",
    catalogued({ 4: array(int(3), int(0)) }),
    "malformed",
  ],
  [
    "LotCatalogued_percent_0",
    "0 per cent.",
    catalogued({ 4: array(int(4), int(0), int(100)) }),
    "malformed",
  ],
  [
    "LotCatalogued_named_field",
    "A named table with a field.",
    catalogued({ 4: array(int(0), int(1)) }),
    "malformed",
  ],
  [
    "LotCatalogued_id",
    "An id of 33 characters.",
    catalogued({ 0: text("7".repeat(33)) }),
    "malformed",
  ],
  [
    "LotCatalogued_group",
    "Lots of one group share a clock.",
    catalogued({ 6: array(int(0), int(1), array(int(0)), text("chairs")) }),
  ],
  [
    "LotCatalogued_group_path",
    "A group with a slash in its name.",
    catalogued({ 6: array(int(0), int(1), array(int(0)), text("a/b")) }),
    "malformed",
  ],
  [
    "LotCatalogued_buy_now",
    "To be had at once for 900.00.",
    catalogued({ 1: array(int(0), int(90_000)) }),
  ],
  ["LotCatalogued_sealed_first", "Sealed bids.", catalogued({ 1: array(int(1)) })],
  ["LotCatalogued_vickrey", "Sealed, at the second price.", catalogued({ 1: array(int(2)) })],
  [
    "LotCatalogued_dutch",
    "Down to 10.00 by 5.00 each three seconds.",
    catalogued({ 1: array(int(3), int(1_000), int(500), int(3_000)), 5: no, 6: array() }),
  ],
  [
    "LotCatalogued_japanese",
    "Up by 5.00 each three seconds, ten seconds to enter.",
    catalogued({ 1: array(int(4), int(500), int(3_000), int(10_000)), 6: array() }),
  ],
  ["LotCatalogued_uniform", "Twelve units.", catalogued({ 1: array(int(5), int(12)), 5: no })],
  [
    "LotCatalogued_format",
    "Format 6 is none.",
    catalogued({ 1: array(int(6), none) }),
    "malformed",
  ],
  [
    "LotCatalogued_format_bare",
    "A format that is no array.",
    catalogued({ 1: int(1) }),
    "malformed",
  ],
  [
    "LotCatalogued_sealed_field",
    "Sealed bids with a field.",
    catalogued({ 1: array(int(1), none) }),
    "malformed",
  ],
  [
    "LotCatalogued_buy_now_0",
    "To be had for nothing.",
    catalogued({ 1: array(int(0), int(0)) }),
    "malformed",
  ],
  [
    "LotCatalogued_dutch_step_0",
    "A price that does not fall.",
    catalogued({ 1: array(int(3), int(1_000), int(0), int(3_000)), 6: array() }),
    "malformed",
  ],
  [
    "LotCatalogued_interval_day",
    "A price that is shown for more than a day.",
    catalogued({ 1: array(int(4), int(500), int(86_400_001), int(10_000)), 6: array() }),
    "malformed",
  ],
  [
    "LotCatalogued_interval_0",
    "A price that is not shown.",
    catalogued({ 1: array(int(4), int(500), int(0), int(10_000)), 6: array() }),
    "malformed",
  ],
  [
    "LotCatalogued_units_0",
    "No unit.",
    catalogued({ 1: array(int(5), int(0)) }),
    "malformed",
  ],
  [
    "LotCatalogued_units_10001",
    "10,001 units.",
    catalogued({ 1: array(int(5), int(10_001)) }),
    "malformed",
  ],
  [
    "LotCatalogued_estimate_low",
    "Half an estimate.",
    catalogued({ 8: array(int(50_000)) }),
    "malformed",
  ],
  [
    "LotCatalogued_title",
    "A title in one language alone, not in a pair.",
    catalogued({ 2: array(text("A chair")) }),
    "malformed",
  ],
  [
    "LotCatalogued_opening_0",
    "An opening price of nothing.",
    catalogued({ 3: int(0) }),
    "malformed",
  ],
  [
    "LotCatalogued_reserve",
    "The reserve itself in the place of whether there is one.",
    catalogued({ 5: int(50_000) }),
    "malformed",
  ],
  [
    "LotCatalogued_soft_close",
    "Soft close 3 is none.",
    catalogued({ 6: array(int(0), int(1), array(int(3)), none) }),
    "malformed",
  ],
  [
    "LotCatalogued_extensions",
    "No extension.",
    catalogued({ 6: array(int(0), int(1), array(int(1), int(1), array(), none), none) }),
    "malformed",
  ],
  [
    "LotCatalogued_image_path",
    "An image outside of its folder.",
    catalogued({ 7: array(text("../key"), text("image/png"), bytes("ab".repeat(32))) }),
    "malformed",
  ],
  [
    "LotCatalogued_image_type",
    "A page in the place of an image.",
    catalogued({ 7: array(text("a.svg"), text("text/html"), bytes("ab".repeat(32))) }),
    "malformed",
  ],
  [
    "LotCatalogued_image_digest",
    "A digest of 31 bytes.",
    catalogued({ 7: array(text("a.svg"), text("image/png"), bytes("ab".repeat(31))) }),
    "malformed",
  ],
];

/** All vectors of §6.3. */
export const lotVectors: readonly Vector[] = family("event", {
  section: "6.3",
  cases: bytesCases("event", lots),
});
