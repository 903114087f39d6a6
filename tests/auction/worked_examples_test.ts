// The worked examples of RULES.md, each under its own name there.

import { assertEquals } from "@std/assert";
import { askAt } from "../../lib/auction/dutch.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { chargeFor, type SaleTerms } from "../../lib/auction/settlement.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  CID,
  DORA,
  dutchLot,
  hammer,
  hold,
  japaneseLot,
  limited,
  lot7,
  lot8,
  lotBy,
  MINUTE,
  on,
  opened,
  play,
  retract,
  type Scene,
  SECOND,
  standing,
  T0,
  tenUnits,
  units,
  until,
  viewOf,
} from "./scene.ts";

const AT = T0 + SECOND;
const exact = { kind: "exact" } as const;

/** Leader and price, in units. */
function led(scene: Scene, id = "7") {
  const { leader, price } = standing(scene, id);
  return [leader, price];
}

/** Winner and price, in units. */
function won(scene: Scene) {
  const { winner } = viewOf(scene, "7");
  return winner === null ? null : [winner.paddle, winner.price / 100];
}

function ask(amount: number) {
  return { type: "SetAsk", at: AT, lot: "7", ask: units(amount) } as const;
}

Deno.test("Worked example: A tie", () => {
  let scene = play(opened(lot7), bid(ANA, 20));
  assertEquals(led(scene), [ANA, 10]);
  scene = play(scene, bid(BEN, 20));
  assertEquals(led(scene), [ANA, 20]);
  assertEquals(led(play(scene, bid(ANA, 25))), [ANA, 20.5]);
});

Deno.test("Worked example: Less than a full increment", () => {
  const scene = play(opened(lot7), bid(BEN, 15.5), bid(ANA, 15.56));
  assertEquals(led(scene), [ANA, 15.56]);
  assertEquals(led(play(scene, bid(ANA, 20))), [ANA, 16]);
});

Deno.test("Worked example: A silent raise", () => {
  const scene = play(opened(lot7), bid(BEN, 15), bid(ANA, 15.5));
  assertEquals(led(scene), [ANA, 15.5]);
  const raised = play(scene, bid(ANA, 20));
  assertEquals([answer(raised), ...led(raised)], ["BidRecorded", ANA, 15.5]);
});

Deno.test("Worked example: One cent below the ask", () => {
  const scene = play(opened(lot7), bid(ANA, 20));
  const low = play(scene, bid(BEN, 10.49));
  assertEquals(low.last, { type: "rejected", reason: "below_ask", ask: units(10.5) });
  assertEquals(led(play(scene, bid(BEN, 10.5))), [ANA, 11]);
});

Deno.test("Worked example: Fixed steps", () => {
  const lot: Lot = { ...lot7, increments: { type: "fixed", step: units(1) } };
  const scene = play(opened(lot), bid(ANA, 11), bid(BEN, 11.02));
  assertEquals(standing(scene), { leader: BEN, price: 11.02, ask: 12.02 });
});

Deno.test("Worked example: A reserve", () => {
  let scene = opened({ ...lot7, opening: units(1), reserve: units(100) });
  const steps = [
    [ANA, 50, ANA, 1, false],
    [BEN, 60, BEN, 51, false],
    [CID, 150, CID, 100, true],
    [DORA, 120, CID, 122.5, true],
  ] as const;
  for (const [paddle, max, leader, price, met] of steps) {
    scene = play(scene, bid(paddle, max));
    assertEquals([...led(scene), viewOf(scene, "7").standing.reserveMet], [leader, price, met]);
  }
});

Deno.test("Worked example: An amount called", () => {
  let scene = play(opened(lot7), bid(ANA, 14, exact));
  assertEquals(led(scene), [ANA, 14]);
  scene = play(scene, bid(BEN, 50));
  assertEquals(led(scene), [BEN, 14.5]);
  assertEquals(led(play(scene, bid(ANA, 30, exact))), [BEN, 31]);
});

