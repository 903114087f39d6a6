// Lots as people write them: the right ones become lots of the rules, and each wrong step is named
// by its field.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { announcedBytes, announcedBytesMax } from "../../lib/catalogue/announced_size.ts";
import { parseCatalogue, type ParsedCatalogue, parseLot } from "../../lib/catalogue/lot_schema.ts";
import type { Wanted } from "../../lib/catalogue/problem.ts";

const pot = { id: "7", title: "Coffee pot", opening: 1000 };
const timed = { ...pot, durationSeconds: 60 };
const ownTerms = { policy: "from_bid", windowSeconds: 2, extensionSeconds: 2 };

function lotOf(value: unknown): Lot {
  const parsed = parseLot(value, { currency: "BRL" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.lot;
}

/** The problems as "field code", which is all that tests compare. */
function named(parsed: ReturnType<typeof parseLot> | ParsedCatalogue): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map(({ field, code }) => `${field} ${code}`.trim());
}

Deno.test("parseLot() gives a lot its defaults: English, ebay_us, clerked, no reserve", () => {
  assertEquals(lotOf(pot), {
    id: "7",
    format: { type: "english", buyNow: null },
    title: { en: "Coffee pot" },
    description: {},
    opening: toCents(1000),
    increments: { type: "ebay_us" },
    reserve: null,
    closing: { type: "clerked" },
    image: null,
    estimate: null,
    consignor: null,
  });
});

Deno.test("parseLot() takes every field of a full lot", () => {
  const parsed = parseLot({
    id: "12A",
    title: { en: "Chair", pt: "Cadeira" },
    description: { pt: "Linha um.\r\nLinha dois." },
    opening: 500,
    reserve: 500,
    increments: { percent: 2.5, roundTo: 100 },
    format: "english",
    buyNow: 900,
    estimate: { low: 600, high: 800 },
    group: "A",
    consignor: "12",
    currency: "BRL",
    endsAt: "2027-03-14T20:00:00.5-03:00",
    softClose: {
      policy: "add_to_end",
      windowSeconds: 0.5,
      extensionSeconds: [1.001, 0.1],
      hardEndSeconds: 90,
    },
    image: "chair.svg",
  }, { currency: "BRL" });
  assertEquals(parsed, {
    ok: true,
    imageName: "chair.svg",
    lot: {
      id: "12A",
      format: { type: "english", buyNow: toCents(900) },
      title: { en: "Chair", pt: "Cadeira" },
      description: { pt: "Linha um.\nLinha dois." },
      opening: toCents(500),
      increments: { type: "percent", percent: 2.5, roundTo: toCents(100) },
      reserve: toCents(500),
      closing: {
        type: "timed",
        end: { type: "at", atMs: Date.UTC(2027, 2, 14, 23, 0, 0, 500) },
        softClose: {
          type: "add_to_end",
          windowMs: 500,
          extensionsMs: [1001, 100],
          hardEndMs: 90_000,
        },
        group: "A",
      },
      image: null,
      estimate: { low: toCents(600), high: toCents(800) },
      consignor: "12",
    },
  });
});

Deno.test("parseLot() knows the named increments and tables of steps", () => {
  for (const type of ["ebay_us", "ebay_uk", "house_258"] as const) {
    assertEquals(lotOf({ ...pot, increments: type }).increments, { type });
  }
  assertEquals(lotOf({ ...pot, increments: { fixed: 100 } }).increments, {
    type: "fixed",
    step: toCents(100),
  });
  const table = [{ from: -0, step: 50 }, { from: 1000, step: 100 }];
  assertEquals(lotOf({ ...pot, increments: { table } }).increments, {
    type: "table",
    steps: [{ from: toCents(0), step: toCents(50) }, { from: toCents(1000), step: toCents(100) }],
  });
});

Deno.test("parseLot() resolves the soft close presets, and the default for timed lots", () => {
  const minutes = (n: number) => ({
    type: "from_bid",
    windowMs: n * 60_000,
    extensionsMs: [n * 60_000],
    hardEndMs: null,
  });
  const end = { type: "after", durationMs: 60_000 };
  const softCloses: readonly [unknown, unknown][] = [
    ["none", { type: "none" }],
    ["default", minutes(2)],
    ["br_cnj236", minutes(3)],
    ["br_10024", minutes(2)],
  ];
  assertEquals<unknown>(lotOf(timed).closing, {
    ...{ type: "timed", end, group: null },
    softClose: minutes(2),
  });
  for (const [softClose, wanted] of softCloses) {
    const { closing } = lotOf({ ...timed, softClose });
    assertEquals<unknown>(closing, { type: "timed", end, softClose: wanted, group: null });
  }
});

Deno.test("parseLot() gives br_10024 its ten minutes where no end is named", () => {
  const { closing } = lotOf({ ...pot, softClose: "br_10024" });
  assertEquals(closing.type === "timed" && closing.end, { type: "after", durationMs: 600_000 });
});

Deno.test("parseLot() composes texts, so that equal titles are equal bytes", () => {
  assertEquals(lotOf({ ...pot, title: "Sabara\u0301" }).title, { en: "Sabar\u00e1" });
});

const wrongSteps: readonly (readonly [name: string, value: unknown, field: string, Wanted])[] = [
  ["no object", 7, "", "object"],
  ["null", null, "", "object"],
  ["a list in place of a lot", [pot], "", "object"],
  ["id missing", { title: "x", opening: 1 }, "id", "required"],
  ["id a number", { ...pot, id: 7 }, "id", "id"],
  ["id with a space", { ...pot, id: "7 A" }, "id", "id"],
  ["id of 33 letters", { ...pot, id: "a".repeat(33) }, "id", "id"],
  ["id begins with a hyphen", { ...pot, id: "-7" }, "id", "id"],
  ["title missing", { id: "7", opening: 1 }, "title", "required"],
  ["title a number", { ...pot, title: 3 }, "title", "texts"],
  ["title a list", { ...pot, title: ["x"] }, "title", "texts"],
  ["title without any language", { ...pot, title: {} }, "title", "texts"],
  ["title in a third language", { ...pot, title: { en: "x", fr: "x" } }, "title.fr", "known_field"],
  ["title empty", { ...pot, title: "" }, "title", "title"],
  ["title blank", { ...pot, title: { en: "x", pt: "  " } }, "title.pt", "title"],
  ["title of two lines", { ...pot, title: "a\nb" }, "title", "title"],
  ["title with an escape", { ...pot, title: "\u001b[31mred" }, "title", "title"],
  ["title turned around", { ...pot, title: "a\u202eb" }, "title", "title"],
  ["title half a surrogate", { ...pot, title: "a\ud800" }, "title", "title"],
  ["title of 121 characters", { ...pot, title: "a".repeat(121) }, "title", "title"],
  ["title of 204 bytes", { ...pot, title: "\u20ac".repeat(68) }, "title", "title"],
  ["description empty", { ...pot, description: "" }, "description", "description"],
  ["description with a bell", { ...pot, description: "a\u0007" }, "description", "description"],
  [
    "description too long",
    { ...pot, description: { pt: "a".repeat(4001) } },
    "description.pt",
    "description",
  ],
  ["opening missing", { id: "7", title: "x" }, "opening", "required"],
  ["opening zero", { ...pot, opening: 0 }, "opening", "amount"],
  ["opening negative", { ...pot, opening: -100 }, "opening", "amount"],
  ["opening a fraction", { ...pot, opening: 10.5 }, "opening", "amount"],
  ["opening a text", { ...pot, opening: "1000" }, "opening", "amount"],
  ["opening past 2^53", { ...pot, opening: 2 ** 53 }, "opening", "amount"],
  ["reserve under the opening", { ...pot, reserve: 999 }, "reserve", "reserve"],
  ["reserve null", { ...pot, reserve: null }, "reserve", "amount"],
  ["increments unknown", { ...pot, increments: "ebay" }, "increments", "increments"],
  ["increments empty", { ...pot, increments: {} }, "increments", "increments"],
  ["fixed zero", { ...pot, increments: { fixed: 0 } }, "increments.fixed", "amount"],
  [
    "two kinds at once",
    { ...pot, increments: { fixed: 1, percent: 5 } },
    "increments.percent",
    "known_field",
  ],
  ["percent alone", { ...pot, increments: { percent: 5 } }, "increments.roundTo", "required"],
  [
    "percent zero",
    { ...pot, increments: { percent: 0, roundTo: 1 } },
    "increments.percent",
    "percent",
  ],
  [
    "percent too fine",
    { ...pot, increments: { percent: 1.005, roundTo: 1 } },
    "increments.percent",
    "percent",
  ],
  ["table empty", { ...pot, increments: { table: [] } }, "increments.table", "table"],
  [
    "table of 33 steps",
    { ...pot, increments: { table: Array.from({ length: 33 }, (_, from) => ({ from, step: 1 })) } },
    "increments.table",
    "table",
  ],
  [
    "table begins above 0",
    { ...pot, increments: { table: [{ from: 1, step: 1 }] } },
    "increments.table[0].from",
    "first_from",
  ],
  [
    "table does not rise",
    { ...pot, increments: { table: [{ from: 0, step: 1 }, { from: 0, step: 2 }] } },
    "increments.table[1].from",
    "ascending",
  ],
  [
    "step zero",
    { ...pot, increments: { table: [{ from: 0, step: 0 }] } },
    "increments.table[0].step",
    "amount",
  ],
  ["format without its terms", { ...pot, format: "dutch" }, "format", "format"],
  ["currency small", { ...pot, currency: "brl" }, "currency", "currency"],
  ["currency of elsewhere", { ...pot, currency: "USD" }, "currency", "sale_currency"],
  ["duration zero", { ...pot, durationSeconds: 0 }, "durationSeconds", "seconds"],
  ["duration of 32 days", { ...pot, durationSeconds: 2_764_800 }, "durationSeconds", "seconds"],
  ["duration too fine", { ...pot, durationSeconds: 1.0005 }, "durationSeconds", "seconds"],
  ["end without offset", { ...pot, endsAt: "2027-03-14T20:00:00" }, "endsAt", "ends_at"],
  ["end on February 30", { ...pot, endsAt: "2027-02-30T20:00:00Z" }, "endsAt", "ends_at"],
  ["end at hour 25", { ...pot, endsAt: "2027-02-20T25:00:00Z" }, "endsAt", "ends_at"],
  ["both ends", { ...timed, endsAt: "2027-03-14T20:00:00Z" }, "endsAt", "one_end"],
  ["soft close without a clock", { ...pot, softClose: "default" }, "softClose", "timed_only"],
  ["soft close unknown", { ...timed, softClose: "gentle" }, "softClose", "soft_close"],
  [
    "policy unknown",
    { ...timed, softClose: { ...ownTerms, policy: "soft" } },
    "softClose.policy",
    "policy",
  ],
  [
    "window missing",
    { ...timed, softClose: { policy: "from_bid", extensionSeconds: 1 } },
    "softClose.windowSeconds",
    "required",
  ],
  [
    "no extension",
    { ...timed, softClose: { ...ownTerms, extensionSeconds: [] } },
    "softClose.extensionSeconds",
    "extensions",
  ],
  [
    "second extension negative",
    { ...timed, softClose: { ...ownTerms, extensionSeconds: [2, -1] } },
    "softClose.extensionSeconds[1]",
    "seconds",
  ],
  [
    "hard end before the end",
    { ...timed, softClose: { ...ownTerms, hardEndSeconds: 59 } },
    "softClose.hardEndSeconds",
    "hard_end",
  ],
  ["image in a folder", { ...pot, image: "a/b.svg" }, "image", "image_name"],
  ["image above the folder", { ...pot, image: "../b.svg" }, "image", "image_name"],
  ["image hidden", { ...pot, image: ".b.svg" }, "image", "image_name"],
  ["image of another kind", { ...pot, image: "b.gif" }, "image", "image_name"],
  ["unknown field", { ...pot, colour: "red" }, "colour", "known_field"],
  ["unknown field of odd name", { ...pot, "a b": 1 }, '"a b"', "known_field"],
  [
    "prototype",
    JSON.parse('{"id":"7","title":"x","opening":1,"__proto__":{}}'),
    "__proto__",
    "known_field",
  ],
];

for (const [name, value, field, code] of wrongSteps) {
  Deno.test(`parseLot() names the one wrong step: ${name}`, () => {
    assertEquals(named(parseLot(value, { currency: "BRL" })), [`${field} ${code}`.trim()]);
  });
}

Deno.test("parseLot() names every wrong field, not only the first", () => {
  const found = named(parseLot({ id: "", title: 1, opening: 0, x: 1 }));
  assertEquals(found, ["id id", "title texts", "opening amount", "x known_field"]);
});

Deno.test("parseLot() refuses a lot whose announcement would not fit one datagram", () => {
  const large = {
    ...pot,
    title: { en: "a".repeat(120), pt: "\u00e1".repeat(100) },
    image: `${"a".repeat(59)}.svg`,
    increments: {
      table: Array.from({ length: 32 }, (_, n) => ({ from: n * 10 ** 12, step: 10 ** 12 })),
    },
  };
  assertEquals(named(parseLot(large)), ["lot_bytes"]);
  const smaller = { ...large, increments: { table: large.increments.table.slice(0, 20) } };
  const parsed = parseLot(smaller);
  assertEquals(
    parsed.ok && announcedBytes(parsed.lot, parsed.imageName) <= announcedBytesMax,
    true,
  );
});

Deno.test("parseLot() says what it found without control characters and shortly", () => {
  const parsed = parseLot({ ...pot, id: `\u001b\u202e${"x".repeat(100_000)}` });
  const found = parsed.ok ? "" : parsed.problems[0]?.found ?? "";
  assertEquals(found, `"\\u001b\\u202e${"x".repeat(38)}..."`);
});

Deno.test("parseLot() never throws, whatever JSON it is given", () => {
  const key = fc.constantFrom(
    ...Object.keys(timed),
    "softClose",
    "increments",
    "reserve",
    "endsAt",
  );
  const nearly = fc.dictionary(key, fc.jsonValue()).map((fields) => ({ ...timed, ...fields }));
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly), (value) => {
      const lot = parseLot(value);
      const catalogue = parseCatalogue(value);
      if (lot.ok) assertEquals(catalogue.ok && catalogue.lots, [lot.lot]);
      else assertEquals(lot.problems.length > 0, true);
    }),
    { numRuns: 500, seed: 7 },
  );
});

