// The terms of each format as people write them: the right ones become the format of the rules,
// and a term that a format does not have is named, never passed over.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { parseLot } from "../../lib/catalogue/lot_schema.ts";
import type { Wanted } from "../../lib/catalogue/problem.ts";
import { decodeCommand, encodeCommand } from "../../lib/wire/command_codec.ts";

const tulips = { id: "9", title: "Tulips", opening: 1000 };
const dutch = { type: "dutch", floor: 200, step: 50, everySeconds: 3 };
const japanese = { type: "japanese", step: 100, everySeconds: 5, entrySeconds: 30 };

function lotOf(fields: object): Lot {
  const parsed = parseLot({ ...tulips, ...fields });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.lot;
}

Deno.test("formatOf() gives an English lot its price of an immediate sale", () => {
  assertEquals(lotOf({ buyNow: 1000 }).format, { type: "english", buyNow: toCents(1000) });
  assertEquals(lotOf({ format: "english" }).format, { type: "english", buyNow: null });
});

Deno.test("formatOf() gives sealed lots a clock that no bid moves", () => {
  for (const type of ["sealed_first", "vickrey"] as const) {
    const lot = lotOf({ format: type, reserve: 2000, durationSeconds: 60, group: "B" });
    assertEquals(lot.format, { type });
    assertEquals(lot.closing, {
      type: "timed",
      end: { type: "after", durationMs: 60_000 },
      softClose: { type: "none" },
      group: "B",
    });
    assertEquals(lotOf({ format: type }).closing, { type: "clerked" });
  }
});

Deno.test("formatOf() gives a Dutch lot the clock of its format", () => {
  const { format, closing } = lotOf({ format: dutch });
  assertEquals<unknown>(format, { type: "dutch", floor: 200, step: 50, everyMs: 3_000 });
  assertEquals(closing, { type: "paced" });
});

Deno.test("formatOf() gives a Japanese lot the clock of its format, and its reserve", () => {
  const { format, closing, reserve } = lotOf({ format: japanese, reserve: 5000 });
  const terms = { type: "japanese", step: 100, everyMs: 5_000, entryMs: 30_000 };
  assertEquals<unknown>(format, terms);
  assertEquals(closing, { type: "paced" });
  assertEquals(reserve, toCents(5000));
});

Deno.test("formatOf() gives a lot of units its quantity, increments and soft close", () => {
  const lot = lotOf({
    ...{ format: "uniform", quantity: 40, durationSeconds: 60 },
    increments: { fixed: 10 },
  });
  assertEquals(lot.format, { type: "uniform", quantity: 40 });
  assertEquals(lot.increments, { type: "fixed", step: toCents(10) });
  assertEquals(lot.closing.type === "timed" && lot.closing.softClose.type, "from_bid");
});

Deno.test("formatOf() takes a Dutch clock of just 10,000 steps, and one of just 24 hours", () => {
  const long = { ...tulips, opening: 10_001 };
  const steps = { ...dutch, floor: 1, step: 1, everySeconds: 0.1 };
  assertEquals(parseLot({ ...long, format: steps }).ok, true);
  assertEquals(parseLot({ ...long, opening: 10_002, format: steps }).ok, false);
  const slow = { ...dutch, floor: 1, step: 1000, everySeconds: 43_200 };
  assertEquals(parseLot({ ...tulips, format: slow }).ok, true);
  assertEquals(parseLot({ ...tulips, format: { ...slow, everySeconds: 43_200.001 } }).ok, false);
});

Deno.test("parseLot() gives a lot of every format that the record keeps as it is", () => {
  const items = [
    {
      buyNow: 5000,
      estimate: { low: 1, high: 2 },
      consignor: "12",
      durationSeconds: 1,
      group: "a",
    },
    { format: "sealed_first", durationSeconds: 60 },
    { format: "vickrey", reserve: 1000 },
    { format: dutch },
    { format: japanese },
    { format: "uniform", quantity: 10_000 },
  ];
  for (const fields of items) {
    const lot = lotOf(fields);
    const command = { type: "CatalogueLot", at: 0, lot, salt: "00".repeat(16) } as const;
    assertEquals(decodeCommand(encodeCommand({ command, signed: null }))?.command, command);
  }
});

