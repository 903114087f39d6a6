// What bidders fold: the same view as the house's, from events that carry no secret.

import { assertEquals, assertThrows } from "@std/assert";
import { publicEvent } from "../../lib/auction/event.ts";
import { emptySale, evolve } from "../../lib/auction/sale.ts";
import { emptyView, evolveView } from "../../lib/auction/view.ts";
import { ANA, BEN, bid, hammer, lot7, lot8, MINUTE, opened, play, T0, units } from "./scene.ts";

const END = T0 + 10 * MINUTE;

const sold = play(
  opened({ ...lot7, reserve: units(97.31), description: { en: "Oak." } }, lot8),
  bid(ANA, 44.44),
  bid(BEN, 40),
  bid(ANA, 77.77),
  { type: "GiveFairWarning", at: T0 + 2_000, lot: "7", text: "last chance" },
  { type: "PauseLot", at: T0 + 3_000, lot: "8" },
  { type: "ResumeLot", at: T0 + 4_000, lot: "8" },
  bid(BEN, 20, { lot: "8", at: END - 1 }),
  { type: "UndoLastBid", at: END, lot: "8" },
  { type: "SuspendPaddle", at: END, paddle: BEN },
  hammer({ at: END, belowReserve: true }),
  { type: "WithdrawLot", at: END, lot: "8", reason: null },
  { type: "CloseSale", at: END },
);

Deno.test("evolveView() gives bidders the house's own view from public events alone", () => {
  let view = emptyView();
  for (const event of sold.events) view = evolveView(view, publicEvent(event));
  assertEquals(view, sold.sale.view);
});

Deno.test("evolve() gives the same state from the same events", () => {
  let sale = emptySale();
  for (const event of sold.events) sale = evolve(sale, structuredClone(event));
  assertEquals(sale, sold.sale);
});

Deno.test("publicEvent() carries no maximum and no reserve", () => {
  const told = JSON.stringify(sold.events.map(publicEvent));
  for (const secret of [4444, 7777, 9731, '"secret"']) {
    assertEquals(told.includes(String(secret)), false, String(secret));
  }
});

Deno.test("publicEvent() makes a silent raise and a recorded refusal look the same", () => {
  const secret = { lot: "7", paddle: ANA, kind: "max", amount: 5, quantity: 1 } as const;
  const faces = (["accepted", "below_ask"] as const).map((verdict) =>
    publicEvent({ type: "BidRecorded", at: T0, secret: { ...secret, verdict } })
  );
  assertEquals(faces, [{ type: "BidRecorded", at: T0 }, { type: "BidRecorded", at: T0 }]);
});

Deno.test("evolve() lets a recorded refusal change nothing", () => {
  const scene = play(opened(lot7), bid(ANA, 20));
  const secret = {
    lot: "7",
    paddle: BEN,
    kind: "max",
    amount: 500_000,
    quantity: 1,
    verdict: "below_ask",
  } as const;
  const after = evolve(scene.sale, { type: "BidRecorded", at: T0 + 9, secret });
  assertEquals(after, scene.sale);
});

Deno.test("evolve() leaves the state before as it was", () => {
  let sale = emptySale();
  const copies = sold.events.map((event) => {
    const before = sale;
    const copy = structuredClone(sale);
    sale = evolve(sale, event);
    return { before, copy };
  });
  for (const { before, copy } of copies) assertEquals(before, copy);
});

Deno.test("evolveView() takes an event about a lot that nobody catalogued for a bug", () => {
  assertThrows(() =>
    evolveView(emptyView(), { type: "LotPassed", at: 1, lot: "7", reason: "by_hand" })
  );
});
