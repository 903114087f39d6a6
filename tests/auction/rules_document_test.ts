// RULES.md names what the code has: refusals, invariants, tables, presets, formats, commands, kinds
// of bids; and each of its worked examples is a test.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { BID_KINDS, type Command } from "../../lib/auction/command.ts";
import type { ExtensionCause, PassReason } from "../../lib/auction/event.ts";
import { STEPPED_TABLES } from "../../lib/auction/increments.ts";
import type { Invariant } from "../../lib/auction/invariants.ts";
import type { Format } from "../../lib/auction/lot.ts";
import { REJECTIONS } from "../../lib/auction/rejection.ts";
import { SOFT_CLOSE_PRESETS } from "../../lib/auction/soft_close.ts";

const document = await Deno.readTextFile(new URL("../../lib/auction/RULES.md", import.meta.url));

// The compiler checks that each of these lists is complete.
const COMMANDS: Readonly<Record<Command["type"], true>> = {
  CreateSale: true,
  CloseSale: true,
  CatalogueLot: true,
  MoveLot: true,
  OpenLot: true,
  PassLot: true,
  PauseLot: true,
  ResumeLot: true,
  UndoLastBid: true,
  PlaceBid: true,
  PlaceFloorBid: true,
  HoldAbsenteeBid: true,
  OpenTimedLots: true,
  SetAsk: true,
  SetIncrements: true,
  ReopenLot: true,
  AwardLot: true,
  RetractBids: true,
  Announce: true,
  SetTerms: true,
  SetLimit: true,
  GiveFairWarning: true,
  HammerLot: true,
  WithdrawLot: true,
  Tick: true,
  ReturnLostTime: true,
  AdmitPaddle: true,
  SuspendPaddle: true,
  ReinstatePaddle: true,
  BanPaddle: true,
};

const FORMATS: Readonly<Record<Format["type"], true>> = {
  english: true,
  sealed_first: true,
  vickrey: true,
  dutch: true,
  japanese: true,
  uniform: true,
};

const INVARIANTS: Readonly<Record<Invariant, true>> = {
  one_hammer_a_lot: true,
  ended_lot_changed: true,
  bid_on_lot_not_open: true,
  bid_by_paddle_not_admitted: true,
  bid_on_own_lot: true,
  limit_exceeded: true,
  closed_before_its_end: true,
  end_brought_forward: true,
  price_fell: true,
  price_above_highest_max: true,
  price_below_opening: true,
  ask_not_above_price: true,
  leader_not_highest: true,
  reserve_met_wrong: true,
  sealed_bid_shown: true,
  bidders_miscounted: true,
  winner_not_leader: true,
  winner_banned: true,
  winner_pays_above_max: true,
  winner_pays_another_price: true,
  units_oversold: true,
  order_changed: true,
  opened_lot_moved: true,
  secret_in_public_event: true,
  refusal_changed_something: true,
};

const CAUSES: Readonly<Record<ExtensionCause | Exclude<PassReason, "no_bids">, true>> = {
  late_bid: true,
  outage: true,
  group: true,
  undo: true,
  reserve_not_met: true,
  by_hand: true,
};

/** The names in the first cells of the table whose head begins with `head`. */
function firstCells(head: string): readonly string[] {
  const lines = document.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${head} `));
  assert(start >= 0, `the table of ${head}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end).map((line) => line.split("|")[1]?.trim() ?? "");
}

Deno.test("RULES.md names every refusal, every preset and every cause", () => {
  const presets = Object.keys(SOFT_CLOSE_PRESETS);
  for (const name of [...REJECTIONS, ...presets, ...Object.keys(CAUSES)]) {
    assertStringIncludes(document, `\`${name}\``);
  }
});

Deno.test("RULES.md has a row for every command, and none for what is none", () => {
  const named = firstCells("command").flatMap((cell) => cell.split(", "))
    .filter((name) => name !== "HammerLot below reserve");
  assertEquals(named.toSorted(), Object.keys(COMMANDS).toSorted());
});

Deno.test("RULES.md has a row for every format, with its kinds of bids", () => {
  const named = firstCells("format").map((cell) => cell.replaceAll("`", ""));
  assertEquals(named.toSorted(), Object.keys(FORMATS).toSorted());
  const rows = document.split("\n").filter((line) =>
    named.some((n) => line.startsWith(`| \`${n}\``))
  );
  const kinds = rows.flatMap((row) => [...(row.split("|")[2] ?? "").matchAll(/`(\w+)`/g)]);
  assertEquals(new Set(kinds.map(([, kind]) => kind ?? "")), new Set<string>(BID_KINDS));
});

Deno.test("RULES.md has a row for every invariant", () => {
  const named = firstCells("invariant").map((cell) => cell.replaceAll("`", ""));
  assertEquals(named.toSorted(), Object.keys(INVARIANTS).toSorted());
});

Deno.test("RULES.md has a test for each worked example, by its name", async () => {
  const source = new URL("worked_examples_test.ts", import.meta.url);
  const tested = (await Deno.readTextFile(source)).matchAll(/"Worked example: ([^"]+)"/g);
  const section = document.slice(document.indexOf("## Worked examples")).split("\n## ")[0] ?? "";
  const named = [...section.matchAll(/^- \*\*(.+?)\*\*:/gm)].map(([, name]) => name);
  assert(named.length > 20);
  assertEquals(named, [...tested].map(([, name]) => name));
});

Deno.test("RULES.md shows the increment tables as the code has them", () => {
  for (const [name, table] of Object.entries(STEPPED_TABLES)) {
    const row = document.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";
    const shown = [...row.matchAll(/([\d.]+): ([\d.]+)/g)].map(([, from, step]) => [from, step]);
    const held = table.map(({ from, step }) => [from, step]);
    assertEquals(shown.map((pair) => pair.map((text) => Math.round(Number(text) * 100))), held);
  }
});
