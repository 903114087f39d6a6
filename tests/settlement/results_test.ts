// The results of a sale that ended in every way: rows, numbers, CSV that other programs read back,
// and JSON by its schema.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { parse } from "csv-parse/sync";
import { join } from "@std/path";
import * as v from "valibot";
import { NO_CHARGES } from "../../lib/auction/settlement.ts";
import { plainAmount } from "../../lib/base/money_text.ts";
import { CSV_COLUMNS, resultsCsv } from "../../lib/settlement/results_csv.ts";
import { resultsJson, ResultsSchema } from "../../lib/settlement/results_json.ts";
import { projectRoot } from "../support/source_files.ts";
import { ANA, BEN, CID, DORA, played, saleCommands, soldSale, T0 } from "./_sold_sale.ts";

type Row = Readonly<Record<string, string>>;

function csvRows(text: string): Row[] {
  return parse(text, { columns: true, bom: true });
}

Deno.test("resultsCsv() has a row for each winner, and one for each lot without any", () => {
  const rows = csvRows(resultsCsv(soldSale(), { language: "en", forExcel: false }));
  const table = rows.map((row) =>
    ["lot", "status", "paddle", "name", "quantity", "hammer", "premium", "tax", "total"]
      .map((column) => row[column] || "-").join(" ")
  );
  assertEquals(table, [
    `1 sold ${ANA} Ana Lima 1 1500.01 350.00 17.50 1867.51`,
    `2 sold ${BEN} Benedito Souza 3 360.00 90.00 4.50 454.50`,
    `2 sold ${ANA} Ana Lima 2 240.00 60.00 3.00 303.00`,
    `3 sold ${DORA} - 1 300.00 75.00 3.75 378.75`,
    "4 passed - - - - - - -",
    "5 withdrawn - - - - - - -",
    `6 sold ${DORA} - 1 310.00 77.50 3.88 391.38`,
    "7 catalogued - - - - - - -",
  ]);
});

Deno.test("resultsCsv() writes for Excel as it reads in each language", () => {
  const en = resultsCsv(soldSale(), { language: "en", forExcel: true });
  assert(en.startsWith("\ufefflot,title,") && en.includes(",1500.01,"));
  const pt = resultsCsv(soldSale(), { language: "pt", forExcel: true });
  assert(pt.startsWith("\ufefflot;title;"));
  const [first] = parse(pt, { columns: true, bom: true, delimiter: ";" }) as Row[];
  assertEquals([first?.["title"], first?.["hammer"], first?.["hammer_cents"]], [
    "Pote de barro",
    "1500,01",
    "150001",
  ]);
});

Deno.test("resultsCsv() tells awards, defaulters, reasons, times and cents", () => {
  const rows = csvRows(resultsCsv(soldSale(), { language: "pt", forExcel: false }));
  const [first, , , award, passed, withdrawn, reopened] = rows;
  assertEquals([award?.["under_bidder_award"], award?.["defaulters"]], ["yes", CID]);
  // Sold anew after an award: whoever has it now is nobody's under-bidder.
  assertEquals([reopened?.["under_bidder_award"], reopened?.["defaulters"]], ["no", BEN]);
  assertEquals([passed?.["reason"], withdrawn?.["reason"]], ["reserve_not_met", "found broken"]);
  assertEquals([award?.["estimate_low"], passed?.["estimate_high"]], ["", "400.00"]);
  assertEquals([first?.["total_cents"], first?.["unit_price"]], ["186751", "1500.01"]);
  assertEquals([first?.["title"], award?.["title"]], ["Pote de barro", "Desk"]);
  assertEquals(first?.["opened_at"], new Date(T0 + 13_000).toISOString().replace(".000", ""));
  assertEquals([withdrawn?.["opened_at"], withdrawn?.["bids"]], ["", "0"]);
});

Deno.test("resultsCsv() keeps hostile words in their cell, and defuses formulas", () => {
  const cells = ['=HYPERLINK("http://x")', "+1", "-1", "@a", "\t=1", "\r=1", 'a,"b"\r\nc', "a\nb"];
  for (const words of cells) {
    const sale = soldSale({ title: { en: words }, names: new Map([[ANA, words]]) });
    const text = resultsCsv(sale, { language: "en", forExcel: false });
    const rows = csvRows(text);
    assertEquals(rows.length, 8, words);
    const isFormula = /^[=+\-@\t\r]/.test(words);
    for (const column of ["title", "name"]) {
      assertEquals(rows[0]?.[column], isFormula ? `'${words}` : words, column);
    }
  }
});

