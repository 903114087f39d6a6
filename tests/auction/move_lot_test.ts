// The order of the lots ahead: where a moved lot comes to stand, what may not move, and what follows
// the order.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Lot, LotId } from "../../lib/auction/lot.ts";
import { publicEvent } from "../../lib/auction/event.ts";
import { evolve } from "../../lib/auction/sale.ts";
import { emptyView, evolveView } from "../../lib/auction/view.ts";
import { lotResults } from "../../lib/settlement/lot_result.ts";
import { NO_NOTES } from "../../lib/settlement/sale_notes.ts";
import {
  ANA,
  answer,
  bid,
  catalogued,
  hammer,
  hold,
  lot7,
  lot8,
  MINUTE,
  on,
  opened,
  play,
  SALT,
  type Scene,
  SECOND,
  T0,
  units,
  until,
  viewOf,
} from "./scene.ts";

const IDS = ["a", "b", "c", "d"] as const;
const lots = IDS.map((id): Lot => ({ ...lot7, id }));
const timed = IDS.map((id): Lot => ({ ...lot8, id }));
const ahead = catalogued(...lots);

function move(lot: LotId, before: LotId | null, at = T0) {
  return { type: "MoveLot", at, lot, before } as const;
}

function order({ sale }: Scene): string {
  return [...sale.view.lots.keys()].join(" ");
}

Deno.test("MoveLot puts a lot directly before another one, or behind all others", () => {
  const table: readonly (readonly [LotId, LotId | null, string])[] = [
    ["d", "a", "d a b c"],
    ["d", "c", "a b d c"],
    ["a", "c", "b a c d"],
    ["a", "d", "b c a d"],
    ["b", null, "a c d b"],
    ["a", null, "b c d a"],
  ];
  for (const [lot, before, expected] of table) {
    const moved = play(ahead, move(lot, before));
    assertEquals([answer(moved), order(moved)], ["LotMoved", expected]);
    assertEquals(moved.events.at(-1), { type: "LotMoved", at: T0, lot, before });
  }
});

Deno.test("MoveLot does nothing where the lot stands there already", () => {
  for (const [lot, before] of [["a", "b"], ["c", "d"], ["d", null], ["b", "b"]] as const) {
    const scene = play(ahead, move(lot, before));
    assertEquals([scene.last, scene.sale], [{ type: "accepted", events: [] }, ahead.sale]);
    assertEquals(order(scene), "a b c d");
  }
});

Deno.test("MoveLot moves no lot that has opened, and none before such a lot", () => {
  const open = play(ahead, on("OpenLot", T0, "a"));
  const paused = play(open, on("PauseLot", T0, "a"));
  const passed = play(open, on("PassLot", T0, "a"));
  const withdrawn = play(ahead, { type: "WithdrawLot", at: T0, lot: "a", reason: null });
  const table = [
    [open, "lot_open"],
    [paused, "lot_open"],
    [passed, "lot_closed"],
    [withdrawn, "lot_closed"],
  ] as const;
  for (const [scene, reason] of table) {
    for (const command of [move("a", "d"), move("a", null), move("d", "a"), move("a", "a")]) {
      assertEquals(answer(play(scene, command)), reason);
    }
  }
});

Deno.test("MoveLot looks at the sale, then at the lot, then at the one before which it goes", () => {
  const nothing: Scene = { ...ahead, sale: { ...ahead.sale, view: emptyView() } };
  assertEquals(answer(play(nothing, move("a", "b"))), "no_sale");
  const closed = play(ahead, { type: "CloseSale", at: T0 });
  for (const command of [move("a", "c"), move("a", "b"), move("z", null)]) {
    assertEquals(answer(play(closed, command)), "sale_closed");
  }
  for (const command of [move("z", "a"), move("z", null), move("a", "z"), move("z", "z")]) {
    assertEquals(answer(play(ahead, command)), "unknown_lot");
  }
  const open = play(ahead, on("OpenLot", T0, "a"));
  assertEquals(answer(play(open, move("a", "z"))), "lot_open");
  assertEquals(answer(play(open, move("z", "a"))), "unknown_lot");
});

Deno.test("MoveLot leaves what has opened where it is", () => {
  const scene = play(ahead, on("OpenLot", T0, "b"), move("d", "a"), move("c", null));
  assertEquals(order(scene), "d a b c");
  assertEquals(order(play(scene, move("a", "c"))), "d b a c");
});

