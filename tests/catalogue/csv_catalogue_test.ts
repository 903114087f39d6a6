// Catalogues in CSV as auction programs, spreadsheets and people write them: a right file becomes
// items that the items folder takes as they are, and of a wrong one every row says what is wrong.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { concat, toUtf8 } from "../../lib/base/bytes.ts";
import { type CsvCatalogue, parseCsvCatalogue } from "../../lib/catalogue/csv_catalogue.ts";
import { HEADERS } from "../../lib/catalogue/csv_columns.ts";
import type { CsvTerms } from "../../lib/catalogue/csv_item.ts";
import { describeCsvNote, describeCsvProblem } from "../../lib/catalogue/csv_report.ts";
import { csvBytesMax } from "../../lib/catalogue/limits.ts";
import { parseCatalogue } from "../../lib/catalogue/lot_schema.ts";

const terms: CsvTerms = {
  amounts: { currency: "BRL", decimal: null },
  texts: "en",
  closing: {},
};
const head = "LotNum,Title,Description,LowEst,HighEst,StartPrice";
const pot = "1,Coffee pot,Silver,1200,1800,900";

function read(text: string | Uint8Array, changed: Partial<CsvTerms> = {}): CsvCatalogue {
  const bytes = typeof text === "string" ? toUtf8(text) : text;
  return parseCsvCatalogue(bytes, { ...terms, ...changed });
}

function itemsOf(text: string | Uint8Array, changed: Partial<CsvTerms> = {}) {
  const catalogue = read(text, changed);
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.problems));
  return catalogue.lots.map(({ item }) => item);
}

/** The problems as "row column code", which is all that tests compare. */
function named(text: string | Uint8Array, changed: Partial<CsvTerms> = {}): readonly string[] {
  const catalogue = read(text, changed);
  if (catalogue.ok) return [];
  return catalogue.problems.map(({ row, column, problem }) =>
    `${row ?? "-"} ${column ?? "-"} ${problem.code}`
  );
}

function notesOf(text: string | Uint8Array): readonly string[] {
  return read(text).notes.map(({ code, column, detail }) => `${code} ${column ?? "-"} ${detail}`);
}

Deno.test("parseCsvCatalogue() makes items of the columns that auction houses use", () => {
  const full = `${head},Reserve Price,Buy Now Price,Quantity,Category,Consigner,ImageFile.1\n` +
    `12A,Chair,"Cane, ""1920""\nOne seat",800,"1,200.00","R$ 500,00",700,R$ 1.500,1,Furniture,31,c.svg`;
  const [item] = itemsOf(full, { closing: { durationSeconds: 900 } });
  assertEquals(item, {
    id: "12A",
    title: { en: "Chair" },
    description: { en: 'Cane, "1920"\nOne seat\nCategory: Furniture' },
    opening: 50_000,
    reserve: 70_000,
    buyNow: 150_000,
    estimate: { low: 80_000, high: 120_000 },
    currency: "BRL",
    durationSeconds: 900,
    consignor: "31",
    image: "c.svg",
  });
});

Deno.test("parseCsvCatalogue() gives items of which the items folder makes the same lots", () => {
  const catalogue = read(`${head},Quantity,ImageFile.1\n${pot},,\n2,Cheese,,,,60,40,cheese.svg`);
  assert(catalogue.ok);
  const again = parseCatalogue(
    JSON.parse(JSON.stringify({ lots: catalogue.lots.map(({ item }) => item) })),
    { currency: "BRL" },
  );
  assertEquals(again.ok ? again.lots : again.problems, catalogue.lots.map(({ lot }) => lot));
  assertEquals(again.ok && [...again.imageNames], [["2", "cheese.svg"]]);
  assertEquals(catalogue.lots.map(({ row }) => row), [2, 3]);
});

Deno.test("parseCsvCatalogue() takes empty cells, zeros and one unit for nothing said", () => {
  const rows = `${head},Reserve Price,Buy Now Price,Quantity,Category,Consigner\n` +
    "1,Pot,,0,0.00,900,0,0,1,,\n2,Pot,,,,900,,,,,";
  const bare = (id: string) => ({ id, title: { en: "Pot" }, opening: 90_000, currency: "BRL" });
  assertEquals(itemsOf(rows), [bare("1"), bare("2")]);
});