Deno.test("Worked example: Bought at once", () => {
  const scene = opened(lotBy({ type: "english", buyNow: units(80) }));
  assertEquals(won(play(scene, bid(ANA, 100, { kind: "buy" }))), [ANA, 80]);
});

Deno.test("Worked example: An ask by hand", () => {
  const scene = play(opened(lot7), bid(ANA, 12));
  assertEquals(led(scene), [ANA, 10]);
  assertEquals(led(play(scene, ask(15), bid(BEN, 30))), [BEN, 15]);
  assertEquals(led(play(scene, bid(BEN, 30))), [BEN, 12.5]);
});

Deno.test("Worked example: A lower opening", () => {
  assertEquals(led(play(opened(lot7), ask(6), bid(ANA, 8))), [ANA, 6]);
});

Deno.test("Worked example: New steps", () => {
  const increments = { type: "fixed", step: units(5) } as const;
  const steps = { type: "SetIncrements", at: AT, lot: "7", increments } as const;
  let scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 30));
  assertEquals(led(scene), [BEN, 20.5]);
  scene = play(scene, steps);
  assertEquals(standing(scene).ask, 25.5);
  assertEquals(led(play(scene, bid(CID, 26))), [BEN, 30]);
});

Deno.test("Worked example: Three who are absent", () => {
  const held = [hold(ANA, 20), hold(BEN, 50), hold(CID, 30)];
  assertEquals(led(play(catalogued(lot7), ...held, on("OpenLot", T0))), [BEN, 31]);
});

Deno.test("Worked example: A bid undone", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 30));
  assertEquals(led(scene), [BEN, 20.5]);
  assertEquals(led(play(scene, on("UndoLastBid", AT))), [ANA, 10]);
});

Deno.test("Worked example: A bidder retracted", () => {
  const scene = play(opened(lot7), bid(BEN, 30), bid(ANA, 20), bid(BEN, 60));
  assertEquals(led(scene), [BEN, 20.5]);
  assertEquals(led(play(scene, retract(BEN))), [ANA, 10]);
});

Deno.test("Worked example: The under-bidder", () => {
  const bids = [bid(ANA, 20), bid(BEN, 50), bid(CID, 60)];
  const scene = play(opened(lot7), ...bids, hammer());
  assertEquals(won(scene), [CID, 51]);
  const award = { type: "AwardLot", at: T0 + 2 * MINUTE, lot: "7", defaulter: CID } as const;
  assertEquals(won(play(scene, award)), [BEN, 50]);
});

const sealedBids = [bid(ANA, 50), bid(BEN, 70), bid(CID, 60)];

Deno.test("Worked example: The first sealed price", () => {
  const scene = opened(lotBy({ type: "sealed_first" }));
  assertEquals(won(play(scene, ...sealedBids, hammer())), [BEN, 70]);
});

Deno.test("Worked example: The second sealed price", () => {
  const lot = lotBy({ type: "vickrey" });
  assertEquals(won(play(opened(lot), ...sealedBids, hammer())), [BEN, 60]);
  const reserved = { ...lot, reserve: units(65) };
  assertEquals(won(play(opened(reserved), ...sealedBids, hammer())), [BEN, 65]);
});

Deno.test("Worked example: The falling price", () => {
  const scene = opened(dutchLot);
  const shown = [0, 10, 20, 30].map((s) => askAt(viewOf(scene, "7"), T0 + s * SECOND) / 100);
  assertEquals(shown, [100, 80, 60, 50]);
  assertEquals(viewOf(until(scene, T0 + 40 * SECOND), "7").status, "passed");
  const taken = play(scene, bid(ANA, 90, { kind: "buy", at: T0 + 20 * SECOND }));
  assertEquals(won(taken), [ANA, 60]);
});

/** Ana and Ben in, in this order, while 20 is shown. */
function atTwenty(...entering: readonly string[]) {
  const enter = entering.map((paddle) => bid(paddle, 10, { kind: "enter" }));
  const scene = until(play(opened(japaneseLot), ...enter), T0 + MINUTE + 10 * SECOND);
  assertEquals(standing(scene).price, 20);
  return scene;
}

