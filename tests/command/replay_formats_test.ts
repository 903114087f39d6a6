// Replays of every format: the worked examples of the rules as scripts with the transcripts that are
// expected. Amounts in cents.

import { assertEquals, assertThrows } from "@std/assert";
import type { Format, Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { Fault } from "../../lib/base/fault.ts";
import { ticksMax } from "../../lib/command/replay_lines.ts";
import { bid, type Command, english, hammer, lot, open, play, rows } from "./_replay.ts";

const dutch: Format = {
  type: "dutch",
  floor: toCents(400),
  step: toCents(200),
  everyMs: 5_000,
};
const japanese: Format = {
  type: "japanese",
  step: toCents(100),
  everyMs: 10_000,
  entryMs: 30_000,
};

Deno.test("replayLines() of sealed bids: the last one counts, the earlier of equal ones wins", () => {
  const lines = play(
    [lot("1", { type: "sealed_first" })],
    open,
    bid("ana", 5_000),
    bid("ben", 6_000),
    bid("ana", 6_000),
    bid("cid", 999),
    { do: "undo", lot: "1" },
    bid("ana", 5_500),
    hammer,
  );
  assertEquals(rows(lines), [
    "LotOpened 1: - - 1000",
    "BidAccepted 1 ana: - - 1000",
    "BidAccepted 1 ben: - - 1000",
    "BidRecorded 1 ana: - - 1000",
    "Rejected below_ask 1 cid: - - 1000",
    "BidUndone 1: - - 1000",
    "BidRecorded 1 ana: - - 1000",
    "LotSold 1: - 6000 1000 -> ben",
  ]);
  assertEquals(lines.at(-1)?.sealed, [{ by: "ben", amount: 6_000 }, { by: "ana", amount: 5_500 }]);
  // Before the end no line tells any amount that was bid.
  const before = lines.slice(0, -1).map(({ at: _at, ...line }) => JSON.stringify(line)).join();
  assertEquals(before.match(/5000|5500|6000|sealed"/g), null);
});

Deno.test("replayLines() of second-price bids: pays the second, the reserve or the opening", () => {
  const vickrey = (reserve: number | null) =>
    lot("1", { type: "vickrey" }, { reserve: reserve === null ? null : toCents(reserve) });
  const endings: readonly (readonly [number | null, readonly Command[], string])[] = [
    [null, [bid("ana", 5_000), bid("ben", 4_000)], "LotSold 1: - 4000 1000 -> ana"],
    [null, [bid("ana", 5_000)], "LotSold 1: - 1000 1000 -> ana"],
    [4_500, [bid("ana", 5_000), bid("ben", 4_000)], "LotSold 1: - 4500 1000 -> ana"],
    [5_500, [bid("ana", 5_000)], "LotPassed reserve_not_met 1: - - 1000 -> null"],
  ];
  for (const [reserve, bids, ending] of endings) {
    const lines = play([vickrey(reserve)], open, ...bids, hammer);
    assertEquals(rows(lines).at(-1), ending);
    assertEquals(lines.at(-1)?.sealed?.map(({ amount }) => amount), bids.map(({ max }) => max));
  }
});

Deno.test("replayLines() of a falling price: the house's price at the receipt, or passed at the end", () => {
  const buy = (at: number, by: string, amount: number) => (
    { at, do: "bid", lot: "1", by, buy: amount }
  );
  assertEquals(
    rows(play(
      [lot("1", dutch)],
      open,
      bid("ana", 900),
      buy(4_999, "ana", 999),
      buy(11_000, "ben", 5_000),
      buy(11_000, "ana", 600),
    )),
    [
      "LotOpened 1: - - 1000",
      "Rejected wrong_format 1 ana: - - 1000",
      "Rejected below_ask 1 ana: - - 1000",
      "BidAccepted 1 ben: ben 600 600",
      "LotSold 1: ben 600 600 -> ben",
      "Rejected lot_closed 1 ana: ben 600 600",
    ],
  );
  const passed = play([lot("1", dutch)], open, { at: 90_000, do: "tick" });
  assertEquals(rows(passed).at(-1), "LotPassed no_bids 1: - - 400 -> null");
  assertEquals(passed.at(-1)?.at, 20_000);
});

Deno.test("replayLines() of a rising price: one is left and pays what is shown", () => {
  const enter = (by: string) => ({ do: "bid", lot: "1", by, enter: 1_000 });
  const leave = (at: number, by: string) => ({ at, do: "bid", lot: "1", by, leave: true });
  assertEquals(
    rows(play(
      [lot("1", japanese)],
      open,
      enter("ana"),
      enter("ben"),
      enter("cid"),
      enter("ana"),
      leave(31_000, "cid"),
      { at: 41_000, do: "bid", lot: "1", by: "dora", enter: 1_000 },
      leave(42_000, "ben"),
      leave(43_000, "ben"),
      { at: 60_000, do: "tick" },
    )),
    [
      "LotOpened 1: - - 1000",
      "BidAccepted 1 ana: - - 1000",
      "BidAccepted 1 ben: - - 1000",
      "BidAccepted 1 cid: - - 1000",
      "Rejected in_already 1 ana: - - 1000",
      "PriceRaised 1: - 1100 1100",
      "BidRecorded 1 cid: - 1100 1100",
      "BidderLeft 1 cid: - 1200 1200",
      "PriceRaised 1: - 1200 1200",
      "Rejected entry_over 1 dora: - 1200 1200",
      "BidRecorded 1 ben: - 1200 1200",
      "Rejected not_in 1 ben: - 1200 1200",
      "LotSold 1: - 1200 1200 -> ana",
    ],
  );
});

Deno.test("replayLines() of a rising price: all leave on one tick, who entered first pays the one before", () => {
  const lines = play(
    [lot("1", japanese)],
    open,
    { do: "bid", lot: "1", by: "ben", enter: 1_000 },
    { do: "bid", lot: "1", by: "ana", enter: 1_000 },
    { at: 41_000, do: "bid", lot: "1", by: "ana", leave: true },
    { at: 42_000, do: "bid", lot: "1", by: "ben", leave: true },
    { at: 60_000, do: "tick" },
  );
  assertEquals(rows(lines).at(-1), "LotSold 1: - 1100 1200 -> ben");
});

Deno.test("replayLines() of units: ranked by price, then time; the last winner is partly filled", () => {
  const units = lot("1", { type: "uniform", quantity: 10 });
  const lines = play(
    [units],
    open,
    bid("ana", 1_500, { quantity: 4 }),
    bid("ben", 1_500, { quantity: 4 }),
    bid("cid", 2_000, { quantity: 3 }),
    bid("dora", 1_500, { quantity: 1 }),
    bid("ana", 1_500, { quantity: 3 }),
    bid("eva", 2_000, { quantity: 11 }),
    hammer,
  );
  assertEquals(rows(lines), [
    "LotOpened 1: - - 1000",
    "BidAccepted 1 ana: ana 1000 1000",
    "BidAccepted 1 ben: ana 1000 1000",
    "BidAccepted 1 cid: cid 1500 1600",
    "Rejected below_ask 1 dora: cid 1500 1600",
    "Rejected not_above_own_max 1 ana: cid 1500 1600",
    "Rejected bad_quantity 1 eva: cid 1500 1600",
    "UnitsSold 1: cid 1500 1600 -> cid x 3",
    "UnitsSold 1: cid 1500 1600 -> ana x 4",
    "UnitsSold 1: cid 1500 1600 -> ben x 3",
    "LotSold 1: cid 1500 1600 -> cid",
  ]);
});

Deno.test("replayLines() of a fixed price: it is had until the first bid", () => {
  const offered = [1, 2].map((id) => lot(`${id}`, { type: "english", buyNow: toCents(5_000) }));
  const lines = play(
    offered,
    open,
    { do: "open", lot: "2" },
    { do: "bid", lot: "1", by: "ana", buy: 4_999 },
    { do: "bid", lot: "1", by: "ana", buy: 6_000 },
    bid("ben", 1_000, { lot: "2" }),
    { do: "bid", lot: "2", by: "ana", buy: 5_000 },
  );
  assertEquals(rows(lines).slice(2), [
    "Rejected below_ask 1 ana: - - 1000",
    "BidAccepted 1 ana: ana 5000 5000",
    "LotSold 1: ana 5000 5000 -> ana",
    "BidAccepted 2 ben: ben 1000 1100",
    "Rejected no_buy_now 2 ana: ben 1000 1100",
  ]);
});

Deno.test("replayLines() of the worked examples of proxy bids", () => {
  const ebay = { increments: { type: "ebay_us" } } as const;
  const cases: readonly (readonly [string, Partial<Lot>, readonly Command[], readonly string[]])[] =
    [
      ["a tie, and a raise", ebay, [bid("a", 2_000), bid("b", 2_000), bid("a", 2_500)], [
        "BidAccepted 1 a: a 1000 1050",
        "BidAccepted 1 b: a 2000 2050",
        "BidAccepted 1 a: a 2050 2100",
      ]],
      ["less than a step above", ebay, [bid("b", 1_550), bid("a", 1_556), bid("a", 2_000)], [
        "BidAccepted 1 b: b 1000 1050",
        "BidAccepted 1 a: a 1556 1606",
        "BidAccepted 1 a: a 1600 1650",
      ]],
      ["a silent raise", ebay, [bid("b", 1_500), bid("a", 1_550), bid("a", 2_000)], [
        "BidAccepted 1 b: b 1000 1050",
        "BidAccepted 1 a: a 1550 1600",
        "BidRecorded 1 a: a 1550 1600",
      ]],
      ["below the ask", ebay, [bid("a", 2_000), bid("b", 1_049), bid("b", 1_050)], [
        "BidAccepted 1 a: a 1000 1050",
        "Rejected below_ask 1 b: a 1000 1050",
        "BidAccepted 1 b: a 1100 1150",
      ]],
      ["two cents above", {}, [bid("a", 1_100), bid("b", 1_102)], [
        "BidAccepted 1 a: a 1000 1100",
        "BidAccepted 1 b: b 1102 1202",
      ]],
      [
        "a reserve",
        { ...ebay, opening: toCents(100), reserve: toCents(10_000) },
        [bid("a", 5_000), bid("b", 6_000), bid("c", 15_000), bid("d", 12_000)],
        [
          "BidAccepted 1 a: a 100 125",
          "BidAccepted 1 b: b 5100 5200",
          "BidAccepted 1 c: c 10000 10250",
          "BidAccepted 1 d: c 12250 12500",
        ],
      ],
    ];
  for (const [what, change, bids, expected] of cases) {
    assertEquals(rows(play([lot("1", english, change)], open, ...bids)).slice(1), expected, what);
  }
});

Deno.test("replayLines() ends a script whose clocks would never stop striking", () => {
  const never = [
    open,
    { do: "bid", lot: "1", by: "ana", enter: 1_000 },
    { do: "bid", lot: "1", by: "ben", enter: 1_000 },
  ];
  const after = 30_000 + 10_000 * ticksMax;
  const fault = assertThrows(
    () => play([lot("1", japanese)], ...never, { at: after, do: "tick" }),
    Fault,
  );
  assertEquals(fault.code, "bad_file");
});
