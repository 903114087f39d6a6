// The auctioneer's hand: given what has happened, when a command comes, then these events.

import { assertEquals } from "@std/assert";
import { type PublicEvent, publicEvent } from "../../lib/auction/event.ts";
import { decodeEvent, encodeEvent } from "../../lib/wire/event_codec.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  hammer,
  lot7,
  lot8,
  MINUTE,
  opened,
  play,
  SECOND,
  T0,
  units,
  viewOf,
} from "./scene.ts";

const AT = T0 + SECOND;
const END = T0 + 10 * MINUTE;
const reserved: Lot = { ...lot7, reserve: units(100) };

function warn(text: string | null = null) {
  return { type: "GiveFairWarning", at: AT, lot: "7", text } as const;
}

function on(type: "OpenLot" | "PassLot" | "PauseLot" | "ResumeLot", lot: string, at = AT) {
  return { type, at, lot } as const;
}

Deno.test("OpenLot opens the sale with its first lot only", () => {
  const first = play(catalogued(lot7, lot8), on("OpenLot", "7", T0));
  assertEquals(first.last, {
    type: "accepted",
    events: [
      { type: "SaleOpened", at: T0 },
      { type: "LotOpened", at: T0, lot: "7", ask: units(10), endsAt: null },
    ],
  });
  const second = play(first, on("OpenLot", "8", T0));
  assertEquals(second.last, {
    type: "accepted",
    events: [{ type: "LotOpened", at: T0, lot: "8", ask: units(10), endsAt: END }],
  });
});

Deno.test("OpenLot takes an absolute end that lies ahead", () => {
  const until = {
    ...lot8,
    closing: {
      type: "timed",
      end: { type: "at", atMs: T0 + 1 },
      softClose: { type: "none" },
      group: null,
    },
  } as const;
  assertEquals(viewOf(opened(until), "8").endsAt, T0 + 1);
});

Deno.test("GiveFairWarning counts no further than an event can tell, and may be given again", () => {
  const scene = play(opened(lot7), ...Array.from({ length: 257 }, () => warn()));
  const events = scene.events.map(publicEvent);
  const isReadable = (event: PublicEvent) =>
    decodeEvent(encodeEvent({ event, commitment: null })) !== null;
  assertEquals(events.filter((event) => !isReadable(event)), []);
  assertEquals(viewOf(scene, "7").warnings, 255);
});

Deno.test("GiveFairWarning counts its calls until a visible bid takes them back", () => {
  let scene = play(opened(lot7), bid(ANA, 20), warn("going once"), warn());
  assertEquals(scene.events.slice(-2), [
    { type: "FairWarningGiven", at: AT, lot: "7", call: 1, text: "going once" },
    { type: "FairWarningGiven", at: AT, lot: "7", call: 2, text: null },
  ]);
  assertEquals(viewOf(scene, "7").status, "fair_warning");
  scene = play(scene, bid(ANA, 30));
  assertEquals([viewOf(scene, "7").status, viewOf(scene, "7").warnings], ["fair_warning", 2]);
  scene = play(scene, bid(BEN, 25));
  assertEquals([viewOf(scene, "7").status, viewOf(scene, "7").warnings], ["open", 0]);
  assertEquals(viewOf(play(scene, warn()), "7").warnings, 1);
});

Deno.test("HammerLot sells to the leader at the price, warned or not", () => {
  for (const warnings of [[], [warn()], [warn(), warn()]]) {
    const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 15), ...warnings, hammer());
    assertEquals(scene.last, {
      type: "accepted",
      events: [{ type: "LotSold", at: T0 + MINUTE, lot: "7", paddle: ANA, price: units(15.5) }],
    });
    assertEquals(viewOf(scene, "7").winner, { paddle: ANA, price: units(15.5) });
  }
});

Deno.test("HammerLot passes a lot below its reserve, unless the auctioneer sells it so", () => {
  const scene = play(opened(reserved), bid(ANA, 50));
  const passed = play(scene, hammer());
  assertEquals(passed.last, {
    type: "accepted",
    events: [{ type: "LotPassed", at: T0 + MINUTE, lot: "7", reason: "reserve_not_met" }],
  });
  assertEquals(answer(play(scene, hammer({ belowReserve: true }))), "LotSold");
});

Deno.test("HammerLot sells by hand, after the pass, what failed only its reserve", () => {
  const passed = play(opened(reserved), bid(ANA, 50), hammer());
  assertEquals(answer(play(passed, hammer())), "lot_closed");
  const sold = play(passed, hammer({ belowReserve: true, at: T0 + 5 * MINUTE }));
  assertEquals(viewOf(sold, "7").winner, { paddle: ANA, price: units(10) });
  assertEquals([viewOf(sold, "7").status, viewOf(sold, "7").passReason], ["sold", null]);
  assertEquals(answer(play(sold, hammer({ belowReserve: true }))), "lot_closed");
});

Deno.test("HammerLot sells a timed lot by hand once its clock has passed it", () => {
  const timed = { ...lot8, reserve: units(100) };
  const passed = play(opened(timed), bid(ANA, 50, { lot: "8" }), { type: "Tick", at: END });
  assertEquals(answer(passed), "LotPassed");
  const sold = play(passed, hammer({ lot: "8", belowReserve: true, at: END + MINUTE }));
  assertEquals(answer(sold), "LotSold");
});

