// Lots from a CSV file against the folder that they are to join.

import { assert, assertEquals } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { type CsvLot, parseCsvCatalogue } from "../../lib/catalogue/csv_catalogue.ts";
import { importProblems, itemsFileOf } from "../../lib/catalogue/csv_import.ts";
import { parseCatalogue } from "../../lib/catalogue/lot_schema.ts";
import { drawing, lotJson, withFolder } from "./items_fixture.ts";

const terms = { amounts: { currency: "BRL", decimal: null }, texts: "en", closing: {} } as const;

function lotsOf(rows: readonly string[], header = "Lot,Title,StartPrice,ImageFile.1"): CsvLot[] {
  const read = parseCsvCatalogue(toUtf8([header, ...rows].join("\n")), terms);
  assert(read.ok, JSON.stringify(read));
  return [...read.lots];
}

async function named(
  lots: readonly CsvLot[],
  files: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  let found: readonly string[] = [];
  await withFolder(files, async (folder) => {
    const problems = await importProblems(lots, { folder, file: "spring.json" });
    found = problems.map(({ row, column, problem }) =>
      `${row ?? "-"} ${column ?? "-"} ${problem.code} ${problem.detail}`.trim()
    );
  });
  return found;
}

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${n + 1},Pot,900,`);
}

Deno.test("importProblems() finds nothing where the folder has room and the pictures", async () => {
  const lots = lotsOf(["1,Pot,900,pot.svg", "2,Pan,900,"]);
  assertEquals(await named(lots, { "pot.svg": drawing(), "a.json": lotJson({ id: "3" }) }), []);
});

Deno.test("importProblems() finds numbers that other files have, but not its own last ones", async () => {
  const lots = lotsOf(["1,Pot,900,", "2,Pan,900,"]);
  const files = {
    "a.json": lotJson({ id: "2" }),
    "broken.json": "{",
    "spring.json": lotJson({ id: "1" }),
  };
  assertEquals(await named(lots, files), ['3 LotNum unique_id "a.json"']);
});

Deno.test("importProblems() finds pictures that are missing or are none, at most a hundred", async () => {
  const lots = lotsOf(["1,Pot,900,pot.svg", "2,Pan,900,pan.png"]);
  assertEquals(await named(lots, { "pan.png": "no picture" }), [
    '2 ImageFile.1 image_present "pot.svg"',
    "3 ImageFile.1 image_kind",
  ]);
  const many = numbered(200).map((row) => `${row}none.svg`);
  assertEquals((await named(lotsOf(many))).length, 100);
});

Deno.test("importProblems() counts the lots of all files together", async () => {
  const lots = lotsOf(numbered(1000));
  assertEquals(await named(lots, { "a.json": "[]", "spring.json": lotJson({ id: "x" }) }), []);
  assertEquals(await named(lots, { "a.json": lotJson({ id: "x" }) }), ["- - lots_in_sale"]);
});

Deno.test("importProblems() refuses what would be more than an items file may hold", async () => {
  // In Windows-1252 a euro sign takes one byte, in the items file three.
  const rows = numbered(200).map((row) => `${row},${"~".repeat(3_900)}`);
  const text = ["Lot,Title,StartPrice,ImageFile.1,Description", ...rows].join("\n");
  const bytes = toUtf8(text).map((byte) => byte === 0x7e ? 0x80 : byte);
  const read = parseCsvCatalogue(bytes, terms);
  assert(read.ok);
  assertEquals(await named(read.lots), ["- - file_bytes"]);
  assertEquals(await named(read.lots.slice(0, 170)), []);
});

Deno.test("itemsFileOf() is a file that is read as the same lots in the same order", () => {
  const lots = lotsOf(["2,Pot,900,", "1,Pan,900,"]);
  const again = parseCatalogue(JSON.parse(itemsFileOf(lots)), { currency: "BRL" });
  assertEquals(again.ok && again.lots, lots.map(({ lot }) => lot));
});