Deno.test("parseCatalogue() takes one lot, a list, and an object of lots alike", () => {
  for (const value of [pot, [pot], { lots: [pot] }]) {
    const parsed = parseCatalogue(value);
    assertEquals(parsed.ok && parsed.lots, [lotOf(pot)]);
  }
});

Deno.test("parseCatalogue() keeps the order and tells which lot names which image", () => {
  const parsed = parseCatalogue([{ ...pot, id: "b", image: "b.png" }, { ...pot, id: "a" }]);
  assertEquals(parsed.ok && parsed.lots.map(({ id }) => id), ["b", "a"]);
  assertEquals(parsed.ok && [...parsed.imageNames], [["b", "b.png"]]);
});

const wrongCatalogues: readonly (readonly [name: string, unknown, readonly string[]])[] = [
  ["no lots", [], ["catalogue"]],
  ["lots that are no list", { lots: pot }, ["lots catalogue"]],
  ["a field beside lots", { lots: [pot], sale: "x" }, ["sale known_field"]],
  ["one id twice", { lots: [pot, pot] }, ["lots[1].id unique_id"]],
  ["one bad lot of two", [pot, { ...pot, id: "8", opening: 0 }], ["[1].opening amount"]],
  ["a list in a list", [[pot]], ["[0] object"]],
  ["1,001 lots", Array.from({ length: 1001 }, (_, n) => ({ ...pot, id: `${n}` })), ["catalogue"]],
];

for (const [name, value, problems] of wrongCatalogues) {
  Deno.test(`parseCatalogue() imports nothing of ${name}`, () => {
    assertEquals(named(parseCatalogue(value)), problems);
  });
}

Deno.test("parseCatalogue() names at most a hundred problems", () => {
  const parsed = parseCatalogue(Array.from({ length: 1000 }, () => ({})));
  assertEquals(named(parsed).length, 100);
});

Deno.test("parseCatalogue() takes the last of two fields of one name, as JSON.parse does", () => {
  // Nothing can be done about it after JSON.parse; items/README.md says so to its readers.
  const parsed = parseCatalogue(JSON.parse('{"id":"7","title":"x","opening":1,"opening":2}'));
  assertEquals(parsed.ok && parsed.lots[0]?.opening, toCents(2));
});
