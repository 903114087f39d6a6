// Replays of the auctioneer's hand: what is entered, set, taken back, offered again, and who may bid.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import { bid, english, hammer, lot, open, play, rows } from "./_replay.ts";

function timed(durationMs: number, group: string | null = null): Pick<Lot, "closing"> {
  const softClose = { type: "from_bid", windowMs: 60_000, extensionsMs: [60_000], hardEndMs: null };
  const closing = { type: "timed", end: { type: "after", durationMs }, group } as const;
  return { closing: { ...closing, softClose: { ...softClose, type: "from_bid" } } };
}

Deno.test("replayLines() of the auctioneer's hand: absentee, floor, ask, steps and a retraction", () => {
  const lines = play(
    [lot("1", english)],
    { do: "absentee", lot: "1", by: "ana", max: 2_000 },
    { do: "absentee", lot: "1", by: "ben", max: 2_000 },
    { do: "absentee", lot: "1", by: "dora", max: 1_500 },
    { do: "retract", lot: "1", by: "dora" },
    open,
    { do: "ask", lot: "1", ask: 3_000 },
    { do: "floor", lot: "1", by: "cid", exact: 3_000 },
    { do: "increments", lot: "1", increments: { fixed: 500 } },
    { do: "floor", lot: "1", by: "ben", max: 9_000 },
    { do: "retract", lot: "1", by: "ben", reason: "heard wrongly" },
    { do: "warn", lot: "1", text: "going once" },
    hammer,
  );
  assertEquals(rows(lines), [
    "BidRecorded held 1 ana: - - 1000",
    "BidRecorded held 1 ben: - - 1000",
    "BidRecorded held 1 dora: - - 1000",
    "BidRecorded released 1 dora: - - 1000",
    "LotOpened 1: ana 2000 2100",
    "BidAccepted 1 ana: ana 2000 2100",
    "BidAccepted 1 ben: ana 2000 2100",
    "AskSet 1: ana 2000 3000",
    "BidAccepted 1 cid: cid 3000 3100",
    "IncrementsSet 1: cid 3000 3500",
    "BidAccepted 1 ben: ben 3500 4000",
    "BidsRetracted retracted 1 ben: cid 3000 3500",
    "FairWarningGiven 1: cid 3000 3500",
    "LotSold 1: cid 3000 3500 -> cid",
  ]);
});

Deno.test("replayLines() of lots that change their places before they open", () => {
  const lines = play(
    [lot("1", english, timed(9_000)), lot("2", english, timed(9_000)), lot("3", english)],
    { do: "move", lot: "2", before: "1" },
    { do: "move", lot: "2", before: "1" },
    { do: "move", lot: "3", before: null },
    { do: "move", lot: "2", before: null },
    { do: "move", lot: "2", before: "1" },
    { do: "openTimed", staggerMs: 1_000 },
    { do: "move", lot: "3", before: "2" },
  );
  assertEquals(lines.map(({ index, type, lot, before }) => [index, type, lot, before]), [
    [0, "LotMoved", "2", "1"],
    [3, "LotMoved", "2", null],
    [4, "LotMoved", "2", "1"],
    [5, "LotOpened", "2", undefined],
    [5, "LotOpened", "1", undefined],
    [6, "Rejected", "3", undefined],
  ]);
  assertEquals(lines.at(-1)?.reason, "lot_open");
});

