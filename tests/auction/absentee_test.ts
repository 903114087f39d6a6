// Bids of people who are absent: how they are kept, and how they play when the lot opens.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  CID,
  DORA,
  hammer,
  hold,
  limited,
  lot7,
  lot8,
  MINUTE,
  on,
  opened,
  play,
  retract,
  SALT,
  type Scene,
  SECOND,
  standing,
  T0,
  units,
  until,
  viewOf,
} from "./scene.ts";

const open = on("OpenLot", T0);

function heldOf(scene: Scene, lot = "7") {
  const held = scene.sale.secrets.get(lot)?.held ?? [];
  return held.map(({ paddle, amount }) => [paddle, amount / 100]);
}

Deno.test("HoldAbsenteeBid is seen by nobody until the lot opens", () => {
  const scene = play(catalogued(lot7), hold(ANA, 50));
  assertEquals(answer(scene), "BidRecorded");
  assertEquals(viewOf(scene, "7"), viewOf(catalogued(lot7), "7"));
  assertEquals(heldOf(scene), [[ANA, 50]]);
});

Deno.test("OpenLot lets the held bids play against each other, and keeps none", () => {
  const scene = play(catalogued(lot7), hold(ANA, 20), hold(BEN, 50), hold(CID, 30), open);
  assertEquals(answer(scene), "SaleOpened LotOpened BidAccepted BidAccepted BidAccepted");
  assertEquals(standing(scene), { leader: BEN, price: 31, ask: 32 });
  assertEquals(heldOf(scene), []);
});

Deno.test("OpenLot gives one price whatever the order in which the bids were held", () => {
  const bids = [hold(ANA, 20), hold(BEN, 50), hold(CID, 30)];
  for (const order of [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]) {
    const held = order.flatMap((index) => bids.slice(index, index + 1));
    const scene = play(catalogued(lot7), ...held, open);
    assertEquals(standing(scene), { leader: BEN, price: 31, ask: 32 });
  }
});

Deno.test("OpenLot gives equal held bids to the earlier, at the full amount", () => {
  const scene = play(catalogued(lot7), hold(BEN, 50), hold(ANA, 50), open);
  assertEquals(standing(scene), { leader: BEN, price: 50, ask: 51 });
  const lone = play(catalogued(lot7), hold(BEN, 50), open);
  assertEquals(standing(lone), { leader: BEN, price: 10, ask: 10.5 });
});

Deno.test("OpenLot plays a held bid below the price in silence, and no price falls", () => {
  const scene = play(catalogued(lot7), hold(ANA, 40), hold(BEN, 50), hold(CID, 12), open);
  assertEquals(answer(scene), "SaleOpened LotOpened BidAccepted BidAccepted BidRecorded");
  assertEquals(standing(scene), { leader: BEN, price: 41, ask: 42 });
});

Deno.test("HoldAbsenteeBid replaces the paddle's own, which then counts as the later", () => {
  const scene = play(catalogued(lot7), hold(ANA, 50), hold(BEN, 50), hold(ANA, 50));
  assertEquals(heldOf(scene), [[BEN, 50], [ANA, 50]]);
  assertEquals(standing(play(scene, open)).leader, BEN);
  assertEquals(heldOf(play(scene, hold(BEN, 20))), [[ANA, 50], [BEN, 20]]);
});

Deno.test("HoldAbsenteeBid stays with a lot that is catalogued anew", () => {
  const cheaper: Lot = { ...lot7, opening: units(5) };
  const anew = { type: "CatalogueLot", at: 2, lot: cheaper, salt: SALT } as const;
  const scene = play(catalogued(lot7), hold(ANA, 50), anew, open);
  assertEquals(standing(scene), { leader: ANA, price: 5, ask: 5.5 });
});