Deno.test("parseCsvCatalogue() takes one step for all prices of a lot, and none where none is said", () => {
  const rows = `${head},Increment\n1,Pot,,,,900,50\n2,Pan,,,,900,\n3,Jug,,,,900,0`;
  assertEquals(itemsOf(rows).map(({ increments }) => increments), [
    { fixed: 5_000 },
    undefined,
    undefined,
  ]);
  const twice = `${head},Incremento\n1,Pot,,,,900,a lot\n2,Pan,,,,900,-5`;
  assertEquals(named(twice), ["2 Increment csv_amount", "3 Increment csv_amount"]);
});

Deno.test("parseCsvCatalogue() names the consignors' paddles, each once, for one may be a name", () => {
  const rows = `${head},Consigner\n1,Pot,,,,900,31\n2,Pan,,,,900,MARIA\n3,Jug,,,,900,31`;
  assertEquals(notesOf(rows), ["consignors - 31, MARIA"]);
});

Deno.test("parseCsvCatalogue() sells a quantity by the unit and says so", () => {
  const rows = `${head},Quantity\n${pot},\n7,Cheese,,,,60,40`;
  const [, cheese] = itemsOf(rows);
  assertEquals([cheese?.["format"], cheese?.["quantity"]], ["uniform", 40]);
  assertEquals(notesOf(rows), ["by_the_unit - 7"]);
});

Deno.test("parseCsvCatalogue() knows its columns in any case, order and spacing, in Portuguese too", () => {
  const portuguese = "Lance inicial;TÍTULO; lote ;Descrição;Comitente\n900;Bule;1;Prata;31";
  assertEquals(itemsOf(portuguese, { texts: "pt" }), [{
    ...{ id: "1", title: { pt: "Bule" }, description: { pt: "Prata" } },
    ...{ opening: 90_000, currency: "BRL", consignor: "31" },
  }]);
  for (const [field, headers] of Object.entries(HEADERS)) {
    for (const header of headers) {
      const others = ["LotNum", "Title", "StartPrice"].filter((other) => other !== field);
      const row = [header.toUpperCase(), ...others];
      const notes = field === "Consigner" ? ["consignors - 1"] : [];
      assertEquals(notesOf(`${row.join()}\n${row.map(() => "1").join()}`), notes, header);
    }
  }
});

for (const [name, separator] of [["commas", ","], ["semicolons", ";"], ["tabs", "\t"]] as const) {
  Deno.test(`parseCsvCatalogue() reads a file with ${name}`, () => {
    const rows = [["LotNum", "Title", "StartPrice"], ["1", '"a, b; c"', "900"]];
    const text = rows.map((row) => row.join(separator)).join("\r\n");
    assertEquals(itemsOf(text)[0]?.["title"], { en: "a, b; c" });
  });
}

for (const [name, end] of [["Unix", "\n"], ["Windows", "\r\n"], ["old Mac", "\r"]] as const) {
  Deno.test(`parseCsvCatalogue() reads a file with the line ends of ${name}`, () => {
    assertEquals(itemsOf([head, pot, ""].join(end)).length, 1);
  });
}

Deno.test("parseCsvCatalogue() reads UTF-8 with and without a mark, and Windows-1252 with a note", () => {
  const text = `${head}\n1,Sabará,,,,900`;
  const titles = (bytes: Uint8Array) => itemsOf(bytes).map(({ title }) => title);
  assertEquals(titles(toUtf8(text)), [{ en: "Sabará" }]);
  const quoted = text.replace("LotNum", '"LotNum"');
  assertEquals(titles(toUtf8(`\ufeff${quoted}`)), [{ en: "Sabará" }]);
  const [before = "", after = ""] = text.split("á");
  const ansi = concat(toUtf8(before), Uint8Array.of(0xe1, 0x20, 0x80), toUtf8(after));
  assertEquals(titles(ansi), [{ en: "Sabará €" }]);
  assertEquals(notesOf(ansi), ["windows_1252 - "]);
  const marked = concat(Uint8Array.of(0xef, 0xbb, 0xbf), ansi);
  assertEquals(titles(marked), [{ en: "Sabará €" }]);
  assertEquals(notesOf(marked), ["windows_1252 - "]);
});