Deno.test("MoveLot changes nothing of a lot but its place", () => {
  const held = play(ahead, hold(ANA, 20, { lot: "d" }));
  const moved = play(held, move("d", "a"));
  assertEquals(moved.sale.secrets, held.sale.secrets);
  for (const id of IDS) assertEquals(viewOf(moved, id), viewOf(held, id));
  const open = play(moved, on("OpenLot", T0, "d"));
  assertEquals(viewOf(open, "d").standing.leader, ANA);
});

Deno.test("CatalogueLot keeps the place to which a lot was moved, and puts a new one behind all", () => {
  const replaced = { ...lot7, id: "d", opening: units(50) };
  const scene = play(
    ahead,
    move("d", "b"),
    { type: "CatalogueLot", at: T0, lot: replaced, salt: SALT },
    { type: "CatalogueLot", at: T0, lot: { ...lot7, id: "e" }, salt: SALT },
  );
  assertEquals(order(scene), "a d b c e");
  assertEquals(viewOf(scene, "d").opening, units(50));
});

Deno.test("OpenTimedLots opens the lots in the order to which they were moved", () => {
  const openAll = { type: "OpenTimedLots", at: T0, staggerMs: SECOND } as const;
  const scene = play(catalogued(...timed), move("d", "a"), move("a", null), openAll);
  const opened = scene.events.flatMap((event) =>
    event.type === "LotOpened" && event.endsAt !== null ? [[event.lot, event.endsAt - T0]] : []
  );
  const first = 10 * MINUTE;
  assertEquals(opened, [["d", first], ["b", first + 1_000], ["c", first + 2_000], [
    "a",
    first + 3_000,
  ]]);
});

Deno.test("Tick ends lots of equal ends in the order to which they were moved", () => {
  const openAll = { type: "OpenTimedLots", at: T0, staggerMs: 0 } as const;
  const scene = until(
    play(catalogued(...timed), move("c", "a"), move("b", null), openAll),
    T0 + 10 * MINUTE,
  );
  const passed = scene.events.flatMap((event) => event.type === "LotPassed" ? [event.lot] : []);
  assertEquals(passed, ["c", "a", "d", "b"]);
});

Deno.test("lotResults() lists the lots in the order to which they were moved", () => {
  const scene = play(
    opened(...lots.slice(0, 1)),
    ...lots.slice(1).map((lot) => ({ type: "CatalogueLot", at: T0, lot, salt: SALT } as const)),
    move("d", "b"),
    on("OpenLot", T0, "d"),
    bid(ANA, 20, { lot: "d" }),
    hammer({ lot: "d" }),
  );
  const results = lotResults({ view: scene.sale.view, notes: NO_NOTES });
  assertEquals(results.map(({ view, shares }) => [view.lot.id, shares.length]), [
    ["a", 0],
    ["d", 1],
    ["b", 0],
    ["c", 0],
  ]);
});

Deno.test("evolveView() takes a lot that moves to where there is no place for a bug", () => {
  const { view } = ahead.sale;
  for (const [lot, before] of [["z", "a"], ["a", "z"], ["z", null], ["a", "a"]] as const) {
    assertThrows(() => evolveView(view, { type: "LotMoved", at: T0, lot, before }));
  }
});

// The model takes the lot out of a list and puts it in again.
Deno.test("MoveLot gives the order of a list, whatever is moved, for the house and for bidders", () => {
  const place = fc.constantFrom<LotId | null>(...IDS, null);
  const moves = fc.array(fc.tuple(fc.constantFrom<LotId>(...IDS), place), { maxLength: 12 });
  fc.assert(fc.property(moves, (steps) => {
    let list: LotId[] = [...IDS];
    let scene = ahead;
    for (const [lot, before] of steps) {
      const others = list.filter((id) => id !== lot);
      const to = before === null ? others.length : others.indexOf(before);
      const told = before === lot ? list : others.toSpliced(to, 0, lot);
      scene = play(scene, move(lot, before));
      assertEquals(order(scene), told.join(" "));
      assertEquals(answer(scene), `${told}` === `${list}` ? "" : "LotMoved");
      list = told;
    }
    const view = scene.events.map(publicEvent).reduce(evolveView, emptyView());
    assertEquals([...view.lots.keys()], list);
    assertEquals(view.lots, ahead.sale.view.lots);
  }));
});

Deno.test("evolve() leaves the order before a move as it was", () => {
  const { sale } = ahead;
  const after = evolve(sale, { type: "LotMoved", at: T0, lot: "d", before: "a" });
  assertEquals(order(ahead), "a b c d");
  assertEquals(after.secrets === sale.secrets, true);
});