Deno.test("resultsCsv() defuses formulas behind a semicolon, which ends a cell in some countries", () => {
  for (const words of ["Vaso;=1+1", "Vaso; @a", 'a,b;"-2', "a;+3"]) {
    const text = resultsCsv(soldSale({ title: { en: words } }), {
      language: "en",
      forExcel: false,
    });
    const cells = text.split(/[;\r\n\t]/).map((cell) => cell.replaceAll(/^[\s"]+/g, ""));
    assertEquals(cells.filter((cell) => /^[=+\-@]/.test(cell)), [], words);
  }
  const plain = "Vaso; base-1";
  const text = resultsCsv(soldSale({ title: { en: plain } }), { language: "en", forExcel: false });
  assertEquals(csvRows(text)[0]?.["title"], plain);
});

Deno.test("resultsCsv() quotes a line feed that stands alone, and ends each line with CR LF", () => {
  const text = resultsCsv(soldSale({ title: { en: "a\nb" } }), { language: "en", forExcel: false });
  assertMatch(text, /\r\n1,"a\nb",sold,/);
  assert(text.endsWith("\r\n") && !text.startsWith("\ufeff"));
  assert(resultsCsv(soldSale(), { language: "en", forExcel: true }).startsWith("\ufefflot,title,"));
});

Deno.test("resultsJson() is what its schema says, through JSON and back", () => {
  for (const sale of [soldSale(), soldSale({ isClosed: false, terms: null }), played([])]) {
    const json = resultsJson(sale);
    assertEquals(v.parse(ResultsSchema, JSON.parse(JSON.stringify(json))), json);
  }
});

Deno.test("resultsJson() counts lots and money, and says what is preliminary", () => {
  const { totals, isPreliminary, sale, paddles, terms } = resultsJson(soldSale());
  assertEquals(totals, {
    lots: 7,
    sold: 4,
    passed: 1,
    withdrawn: 1,
    unfinished: 1,
    soldByLots: 8_000,
    // 2,710.01 of that and the 200.00 at which the clock was estimated.
    soldByValue: 9_313,
    hammer: 271_001,
    premium: 65_250,
    tax: 3_263,
    total: 339_514,
  });
  assertEquals([isPreliminary, sale.phase, terms.taxRate], [false, "closed", 500]);
  assertEquals(paddles.map(({ paddle, lots, total }) => [paddle, lots, total]), [
    [ANA, 2, 217_051],
    [BEN, 1, 45_450],
    [DORA, 2, 77_013],
  ]);
  const open = resultsJson(soldSale({ isClosed: false, terms: null }));
  assertEquals([open.isPreliminary, open.sale.closedAt, open.totals.total], [true, null, 271_001]);
  assertEquals(open.terms, { ...NO_CHARGES, premium: [] });
});

Deno.test("resultsJson() has no rate where nothing was offered", () => {
  const { totals } = resultsJson(played(saleCommands().slice(0, 9)));
  assertEquals([totals.soldByLots, totals.soldByValue, totals.unfinished], [null, null, 3]);
});

Deno.test("A lot that is offered again is nobody's until it is sold again", () => {
  const commands = saleCommands();
  const reopen = commands.findIndex(({ type }) => type === "ReopenLot");
  const winners = (count: number) =>
    resultsJson(played(commands.slice(0, count))).lots.find(({ lot }) => lot === "6")?.winners;
  assertEquals(winners(reopen)?.map(({ paddle }) => paddle), [CID]);
  assertEquals(winners(reopen + 1), []);
});

Deno.test("plainAmount() writes exact decimals of each currency", () => {
  const cases: readonly (readonly [number, string, string])[] = [
    [0, "BRL", "0.00"],
    [7, "BRL", "0.07"],
    [125_000, "BRL", "1250.00"],
    [125_000, "JPY", "125000"],
    [1, "KWD", "0.001"],
    [Number.MAX_SAFE_INTEGER, "BRL", "90071992547409.91"],
  ];
  for (const [amount, currency, text] of cases) assertEquals(plainAmount(amount, currency), text);
});

Deno.test("RESULTS.md describes every column and every part of the JSON", async () => {
  const document = await Deno.readTextFile(join(projectRoot, "lib/settlement/RESULTS.md"));
  const [, csv = "", json = ""] = document.split(/^## /m);
  const cells = [...csv.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name);
  assertEquals(cells, [...CSV_COLUMNS]);
  for (const name of Object.keys(ResultsSchema.entries)) {
    assertMatch(json, new RegExp(`\`${name}\\b`));
  }
});
