// What goes over the wire when a page has changed: only what differs, and the order where it is new.

import { assertEquals } from "@std/assert";
import { patchBetween } from "../../lib/web/patch.ts";
import { type Row, rowId, RowMemo } from "../../lib/web/region.ts";

const rows = (...texts: readonly string[]): readonly Row[] =>
  texts.map((text) => ({ key: text.charAt(0), html: text }));

const list = (...texts: readonly string[]) => [{ id: "lots", rows: rows(...texts) }];

Deno.test("patchBetween() tells everything to who has nothing, and nothing where nothing differs", () => {
  const regions = [{ id: "price", html: "10" }, { id: "lots", rows: rows("a1", "b1") }];
  assertEquals(patchBetween([], regions), {
    regions: { price: "10" },
    lists: { lots: { order: ["a", "b"], rows: { a: "a1", b: "b1" } } },
  });
  assertEquals(patchBetween(regions, structuredClone(regions)), null);
});

Deno.test("patchBetween() tells the region that differs, and a list that is empty from the first", () => {
  const of = (price: string) => [{ id: "price", html: price }, { id: "name", html: "n" }];
  assertEquals(patchBetween(of("10"), of("11")), { regions: { price: "11" }, lists: {} });
  assertEquals(patchBetween([], list())?.lists, { lots: { order: [], rows: {} } });
});

Deno.test("patchBetween() tells one entry of a list where one differs, and no order", () => {
  const patch = patchBetween(list("a1", "b1", "c1"), list("a1", "b2", "c1"));
  assertEquals(patch?.lists, { lots: { rows: { b: "b2" } } });
});

Deno.test("patchBetween() tells the order alone where entries moved or left", () => {
  const moved = patchBetween(list("a1", "b1", "c1"), list("b1", "a1", "c1"));
  assertEquals(moved?.lists, { lots: { order: ["b", "a", "c"], rows: {} } });
  const left = patchBetween(list("b1", "a1", "c1"), list("b1", "c1"));
  assertEquals(left?.lists, { lots: { order: ["b", "c"], rows: {} } });
  const none = patchBetween(list("b1", "c1"), list());
  assertEquals(none?.lists, { lots: { order: [], rows: {} } });
});

Deno.test("patchBetween() tells an entry that came back, as its page has lost it", () => {
  const back = patchBetween(list("a1"), list("a1", "b1"));
  assertEquals(back?.lists, { lots: { order: ["a", "b"], rows: { b: "b1" } } });
});

Deno.test("RowMemo.row() renders again only where what the entry depends on is another", () => {
  const memo = new RowMemo();
  let rendered = 0;
  const render = () => `row ${rendered += 1}`;
  const lot = { price: 1 };
  assertEquals(memo.row("7", [lot, Number.NaN], render), { key: "7", html: "row 1" });
  const kept = memo.row("7", [lot, Number.NaN], render);
  assertEquals([kept.html, rendered], ["row 1", 1]);
  assertEquals(memo.row("7", [{ price: 1 }, Number.NaN], render).html, "row 2");
  assertEquals(memo.row("7", [lot], render).html, "row 3");
  assertEquals(memo.row("8", [lot], render).html, "row 4");
});

Deno.test("rowId() tells the entries of two lists apart", () => {
  assertEquals([rowId("bids", "7"), rowId("lots", "7")], ["bids-7", "lots-7"]);
});
