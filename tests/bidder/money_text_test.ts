// Money as people read and type it.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  formatMoney,
  formatTimeLeft,
  type MoneyFormat,
  parseMoney,
} from "../../lib/base/money_text.ts";

const reais: MoneyFormat = { currency: "BRL", language: "pt" };
const dollars: MoneyFormat = { currency: "USD", language: "en" };
const yen: MoneyFormat = { currency: "JPY", language: "en" };
const dinars: MoneyFormat = { currency: "KWD", language: "pt" };

const read: readonly (readonly [text: string, format: MoneyFormat, amount: number | null])[] = [
  ["1.250,00", reais, 125_000],
  ["1.250", reais, 125_000],
  ["1250", reais, 125_000],
  ["1250,00", reais, 125_000],
  ["R$ 1.250,00", reais, 125_000],
  ["R$\u00a01.250,00", reais, 125_000],
  ["R$1250", reais, 125_000],
  ["BRL 1250", reais, 125_000],
  ["0,05", reais, 5],
  ["0", reais, 0],
  ["90.071.992.547.409,91", reais, Number.MAX_SAFE_INTEGER],
  ["90.071.992.547.409,92", reais, null], // one past what is exact
  ["99999999999999999999", reais, null],
  ["1,250.00", reais, null], // the other language's way
  ["125.00", reais, null], // must never be read as 12500
  ["12,5", reais, null],
  ["12,500", reais, null],
  ["1.25", reais, null],
  ["12.50.000", reais, null],
  ["1250.000", reais, null], // grouping all or nothing
  ["1.250000", reais, null],
  ["0.125", reais, null],
  ["0125", reais, null],
  [",50", reais, null],
  ["12,", reais, null],
  ["-1", reais, null],
  ["+1", reais, null],
  ["1e3", reais, null],
  ["0x10", reais, null],
  ["١٢", reais, null], // digits of another script
  ["１２", reais, null],
  [" 12", reais, null],
  ["12 ", reais, null],
  ["12\n", reais, null],
  ["", reais, null],
  ["R$", reais, null],
  ["$ 12", reais, null],
  ["US$ 12", reais, null],
  ["1,250.00", dollars, 125_000],
  ["1,250", dollars, 125_000],
  ["$1,250.00", dollars, 125_000],
  ["1.250,00", dollars, null],
  ["12,50", dollars, null], // must never be read as 1250
  ["1,250", yen, 1_250],
  ["¥1,250", yen, 1_250],
  ["1250.00", yen, null],
  ["1.250", dinars, 1_250_000],
  ["1,250", dinars, 1_250],
  ["1,25", dinars, null],
];

Deno.test("parseMoney() reads exactly the amounts of its currency and language", async (t) => {
  for (const [text, format, amount] of read) {
    const name = `"${text}" as ${format.currency} in ${format.language} is ${amount}`;
    await t.step(name, () => assertEquals(parseMoney(text, format), amount));
  }
});

Deno.test("formatMoney() writes as the language does, exactly", () => {
  assertEquals(formatMoney(125_000, reais), "R$\u00a01.250,00");
  assertEquals(formatMoney(125_000, dollars), "$1,250.00");
  assertEquals(formatMoney(5, reais), "R$\u00a00,05");
  assertEquals(formatMoney(0, yen), "¥0");
  assertEquals(formatMoney(1_250, dinars), "KWD\u00a01,250");
  assertEquals(formatMoney(Number.MAX_SAFE_INTEGER, dollars), "$90,071,992,547,409.91");
});

Deno.test("parseMoney() reads back what formatMoney() writes", () => {
  const amounts = fc.oneof(fc.nat(), fc.maxSafeNat());
  const formats = fc.record({
    currency: fc.constantFrom("BRL", "USD", "EUR", "JPY", "KWD", "CLP", "CHF"),
    language: fc.constantFrom("en" as const, "pt" as const),
  });
  fc.assert(fc.property(amounts, formats, (amount, format) => {
    assertEquals(parseMoney(formatMoney(amount, format), format), amount);
  }));
});

Deno.test("parseMoney() gives an amount or null for any text", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(..."0123456789.,R$ ") }),
  );
  fc.assert(fc.property(text, (each) => {
    const amount = parseMoney(each, reais);
    assertEquals(amount === null || (Number.isSafeInteger(amount) && amount >= 0), true);
    // What is read means the same as it says: its digits in the same order.
    const digits = each.replace(/\D/g, "");
    if (amount !== null) {
      assertEquals([Number(digits), Number(digits) * 100].includes(amount), true);
    }
  }));
});

Deno.test("formatTimeLeft() rounds up and grows with what is left", () => {
  const cases: readonly (readonly [number, string])[] = [
    [-5, "0:00"],
    [0, "0:00"],
    [1, "0:01"],
    [7_000, "0:07"],
    [60_000, "1:00"],
    [750_000, "12:30"],
    [3_599_001, "1:00:00"],
    [3_723_000, "1:02:03"],
    [86_400_000, "1 d 0 h"],
    [97_200_000, "1 d 3 h"],
  ];
  for (const [leftMs, text] of cases) assertEquals(formatTimeLeft(leftMs), text);
});
