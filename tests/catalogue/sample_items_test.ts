// The sale that comes with the house is itself in order.

import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { ItemsFolder } from "../../lib/catalogue/items_folder.ts";

const folder = new ItemsFolder(fromFileUrl(new URL("../../items/", import.meta.url)), {
  currency: "BRL",
});
const { lots, reports } = await folder.readAll();
const { images } = await folder.list();

Deno.test("items/ holds eight right lots in the order of their numbers", () => {
  assertEquals(reports, []);
  assertEquals(lots.map(({ id }) => id), ["1", "2", "3", "4", "5", "6", "7", "8"]);
});

Deno.test("items/ has every text in both languages", () => {
  for (const { title, description } of lots) {
    assert(title.en && title.pt && description.en && description.pt);
  }
});

Deno.test("items/ has one image for each lot and none besides", () => {
  const named = lots.map(({ image }) => image?.name);
  assertEquals(named.toSorted(), images.toSorted());
});

Deno.test("items/ shows both ways to run a sale, reserves and most kinds of increments", () => {
  const kinds = new Set(lots.map(({ closing }) => closing.type));
  assertEquals(kinds.size, 2);
  assert(lots.some(({ reserve }) => reserve !== null));
  assert(new Set(lots.map(({ increments }) => increments.type)).size >= 5);
});