const leaving = { kind: "leave", at: T0 + MINUTE + 11 * SECOND } as const;
const nextTick = T0 + MINUTE + 20 * SECOND;

Deno.test("Worked example: The last one in", () => {
  assertEquals(won(until(play(atTwenty(ANA, BEN), bid(ANA, 1, leaving)), nextTick)), [BEN, 20]);
});

Deno.test("Worked example: All leave together", () => {
  const gone = play(atTwenty(BEN, ANA), bid(ANA, 1, leaving), bid(BEN, 1, leaving));
  assertEquals(won(until(gone, nextTick)), [BEN, 15]);
});

function parts(scene: Scene) {
  const { allotments } = viewOf(scene, "7");
  return allotments.map(({ paddle, quantity, price }) => [paddle, quantity, price / 100]);
}

Deno.test("Worked example: Enough for everyone", () => {
  const bids = [bid(ANA, 30, { quantity: 4 }), bid(BEN, 20, { quantity: 6 })];
  assertEquals(parts(play(opened(tenUnits), ...bids, hammer())), [[ANA, 4, 10], [BEN, 6, 10]]);
});

Deno.test("Worked example: More wanted than there is", () => {
  const bids = [
    bid(ANA, 30, { quantity: 4 }),
    bid(BEN, 20, { quantity: 5 }),
    bid(CID, 25, { quantity: 3 }),
  ];
  assertEquals(parts(play(opened(tenUnits), ...bids, hammer())), [
    [ANA, 4, 20],
    [CID, 3, 20],
    [BEN, 3, 20],
  ]);
});

Deno.test("Worked example: A shared clock", () => {
  if (lot8.closing.type !== "timed") throw new Error("lot 8 is timed");
  const shared: Lot = { ...lot8, closing: { ...lot8.closing, group: "one clock" } };
  const at = T0 + 9 * MINUTE + 59 * SECOND;
  const late = play(opened(shared, { ...shared, id: "9" }), bid(ANA, 20, { lot: "8", at }));
  const ends = (scene: Scene) =>
    ["8", "9"].map((id) => ((viewOf(scene, id).endsAt ?? 0) - T0) / SECOND);
  assertEquals(ends(late), [719, 719]);
  assertEquals(ends(play(late, on("UndoLastBid", at, "8"))), [600, 600]);
});

Deno.test("Worked example: The lots ahead", () => {
  const move = (lot: string, before: string | null) =>
    ({ type: "MoveLot", at: AT, lot, before }) as const;
  const lots = ["7", "8", "9", "10"].map((id): Lot => ({ ...lot7, id }));
  let scene = play(catalogued(...lots), on("OpenLot", T0));
  const steps = [["10", "8", "7 10 8 9"], ["8", null, "7 10 9 8"]] as const;
  for (const [lot, before, order] of steps) {
    scene = play(scene, move(lot, before));
    assertEquals([...scene.sale.view.lots.keys()].join(" "), order);
  }
  assertEquals(answer(play(scene, move("9", "7"))), "lot_open");
});

Deno.test("Worked example: A limit", () => {
  const scene = play(opened(lot7, { ...lot7, id: "9" }), limited(ANA, 100), bid(ANA, 60));
  assertEquals(answer(play(scene, bid(ANA, 40.01, { lot: "9" }))), "above_limit");
  assertEquals(answer(play(scene, bid(ANA, 40, { lot: "9" }))), "BidAccepted");
});

Deno.test("Worked example: What is owed", () => {
  const terms: SaleTerms = {
    premium: [{ from: units(0), rate: 2500 }, { from: units(1000), rate: 2000 }],
    taxRate: 1000,
    taxOn: "premium",
  };
  assertEquals(chargeFor(units(1500), terms), {
    hammer: units(1500),
    premium: units(350),
    tax: units(35),
    total: units(1885),
  });
});
