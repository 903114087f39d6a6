// The bounds of a lot that comes from the feed.

import { assertEquals } from "@std/assert";
import { publicLot } from "../../lib/auction/catalogue_lot.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { decodeEvent, encodeEvent } from "../../lib/wire/event_codec.ts";
import { EXTENSIONS_MAX } from "../../lib/wire/limits.ts";
import { lotOf } from "../support/thread_house.ts";

/** The event that shows a timed lot with so many extensions, or null where it is not read. */
function withExtensions(count: number) {
  const lot: Lot = lotOf({
    id: "1",
    closing: {
      type: "timed",
      end: { type: "after", durationMs: 60_000 },
      softClose: {
        type: "from_bid",
        windowMs: 1_000,
        extensionsMs: Array.from({ length: count }, () => 1_000),
        hardEndMs: null,
      },
      group: null,
    },
  });
  const face = publicLot(lot);
  const event = { type: "LotCatalogued", at: 1, lot: face } as const;
  return decodeEvent(encodeEvent({ event, commitment: null }));
}

Deno.test("decodeEvent() reads as many extensions as a lot may have, and no more", () => {
  assertEquals(withExtensions(EXTENSIONS_MAX) === null, false);
  assertEquals(withExtensions(EXTENSIONS_MAX + 1), null);
  assertEquals(withExtensions(0), null);
});