Deno.test("replayLines() of an end that was wrong: reopened, sold again, awarded to the next", () => {
  const lines = play(
    [lot("1", english), lot("2", english)],
    open,
    bid("ana", 2_000),
    bid("ben", 3_000),
    hammer,
    { do: "reopen", lot: "1" },
    bid("cid", 4_000),
    hammer,
    { do: "award", lot: "1", by: "cid" },
    { do: "award", lot: "1", by: "ben" },
    { do: "award", lot: "1", by: "cid" },
    { do: "open", lot: "2" },
    { do: "reopen", lot: "1" },
  );
  assertEquals(rows(lines).slice(3), [
    "LotSold 1: ben 2100 2200 -> ben",
    "LotReopened 1: ben 2100 2200",
    "BidAccepted 1 cid: cid 3100 3200",
    "LotSold 1: cid 3100 3200 -> cid",
    "LotAwarded 1 cid: cid 3000 3200 -> ben",
    "LotAwarded 1 ben: cid 2000 3200 -> ana",
    "Rejected not_winner 1: cid 3100 3200",
    "LotOpened 2: - - 1000",
    "Rejected next_opened 1: cid 3100 3200",
  ]);
});

Deno.test("replayLines() of who may bid: limits, a suspension, a ban that makes bids void", () => {
  const lines = play(
    [lot("1", english), lot("2", english, { consignor: "ana" })],
    { do: "terms", premium: [{ from: 0, rate: 2_500 }], taxRate: 500, taxOn: "premium" },
    { do: "limit", by: "ana", limit: 5_000 },
    open,
    { do: "open", lot: "2" },
    { do: "terms" },
    bid("ana", 5_001),
    bid("ana", 5_000),
    bid("ana", 1_000, { lot: "2" }),
    bid("ben", 2_000),
    { do: "limit", by: "ana", limit: null },
    { do: "suspend", by: "ben" },
    bid("ben", 9_000),
    { do: "reinstate", by: "ben" },
    { do: "ban", by: "ana" },
    bid("ana", 9_000),
    { do: "announce", text: "Coffee" },
    hammer,
    { do: "pass", lot: "2" },
    { do: "close" },
    bid("eva", 9_000),
  );
  assertEquals(rows(lines).filter((row) => !row.startsWith("LotOpened")), [
    "TermsSet: - - -",
    "LimitSet ana: - - -",
    "Rejected sale_open: - - -",
    "Rejected above_limit 1 ana: - - 1000",
    "BidAccepted 1 ana: ana 1000 1100",
    "Rejected own_lot 2 ana: - - 1000",
    "BidAccepted 1 ben: ana 2100 2200",
    "LimitSet ana: - - -",
    "PaddleSuspended ben: - - -",
    "Rejected suspended 1 ben: ana 2100 2200",
    "PaddleReinstated ben: - - -",
    "PaddleBanned ana: - - -",
    "BidsRetracted banned 1 ana: ben 1000 1100",
    "Rejected banned 1 ana: ben 1000 1100",
    "Announced: - - -",
    "LotSold 1: ben 1000 1100 -> ben",
    "LotPassed by_hand 2: - - 1000 -> null",
    "SaleClosed: - - -",
    "Rejected sale_closed 1 eva: ben 1000 1100",
  ]);
});

Deno.test("replayLines() of lots that share a clock: staggered ends, one extension for all, taken back", () => {
  const lots = ["1", "2"].map((id) => lot(id, english, timed(120_000, "g")));
  const lines = play(
    lots,
    { do: "openTimed", staggerMs: 30_000 },
    { at: 100_000, ...bid("ana", 2_000) },
    { at: 110_000, ...bid("ben", 3_000) },
    { at: 115_000, do: "undo", lot: "1" },
    { at: 300_000, do: "tick" },
  );
  assertEquals(lines.map(({ at, type, lot, endsAt }) => `${at} ${type} ${lot} ${endsAt}`), [
    "0 LotOpened 1 120000",
    "0 LotOpened 2 150000",
    "100000 BidAccepted 1 160000",
    "100000 LotExtended 1 160000",
    "100000 LotExtended 2 160000",
    "110000 BidAccepted 1 170000",
    "110000 LotExtended 1 170000",
    "110000 LotExtended 2 170000",
    "115000 BidUndone 1 160000",
    "115000 LotExtended 2 160000",
    "160000 LotSold 1 160000",
    "160000 LotPassed 2 160000",
  ]);
});
