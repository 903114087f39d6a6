// The sale that comes with the house is itself in order. Only its own files are looked at, by their
// names: what else lies in items/ belongs to the person who runs the house.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { ItemsFolder } from "../../lib/catalogue/items_folder.ts";
import { SAMPLE_LOT_FILES } from "../../lib/command/demo_lots.ts";

/** The samples that the demo does not sell: lots of the other formats. */
const otherFormats = ["9-table.json", "10-flowers.json", "11-wine.json", "12-cheese.json"];
const images = [
  ...["armchair", "canoe", "cheese", "coffee-pot", "dinner", "flowers", "foal", "record", "shirt"],
  ...["table", "viola", "wine"],
].map((name) => `${name}.svg`);
const { lots, reports } = await readSamples();

Deno.test("items/ holds twelve right lots in the order of their numbers", () => {
  assertEquals(reports, []);
  assertEquals(lots.map(({ id }) => id), Array.from({ length: 12 }, (_, n) => `${n + 1}`));
});

Deno.test("items/ has every text in both languages", () => {
  for (const { title, description } of lots) {
    assert(title.en && title.pt && description.en && description.pt);
  }
});

Deno.test("items/ has one image for each lot", () => {
  const named = lots.map(({ image }) => image?.name);
  assertEquals(named.toSorted(), images);
});

Deno.test("items/ shows every way to run a sale, most formats, reserves, estimates and increments", () => {
  const kinds = new Set(lots.map(({ closing }) => closing.type));
  assertEquals(kinds, new Set(["clerked", "timed", "paced"]));
  assertEquals(new Set(lots.map(({ format }) => format.type)).size, 5);
  assert(lots.some(({ estimate }) => estimate !== null));
  assert(lots.some(({ reserve }) => reserve !== null));
  assert(new Set(lots.map(({ increments }) => increments.type)).size >= 5);
});

/** The sample files, read as the house reads a folder that holds nothing else. */
async function readSamples(): ReturnType<ItemsFolder["readAll"]> {
  const folder = await Deno.makeTempDir({ prefix: "leilao-test-" });
  try {
    for (const name of [...SAMPLE_LOT_FILES, ...otherFormats, ...images]) {
      const from = new URL(`../../items/${name}`, import.meta.url);
      await Deno.copyFile(from, join(folder, name));
    }
    return await new ItemsFolder(folder, { currency: "BRL" }).readAll();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