Deno.test("parseCsvCatalogue() passes over empty rows, up to 10,000 rows in all", () => {
  assertEquals(itemsOf(`${head}\n${"\n".repeat(9_998)}${pot}`).length, 1);
});

Deno.test("parseCsvCatalogue() tells each column that it leaves out, once", () => {
  const rows = `${head},Artist,ImageFile.2,ImageFile.3,\u001b[31m,\n${pot},Ana,b.jpg,,x,y\n` +
    `${pot.replace("1,", "2,")},Ben,c.jpg,,x,y`;
  assertEquals(notesOf(rows), [
    'unknown_column 7 "Artist"',
    'unknown_column 10 "\\u001b[31m"',
    'further_picture 8 "ImageFile.2"',
    'unknown_column 11 ""',
  ]);
});

Deno.test("parseCsvCatalogue() numbers rows as a spreadsheet does, empty ones too", () => {
  const rows = `${head}\n${pot}\n\n,,,,,\n"2","two\nlines",,,,0`;
  assertEquals(named(rows), ["5 Title title", "5 StartPrice amount"]);
});

const wrongFiles: readonly (readonly [name: string, string | Uint8Array, readonly string[]])[] = [
  ["nothing", "", ["- - csv_empty"]],
  ["headers alone", `${head}\n`, ["- - csv_empty"]],
  ["no headers", pot, ["1 - csv_columns"]],
  ["no column of prices", "LotNum,Title\n1,Pot", ["1 - csv_columns"]],
  ["one column twice", `${head},Lot No.\n${pot},1`, ["1 LotNum csv_column_twice"]],
  ["257 columns", `${head}${",".repeat(251)}\n${pot}${",".repeat(251)}`, ["1 - csv_columns"]],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x4c, 0, 0x6f, 0]), ["- - csv_encoding"]],
  ["a byte more than a mebibyte", new Uint8Array(csvBytesMax + 1).fill(32), ["- - csv_bytes"]],
  ["a quote that does not end", `${head}\n1,"Pot,,,,900`, ["2 - csv_quotes"]],
  ["a quote within a text", `${head}\n${pot}\n2,Pot 12" high,,,,900`, ["3 - csv_quotes"]],
  ["10,001 rows", `${head}\n${pot}\n${"\n".repeat(9_999)}`, ["- - csv_row_count"]],
  ["1,001 lots", `${head}\n${`${pot}\n`.repeat(1001)}`, ["- - lots_in_sale"]],
];

for (const [name, text, problems] of wrongFiles) {
  Deno.test(`parseCsvCatalogue() refuses a file with ${name}`, () => {
    assertEquals(named(text), problems);
  });
}

const all = `${head},Reserve Price,Buy Now Price,Quantity,Consigner,ImageFile.1`;
const wrongRows: readonly (readonly [name: string, row: string, string])[] = [
  ["a cell too many", "1,Pot,,,,900,,,,,,more", "- csv_cells"],
  ["a cell too few", "1,Pot,,,,900,,,,", "- csv_cells"],
  ["no number", ",Pot,,,,900,,,,,", "LotNum required"],
  ["a number with a space", "1 A,Pot,,,,900,,,,,", "LotNum id"],
  ["the number of another row", "A1,Pot,,,,900,,,,,", "LotNum csv_lot_twice"],
  ["the number of another row in small letters", "a1,Pot,,,,900,,,,,", "LotNum csv_lot_twice"],
  ["no title", "1,,Silver,,,900,,,,,", "Title required"],
  ["a title of 121 letters", `1,${"a".repeat(121)},,,,900,,,,,`, "Title title"],
  ["a description with a bell", "1,Pot,\u0007,,,900,,,,,", "Description description"],
  ["no price", "1,Pot,,,,,,,,,", "StartPrice required"],
  ["a price of zero", "1,Pot,,,,0,,,,,", "StartPrice amount"],
  ["a price in words", "1,Pot,,,,call us,,,,,", "StartPrice csv_amount"],
  ["a price that is open", '1,Pot,,,,"1,200",,,,,', "StartPrice csv_ambiguous"],
  ["a price in dollars", "1,Pot,,,,$900,,,,,", "StartPrice csv_currency"],
  ["a low estimate alone", "1,Pot,,900,,900,,,,,", "HighEst csv_estimate"],
  ["a high estimate alone", "1,Pot,,,900,900,,,,,", "LowEst csv_estimate"],
  ["an estimate that is none", "1,Pot,,900,?,900,,,,,", "HighEst csv_amount"],
  ["estimates upside down", "1,Pot,,900,800,900,,,,,", "HighEst estimate_high"],
  ["a reserve below the price", "1,Pot,,,,900,800,,,,", "Reserve Price reserve"],
  ["an immediate sale below the price", "1,Pot,,,,900,,800,,,", "Buy Now Price buy_now"],
  ["a quantity in words", "1,Pot,,,,900,,,two,,", "Quantity csv_quantity"],
  ["a quantity of 10,001", "1,Pot,,,,900,,,10001,,", "Quantity csv_quantity"],
  ["a reserve for units", "1,Pot,,,,900,950,,2,,", "Reserve Price not_with_format"],
  ["a consignor with a name", "1,Pot,,,,900,,,,Ana Lima,", "Consigner csv_consignor"],
  ["a picture in a folder", "1,Pot,,,,900,,,,,photos/1.jpg", "ImageFile.1 image_name"],
];