Deno.test("HammerLot sells nothing by hand that was passed by hand or without a bid", () => {
  const byHand = play(opened(reserved), bid(ANA, 50), on("PassLot", "7"));
  const noBids = play(opened(lot8), { type: "Tick", at: END });
  assertEquals(answer(play(byHand, hammer({ belowReserve: true }))), "lot_closed");
  assertEquals(answer(play(noBids, hammer({ lot: "8", belowReserve: true }))), "lot_closed");
});

Deno.test("PassLot ends a clerked lot unsold, with bids or without", () => {
  for (const bids of [[], [bid(ANA, 20)]]) {
    const scene = play(opened(lot7), ...bids, on("PassLot", "7"));
    assertEquals(scene.last, {
      type: "accepted",
      events: [{ type: "LotPassed", at: AT, lot: "7", reason: "by_hand" }],
    });
    assertEquals(viewOf(scene, "7").winner, null);
  }
});

Deno.test("PauseLot stops the clock and ResumeLot gives back what was left", () => {
  let scene = play(opened(lot8), on("PauseLot", "8", T0 + MINUTE));
  assertEquals(scene.events.at(-1), {
    type: "LotPaused",
    at: T0 + MINUTE,
    lot: "8",
    remainingMs: 9 * MINUTE,
  });
  assertEquals(viewOf(scene, "8").endsAt, null);
  // Long past the end that was announced before the pause.
  scene = play(scene, { type: "Tick", at: T0 + 60 * MINUTE });
  assertEquals(answer(scene), "");
  scene = play(scene, on("ResumeLot", "8", T0 + 60 * MINUTE));
  assertEquals(viewOf(scene, "8").endsAt, T0 + 69 * MINUTE);
  assertEquals(viewOf(scene, "8").remainingMs, null);
});

Deno.test("PauseLot and ResumeLot leave a clerked lot without an end, its warnings taken back", () => {
  let scene = play(opened(lot7), bid(ANA, 20), warn(), on("PauseLot", "7"));
  assertEquals([viewOf(scene, "7").status, viewOf(scene, "7").remainingMs], ["paused", null]);
  scene = play(scene, on("ResumeLot", "7"));
  const { status, endsAt, warnings } = viewOf(scene, "7");
  assertEquals({ status, endsAt, warnings }, { status: "open", endsAt: null, warnings: 0 });
});

Deno.test("WithdrawLot takes a lot out before it opens, while it runs, and while it is paused", () => {
  const withdraw = { type: "WithdrawLot", at: AT, lot: "8", reason: "damaged" } as const;
  const scenes = [catalogued(lot8), opened(lot8), play(opened(lot8), on("PauseLot", "8"))];
  for (const scene of scenes) {
    const gone = play(scene, withdraw);
    assertEquals(gone.events.at(-1), { type: "LotWithdrawn", at: AT, lot: "8", reason: "damaged" });
    assertEquals(answer(play(gone, on("OpenLot", "8"))), "lot_closed");
    assertEquals(answer(play(gone, { type: "Tick", at: END })), "");
  }
});

Deno.test("CloseSale ends a sale whose lots are all over or never opened", () => {
  const scene = play(opened(lot7), bid(ANA, 20), hammer(), {
    type: "CatalogueLot",
    at: AT,
    lot: lot8,
    salt: "",
  }, { type: "CloseSale", at: AT });
  assertEquals(answer(scene), "SaleClosed");
  assertEquals(scene.sale.view.phase, "closed");
});

Deno.test("SetTerms says before the first lot what is owed on top, the last word counting", () => {
  const terms = (taxRate: number) =>
    ({ type: "SetTerms", at: AT, terms: { premium: [], taxRate, taxOn: "premium" } }) as const;
  const scene = play(catalogued(lot7), terms(500), terms(700));
  assertEquals(catalogued(lot7).sale.view.terms, null);
  assertEquals(scene.sale.view.terms, { premium: [], taxRate: 700, taxOn: "premium" });
  assertEquals(answer(play(scene, on("OpenLot", "7"), terms(900))), "sale_open");
});

Deno.test("Announce gives everyone the auctioneer's last word", () => {
  const say = (text: string, at: number) => ({ type: "Announce", at, text }) as const;
  const scene = play(opened(lot7), say("a break of ten minutes", AT), say("on we go", AT + 1));
  assertEquals(opened(lot7).sale.view.announcement, null);
  assertEquals(scene.sale.view.announcement, { at: AT + 1, text: "on we go" });
});

Deno.test("SuspendPaddle stops bids, keeps the ones that stand, and is undone by ReinstatePaddle", () => {
  const suspend = { type: "SuspendPaddle", at: AT, paddle: ANA } as const;
  const reinstate = { type: "ReinstatePaddle", at: AT, paddle: ANA } as const;
  let scene = play(opened(lot7), bid(ANA, 20), suspend, bid(BEN, 15));
  assertEquals(viewOf(scene, "7").standing.leader, ANA);
  assertEquals(answer(play(scene, suspend)), "");
  assertEquals(answer(play(scene, bid(ANA, 30))), "suspended");
  scene = play(scene, reinstate, bid(ANA, 30));
  assertEquals(answer(scene), "BidRecorded");
  assertEquals(answer(play(scene, reinstate)), "");
});

Deno.test("AdmitPaddle again changes nothing and reinstates nobody", () => {
  const again = { type: "AdmitPaddle", at: AT, paddle: ANA, identity: "another key" } as const;
  const scene = play(opened(lot7), { type: "SuspendPaddle", at: AT, paddle: ANA }, again);
  assertEquals(answer(scene), "");
  assertEquals(scene.sale.view.paddles.get(ANA), "suspended");
});
