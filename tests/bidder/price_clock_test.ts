// The price that moves by a clock, as a bidder sees it.

import { assertEquals } from "@std/assert";
import { cataloguedLot } from "../../lib/auction/_lot_view.ts";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import { priceClock } from "../../lib/auction/price_clock.ts";
import { FakeLink } from "../support/fake_link.ts";
import { FORMAT_LOTS, openFormats, raised } from "./_formats.ts";
import { catalogue, lot, saleStartMs } from "./_sale.ts";

/** The clock of the lot of a format after `events`, at each moment of the sale. */
function clockOf(format: string, id: string, ...events: readonly PublicEvent[]) {
  const link = new FakeLink();
  link.happen(...catalogue(lot("7")));
  openFormats(link, format);
  link.happen(...events);
  const view = link.view().lots.get(id);
  return (afterMs: number) => {
    const clock = view === undefined ? null : priceClock(view, saleStartMs + afterMs);
    return clock === null ? null : `${clock.price} ${clock.next} ${clock.inMs}`;
  };
}

Deno.test("priceClock() of a falling price steps down to its floor and stays there", () => {
  const clock = clockOf("dutch", "D");
  assertEquals([0, 1, 4_999, 5_000, 12_200, 29_999, 30_000, 34_999, 36_000].map(clock), [
    "100000 90000 5000",
    "100000 90000 4999",
    "100000 90000 1",
    "90000 80000 5000",
    "80000 70000 2800",
    "50000 40000 1",
    "40000 null null",
    "40000 null null",
    "40000 null null",
  ]);
});

Deno.test("priceClock() goes down to the floor also where that is less than a step", () => {
  const [falling] = [FORMAT_LOTS["dutch"]].flatMap((found) => found === undefined ? [] : [found]);
  const view = cataloguedLot(lot("D", {
    ...falling,
    format: { type: "dutch", floor: toCents(95_000), step: toCents(10_000), everyMs: 5_000 },
  }));
  assertEquals(priceClock(view, saleStartMs), {
    price: toCents(100_000),
    next: toCents(95_000),
    inMs: null,
  });
});

Deno.test("priceClock() shows the first price longer where an outage gave time back", () => {
  const moved = { type: "LotExtended", at: saleStartMs, lot: "D", cause: "outage" } as const;
  const clock = clockOf("dutch", "D", { ...moved, endsAt: saleStartMs + 42_000 });
  assertEquals([0, 11_999, 12_000].map(clock), [
    "100000 90000 12000",
    "100000 90000 1",
    "90000 80000 5000",
  ]);
});

Deno.test("priceClock() stands still while the lot is paused", () => {
  const paused = { type: "LotPaused", at: saleStartMs + 7_000, remainingMs: 28_000 } as const;
  assertEquals(clockOf("dutch", "D", { ...paused, lot: "D" })(90_000), "90000 80000 null");
  assertEquals(clockOf("japanese", "J", { ...paused, lot: "J" })(90_000), "100000 105000 null");
});

Deno.test("priceClock() of a rising price tells when it goes up, and never a time below none", () => {
  const clock = clockOf("japanese", "J");
  assertEquals([0, 29_000, 31_000].map(clock), [
    "100000 105000 30000",
    "100000 105000 1000",
    "100000 105000 0",
  ]);
  assertEquals(clockOf("japanese", "J", raised(105_000, 2, 30_000))(32_000), "105000 110000 8000");
});

Deno.test("priceClock() is none where no clock moves the price", () => {
  for (const [format, id] of [["sealed", "S"], ["uniform", "U"], ["buyNow", "B"]] as const) {
    assertEquals(clockOf(format, id)(0), null);
  }
});