for (const [name, row, problem] of wrongRows) {
  Deno.test(`parseCsvCatalogue() refuses all for one row with ${name}`, () => {
    assertEquals(named(`${all}\nA1,Pot,,,,900,,,,,\n${row}`), [`3 ${problem}`]);
  });
}

Deno.test("parseCsvCatalogue() names every wrong row, and at most a hundred problems", () => {
  assertEquals(named(`${head}\n1,,,,,call\n2,Pot,,,,\n3,Pot,,,,900`), [
    "2 Title required",
    "2 StartPrice csv_amount",
    "3 StartPrice required",
  ]);
  assertEquals(named(`${head}\n${"1,,,,,\n".repeat(500)}`).length, 100);
});

Deno.test("parseCsvCatalogue() takes the whole file by the decimal mark that it is told", () => {
  const rows = `${head}\n1,Pot,,,,"1,200"`;
  const amounts = { currency: "BRL", decimal: "." } as const;
  assertEquals(itemsOf(rows, { amounts })[0]?.["opening"], 120_000);
});

Deno.test("describeCsvProblem() says row, lot, column, what is wrong and what to do, in both languages", () => {
  const catalogue = read(`${head}\n7,Pot,,,,"1,200"`);
  const [problem] = catalogue.ok ? [] : catalogue.problems;
  assert(problem !== undefined);
  assertEquals(
    describeCsvProblem(problem, "en"),
    'row 2, lot "7", "StartPrice": found "1,200", wanted an amount that can be read in one way ' +
      "only: 1200 / 1.20 (or import it with --decimal)",
  );
  assertEquals(
    describeCsvProblem(problem, "pt"),
    'linha 2, lote "7", "StartPrice": encontrado "1,200", esperado um valor que só se possa ler ' +
      "de um modo: 1200 / 1.20 (ou importe com --decimal)",
  );
});

Deno.test("describeCsvNote() names the column by its place and its header", () => {
  const [note] = read(`${head},Artist\n${pot},Ana`).notes;
  assert(note !== undefined);
  assertEquals(
    describeCsvNote(note, "en"),
    'column 7 ("Artist") is not known and was left out',
  );
  assertEquals(
    describeCsvNote(note, "pt"),
    'a coluna 7 ("Artist") não é conhecida e foi deixada de fora',
  );
});

Deno.test("parseCsvCatalogue() keeps any text whole through quotes and separators", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab\"',;\t\n é"), maxLength: 30 });
  fc.assert(
    fc.property(text, fc.constantFrom(",", ";", "\t"), (description, separator) => {
      const quoted = `"${description.replaceAll('"', '""')}"`;
      const rows = [["Description", "LotNum", "Title", "StartPrice"], [quoted, "1", "Pot", "900"]];
      const bytes = rows.map((row) => row.join(separator)).join("\n");
      const wanted = description.trim();
      if (wanted.includes("\t")) return assertEquals(named(bytes), ["2 Description description"]);
      const found = itemsOf(bytes)[0]?.["description"];
      assertEquals(found, wanted === "" ? undefined : { en: wanted });
    }),
    { numRuns: 300, seed: 5 },
  );
});
