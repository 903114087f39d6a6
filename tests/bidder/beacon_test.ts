// Open lots as the house tells them, ahead of their events.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { emptyView, evolveView } from "../../lib/auction/view.ts";
import { withBeacon } from "../../lib/bidder/beacon.ts";
import type { LotState } from "../../lib/wire/signed_message.ts";
import { lot } from "./_sale.ts";

const at = 1;
const view = [
  { type: "SaleCreated", at, sale: "5a".repeat(16), name: "Leilão", currency: "BRL" },
  { type: "LotCatalogued", at, lot: lot("7") },
  { type: "LotCatalogued", at, lot: lot("8") },
] as const;
const before = view.reduce(evolveView, emptyView());
const state: LotState = {
  lot: "7",
  status: "fair_warning",
  endsAt: 9_000,
  standing: {
    leader: "12",
    price: toCents(20_000),
    ask: toCents(21_000),
    bids: 3,
    reserveMet: true,
  },
};

Deno.test("withBeacon() shows a lot as the house tells it, and leaves the others", () => {
  const after = withBeacon(before, [state]);
  const { status, endsAt, standing } = after.lots.get("7") ?? {};
  assertEquals({ status, endsAt, standing }, {
    status: state.status,
    endsAt: state.endsAt,
    standing: state.standing,
  });
  assertEquals(after.lots.get("7")?.lot, lot("7"));
  assertEquals(after.lots.get("8"), before.lots.get("8"));
  assertEquals(before.lots.get("7")?.status, "catalogued");
});

Deno.test("withBeacon() keeps the catalogue's order, and shows no lot without its title", () => {
  const after = withBeacon(before, [{ ...state, lot: "9" }, { ...state, lot: "8" }]);
  assertEquals([...after.lots.keys()], ["7", "8"]);
});