Deno.test("OpenLot records with its reason a held bid that is fair no more", () => {
  const change = (changes: Partial<Lot>) =>
    ({ type: "CatalogueLot", at: 2, lot: { ...lot7, ...changes }, salt: SALT }) as const;
  const other = bid(ANA, 60, { lot: "9" });
  const reasons = [
    ["suspended", { type: "SuspendPaddle", at: 2, paddle: ANA }],
    ["own_lot", change({ consignor: ANA })],
    ["below_ask", change({ opening: units(50.01) })],
    [
      "wrong_format",
      change({
        format: { type: "dutch", floor: units(1), step: units(1), everyMs: 1 },
      }),
    ],
    ["above_limit", limited(ANA, 49.99)],
  ] as const;
  for (const [reason, command] of reasons) {
    const scene = play(catalogued(lot7), hold(ANA, 50), command, open);
    const last = scene.events.at(-1);
    assertEquals(last?.type === "BidRecorded" ? last.secret.verdict : null, reason);
    assertEquals(viewOf(scene, "7").standing.bids, 0);
  }
  const spent = play(catalogued({ ...lot7, id: "9" }, lot7), hold(ANA, 50), limited(ANA, 100));
  const played = play(spent, on("OpenLot", T0, "9"), { ...other, at: T0 }, open);
  assertEquals(viewOf(played, "7").standing.bids, 0);
});

Deno.test("OpenLot refuses a held quantity that the lot no longer has", () => {
  const many: Lot = { ...lot7, format: { type: "uniform", quantity: 9 } };
  const fewer: Lot = { ...lot7, format: { type: "uniform", quantity: 3 } };
  const anew = { type: "CatalogueLot", at: 2, lot: fewer, salt: SALT } as const;
  const scene = play(catalogued(many), hold(ANA, 50, { quantity: 4 }), anew, open);
  const last = scene.events.at(-1);
  assertEquals(last?.type === "BidRecorded" ? last.secret.verdict : null, "bad_quantity");
});

Deno.test("RetractBids and BanPaddle take held bids back before the lot opens", () => {
  const held = play(
    catalogued(lot7, lot8),
    hold(ANA, 50),
    hold(BEN, 40),
    hold(ANA, 9_000, { lot: "8" }),
  );
  const one = play(held, retract(ANA, 5));
  assertEquals([answer(one), heldOf(one), heldOf(one, "8")], ["BidRecorded", [[BEN, 40]], [[
    ANA,
    9_000,
  ]]]);
  assertEquals(answer(play(one, retract(ANA, 6))), "lot_not_open");
  const all = play(held, { type: "BanPaddle", at: 5, paddle: ANA });
  assertEquals(answer(all), "PaddleBanned BidRecorded BidRecorded");
  assertEquals([heldOf(all), heldOf(all, "8")], [[[BEN, 40]], []]);
});

Deno.test("UndoLastBid takes a held bid back after the opening like any other", () => {
  const scene = play(catalogued(lot7), hold(ANA, 20), hold(BEN, 50), open);
  const undone = play(scene, on("UndoLastBid", T0 + 1));
  assertEquals(standing(undone), { leader: ANA, price: 10, ask: 10.5 });
  assertEquals(standing(play(scene, retract(ANA))), { leader: BEN, price: 10, ask: 10.5 });
});

Deno.test("A held bid extends no end, and its owner may raise it", () => {
  const short: Lot = {
    ...lot8,
    closing: { ...lot8.closing, end: { type: "after", durationMs: 1_000 } } as Lot["closing"],
  };
  const scene = play(catalogued(short), hold(ANA, 20, { lot: "8" }), on("OpenLot", T0, "8"));
  assertEquals(viewOf(scene, "8").endsAt, T0 + 1_000);
  assertEquals(answer(play(scene, bid(ANA, 20, { lot: "8", at: T0 }))), "not_above_own_max");
  assertEquals(answer(play(scene, bid(ANA, 21, { lot: "8", at: T0 }))), "BidRecorded");
  assertEquals(viewOf(until(scene, T0 + SECOND), "8").winner, { paddle: ANA, price: units(10) });
});

Deno.test("PlaceFloorBid counts as the paddle's own bid, whatever its kind", () => {
  const floor = { type: "PlaceFloorBid", at: T0, lot: "7", quantity: 1, salt: SALT } as const;
  const scene = play(
    opened(lot7),
    { ...floor, paddle: ANA, kind: "exact", amount: units(14) },
    { ...floor, paddle: DORA, kind: "max", amount: units(30) },
  );
  assertEquals(standing(scene), { leader: DORA, price: 14.5, ask: 15 });
  const below = play(scene, { ...floor, paddle: ANA, kind: "exact", amount: units(14.99) });
  assertEquals(answer(below), "below_ask");
  const stranger = play(scene, { ...floor, paddle: "99", kind: "exact", amount: units(50) });
  assertEquals(answer(stranger), "unknown_paddle");
  assertEquals(viewOf(play(scene, hammer({ at: T0 + MINUTE })), "7").winner, {
    paddle: DORA,
    price: units(14.5),
  });
});