const wrongSteps: readonly (readonly [name: string, fields: object, field: string, Wanted])[] = [
  ["immediate sale below the opening", { buyNow: 999 }, "buyNow", "buy_now"],
  ["immediate sale below the reserve", { buyNow: 1999, reserve: 2000 }, "buyNow", "buy_now"],
  ["immediate sale of a sealed lot", sealed({ buyNow: 2000 }), "buyNow", "not_with_format"],
  [
    "increments of a sealed lot",
    sealed({ increments: "ebay_us" }),
    "increments",
    "not_with_format",
  ],
  [
    "soft close of a sealed lot",
    sealed({ durationSeconds: 60, softClose: "default" }),
    "softClose",
    "not_with_format",
  ],
  [
    "soft close of a sealed lot without a clock",
    sealed({ softClose: "br_10024" }),
    "softClose",
    "not_with_format",
  ],
  ["format unknown", { format: { type: "auction" } }, "format", "format"],
  ["format without a type", { format: { floor: 1 } }, "format", "format"],
  [
    "floor missing",
    { format: { type: "dutch", step: 50, everySeconds: 3 } },
    "format.floor",
    "required",
  ],
  ["floor zero", { format: { ...dutch, floor: 0 } }, "format.floor", "amount"],
  ["floor at the opening", { format: { ...dutch, floor: 1000 } }, "format.floor", "floor"],
  ["step zero", { format: { ...dutch, step: 0 } }, "format.step", "amount"],
  [
    "clock too fine",
    { format: { ...dutch, everySeconds: 1.0005 } },
    "format.everySeconds",
    "seconds",
  ],
  [
    "clock of more than a day",
    { format: { ...dutch, everySeconds: 10_000 } },
    "format.step",
    "dutch_clock",
  ],
  ["Dutch lot with a reserve", { format: dutch, reserve: 1000 }, "reserve", "not_with_format"],
  [
    "Dutch lot with a duration",
    { format: dutch, durationSeconds: 60 },
    "durationSeconds",
    "not_with_format",
  ],
  [
    "Dutch lot with a soft close",
    { format: dutch, softClose: "none" },
    "softClose",
    "not_with_format",
  ],
  ["Dutch lot in a group", { format: dutch, group: "A" }, "group", "not_with_format"],
  [
    "Dutch lot with a time to enter",
    { format: { ...dutch, entrySeconds: 1 } },
    "format.entrySeconds",
    "known_field",
  ],
  [
    "Japanese interval under a second",
    { format: { ...japanese, everySeconds: 0.5 } },
    "format.everySeconds",
    "pace",
  ],
  [
    "Japanese time to enter under a second",
    { format: { ...japanese, entrySeconds: 0 } },
    "format.entrySeconds",
    "pace",
  ],
  [
    "Japanese time to enter over a day",
    { format: { ...japanese, entrySeconds: 86_401 } },
    "format.entrySeconds",
    "pace",
  ],
  [
    "Japanese time to enter too fine",
    { format: { ...japanese, entrySeconds: 1.0005 } },
    "format.entrySeconds",
    "seconds",
  ],
  ["Japanese reserve below the opening", { format: japanese, reserve: 999 }, "reserve", "reserve"],
  [
    "Japanese lot with an end",
    { format: japanese, endsAt: "2027-03-14T20:00Z" },
    "endsAt",
    "not_with_format",
  ],
  ["units without their number", { format: "uniform" }, "quantity", "quantity"],
  ["one unit", { format: "uniform", quantity: 1 }, "quantity", "quantity"],
  ["10,001 units", { format: "uniform", quantity: 10_001 }, "quantity", "quantity"],
  ["half a unit", { format: "uniform", quantity: 2.5 }, "quantity", "quantity"],
  ["units of an English lot", { quantity: 2 }, "quantity", "not_with_format"],
  [
    "reserve of a lot of units",
    { format: "uniform", quantity: 2, reserve: 1000 },
    "reserve",
    "not_with_format",
  ],
  ["group without a clock", { group: "A" }, "group", "group_timed"],
  ["group of two words", { durationSeconds: 60, group: "A B" }, "group", "group"],
  ["estimate upside down", { estimate: { low: 2, high: 1 } }, "estimate.high", "estimate_high"],
  ["half an estimate", { estimate: { low: 2 } }, "estimate.high", "required"],
  ["consignor with a name", { consignor: "Ana Lima" }, "consignor", "consignor"],
  ["consignor of 13 letters", { consignor: "a".repeat(13) }, "consignor", "consignor"],
];

for (const [name, fields, field, code] of wrongSteps) {
  Deno.test(`parseLot() names the one wrong term: ${name}`, () => {
    const parsed = parseLot({ ...tulips, ...fields });
    const found = parsed.ok ? [] : parsed.problems.map((problem) => [problem.field, problem.code]);
    assertEquals<unknown>(found, [[field, code]]);
  });
}

function sealed(fields: object): object {
  return { format: "vickrey", ...fields };
}
