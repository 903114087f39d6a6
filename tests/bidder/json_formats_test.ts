// The face for programs on lots of every format.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { type Json, start } from "./_program.ts";
import { ana, lot, saleStartMs, standing } from "./_sale.ts";

Deno.test("runJsonFace() hands over each kind of bid as the program meant it", async () => {
  const rising = lot("r", {
    format: { type: "japanese", step: toCents(500), everyMs: 5_000, entryMs: 30_000 },
    closing: { type: "paced" },
  });
  const cases: readonly (readonly [string, Json])[] = [
    ['{"do":"bid","lot":"u","max":900,"quantity":3}', {
      lot: "u",
      kind: "max",
      amount: 900,
      quantity: 3,
    }],
    ['{"do":"buy","lot":"7","amount":900}', { lot: "7", kind: "buy", amount: 900, quantity: 1 }],
    ['{"do":"enter","lot":"r","amount":100000}', {
      lot: "r",
      kind: "enter",
      amount: 100_000,
      quantity: 1,
    }],
    // Leaving names no amount: the price shown goes along, or 1 where the lot is not known.
    ['{"do":"withdraw","lot":"r"}', { lot: "r", kind: "leave", amount: 101_000, quantity: 1 }],
    ['{"do":"withdraw","lot":"x"}', { lot: "x", kind: "leave", amount: 1, quantity: 1 }],
  ];
  const { link, input, end, read } = start();
  const at = saleStartMs;
  const risen = standing(ana, 101_000, { leader: null, ask: toCents(101_000), bids: 2 });
  link.happen(
    { type: "LotCatalogued", at, lot: rising },
    { type: "LotOpened", at, lot: "r", ask: toCents(100_000), endsAt: at + 30_000 },
    { type: "PriceRaised", at: at + 30_000, lot: "r", standing: risen, endsAt: at + 35_000 },
  );
  input.write(...cases.map(([line]) => `${line}\n`));
  const answers = (await read(3 + cases.length)).slice(3);
  assertEquals(link.wishes.map((wish) => ({ ...wish })), cases.map(([, wish]) => wish));
  assertEquals(
    answers.map(({ lot, kind, amount, quantity }) => ({ lot, kind, amount, quantity })),
    cases.map(([, wish]) => wish),
  );
  link.wishes.forEach((_, index) => link.answer(index, { state: "accepted", seq: 99 }));
  input.end();
  assertEquals(await end, "left");
});

Deno.test("runJsonFace() gives the opening in force and what a falling price is now", async () => {
  const { link, input, end, read } = start();
  const at = saleStartMs;
  const falling = lot("d", {
    format: { type: "dutch", floor: toCents(40_000), step: toCents(10_000), everyMs: 5_000 },
    closing: { type: "paced" },
  });
  link.happen(
    { type: "LotCatalogued", at, lot: falling },
    { type: "LotOpened", at, lot: "d", ask: toCents(100_000), endsAt: at + 35_000 },
    { type: "AskSet", at, lot: "7", ask: toCents(80_000) },
  );
  link.now = at + 12_000;
  input.write('{"do":"lots"}\n');
  const lots = (await read(4))[3]?.["lots"];
  assert(Array.isArray(lots));
  assertEquals(
    lots.map(({ lot, opening, ask, askNow, allotments }) => [
      lot,
      opening,
      ask,
      askNow,
      allotments,
    ]),
    [
      ["7", 80_000, 80_000, 80_000, []],
      ["8", 100_000, 100_000, 100_000, []],
      ["9", 100_000, 100_000, 100_000, []],
      ["d", 100_000, 100_000, 80_000, []],
    ],
  );
  input.end();
  await end;
});
