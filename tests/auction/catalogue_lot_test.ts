// Lots on their way into the catalogue: what bidders see of them, replacing, and long texts.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { DESCRIPTION_PART_BYTES_MAX, splitText } from "../../lib/auction/description.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { toUtf8 } from "../../lib/base/bytes.ts";
import {
  ANA,
  answer,
  bid,
  catalogued,
  hammer,
  lot7,
  lot8,
  opened,
  play,
  units,
  viewOf,
} from "./scene.ts";

const described: Lot = {
  ...lot7,
  description: { en: "A desk. ".repeat(200), pt: "Uma escrivaninha. ".repeat(80) },
};

function catalogue(lot: Lot) {
  return { type: "CatalogueLot", at: 5, lot, salt: "" } as const;
}

Deno.test("CatalogueLot shows of the reserve only that there is one", () => {
  const scene = catalogued({ ...lot7, reserve: units(123.45) }, lot8);
  const { lot, standing } = viewOf(scene, "7");
  assertEquals("reserve" in lot, false);
  assertEquals([lot.hasReserve, standing.reserveMet], [true, false]);
  assertEquals([viewOf(scene, "8").lot.hasReserve, viewOf(scene, "8").standing.reserveMet], [
    false,
    true,
  ]);
});

Deno.test("CatalogueLot sends a description in pieces that give the text again", () => {
  const scene = catalogued(described);
  assertEquals(viewOf(scene, "7").description, described.description);
  const parts = scene.events.filter((event) => event.type === "LotDescribed");
  assertEquals(parts.map(({ language, part, parts }) => `${language} ${part}/${parts}`), [
    "en 1/3",
    "en 2/3",
    "en 3/3",
    "pt 1/3",
    "pt 2/3",
    "pt 3/3",
  ]);
  for (const { text } of parts) assert(toUtf8(text).length <= DESCRIPTION_PART_BYTES_MAX);
});

Deno.test("CatalogueLot replaces a lot in its place, its description too", () => {
  const shorter = { ...lot7, opening: units(20), description: { pt: "Mesa." } };
  const scene = play(catalogued(described, lot8), catalogue(shorter));
  assertEquals([...scene.sale.view.lots.keys()], ["7", "8"]);
  assertEquals(viewOf(scene, "7").standing.ask, units(20));
  assertEquals(viewOf(scene, "7").description, { pt: "Mesa." });
});

Deno.test("CatalogueLot takes the very same lot in any state and does nothing", () => {
  const same: Lot = structuredClone(described);
  const open = play(opened(described), bid(ANA, 20));
  const sold = play(open, hammer());
  const over = play(sold, { type: "CloseSale", at: 100 });
  assertEquals(over.sale.view.phase, "closed");
  for (const scene of [catalogued(described), open, sold, over]) {
    assertEquals(answer(play(scene, catalogue(same))), "");
  }
});

Deno.test("CatalogueLot sees a change in any term of a lot", () => {
  const changes: readonly Partial<Lot>[] = [
    { title: { en: "Walnut desk" } },
    { title: { en: "Walnut desk", pt: "Escrivaninha" } },
    { description: {} },
    { description: { ...described.description, en: "A desk." } },
    { opening: units(11) },
    { reserve: units(50) },
    { increments: { type: "fixed", step: units(1) } },
    { closing: lot8.closing },
    { image: { name: "desk.svg", mediaType: "image/svg+xml", sha256: "00".repeat(32) } },
  ];
  for (const change of changes) {
    const scene = play(opened(described), catalogue({ ...described, ...change }));
    assertEquals(answer(scene), "lot_open");
  }
  const added = play(opened(lot7), catalogue({ ...lot7, description: { pt: "Mesa." } }));
  assertEquals(answer(added), "lot_open");
});

Deno.test("splitText() cuts after white space where there is some", () => {
  assertEquals(splitText("one two three", 10), ["one two ", "three"]);
  assertEquals(splitText("one\ntwo", 5), ["one\n", "two"]);
  assertEquals(splitText("unbroken", 4), ["unbr", "oken"]);
  assertEquals(splitText(""), []);
  assertEquals(splitText("fits"), ["fits"]);
});

Deno.test("splitText() counts bytes, not letters, and splits no character", () => {
  assertEquals(splitText("ãããã", 4), ["ãã", "ãã"]);
  assertEquals(splitText("€€€", 4), ["€", "€", "€"]);
  assertEquals(splitText("🪑🪑", 7), ["🪑", "🪑"]);
});

Deno.test("splitText() loses nothing and keeps every piece within its bytes", () => {
  const texts = fc.string({ unit: "binary", maxLength: 300 });
  fc.assert(fc.property(texts, fc.integer({ min: 4, max: 60 }), (text, bytesMax) => {
    const parts = splitText(text, bytesMax);
    assertEquals(parts.join(""), text);
    for (const part of parts) {
      assert(part !== "" && toUtf8(part).length <= bytesMax && part.isWellFormed());
    }
  }));
});
