// Amounts as spreadsheets hold them: what can be read in one way is taken, what can be read in two
// is refused by name, and nothing is ever a hundredfold off.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type AmountStyle, readCsvAmount } from "../../lib/catalogue/csv_amount.ts";

const reais: AmountStyle = { currency: "BRL", decimal: null };
const dollars: AmountStyle = { currency: "USD", decimal: null };

function read(text: string, style: AmountStyle): number | string {
  const amount = readCsvAmount(text, style);
  return amount.ok ? amount.cents : amount.code;
}

const amounts: readonly (readonly [text: string, AmountStyle, wanted: number | string])[] = [
  ["1200", reais, 120_000],
  ["0", reais, 0],
  ["1200.5", reais, 120_050],
  ["1200,5", reais, 120_050],
  ["1,200.00", reais, 120_000],
  ["1.200,00", dollars, 120_000],
  ["1,234,567.89", reais, 123_456_789],
  ["1.234.567", reais, 123_456_700],
  ["1 234 567,80", reais, 123_456_780],
  ["1\u202f200", reais, 120_000],
  ["1'200.00", reais, 120_000],
  [" 1200 ", reais, 120_000],
  ["R$ 1.200,00", reais, 120_000],
  ["R$\u00a01.200", reais, 120_000],
  ["R$ 1,200.00", reais, 120_000],
  ["BRL 1200", reais, 120_000],
  ["1200 BRL", reais, 120_000],
  ["$1,200", dollars, 120_000],
  ["US$ 1,200", dollars, 120_000],
  ["$1,200.00", dollars, 120_000],
  ["1.200,00 €", { currency: "EUR", decimal: null }, 120_000],
  ["¥1,200", { currency: "JPY", decimal: null }, 1_200],
  ["1,200", { currency: "JPY", decimal: null }, 1_200],
  ["1,200", { currency: "BRL", decimal: "." }, 120_000],
  ["1.200", { currency: "BRL", decimal: "," }, 120_000],

  ["1,200", reais, "csv_ambiguous"],
  ["1.200", reais, "csv_ambiguous"],
  ["1,200", dollars, "csv_ambiguous"],
  ["€1,200", { currency: "EUR", decimal: null }, "csv_ambiguous"],
  ["1.200", { currency: "KWD", decimal: null }, "csv_ambiguous"],

  ["$1,200", reais, "csv_currency"],
  ["US$ 1200", reais, "csv_currency"],
  ["R$ 1200", dollars, "csv_currency"],
  ["1200 EUR", reais, "csv_currency"],

  ["", reais, "csv_amount"],
  ["-1200", reais, "csv_amount"],
  ["+1200", reais, "csv_amount"],
  ["(1200)", reais, "csv_amount"],
  ["1200-1500", reais, "csv_amount"],
  ["1e3", reais, "csv_amount"],
  ["0x10", reais, "csv_amount"],
  ["١٢٠٠", reais, "csv_amount"],
  ["1200.999", reais, "csv_amount"],
  ["0.500", reais, "csv_amount"],
  ["R$ 1,200", reais, "csv_amount"],
  ["$1.200", dollars, "csv_amount"],
  ["1,200", { currency: "BRL", decimal: "," }, "csv_amount"],
  ["1,200.00", { currency: "BRL", decimal: "," }, "csv_amount"],
  ["1200.00", { currency: "JPY", decimal: null }, "csv_amount"],
  ["12,00,000.00", reais, "csv_amount"],
  ["1,2", { currency: "BRL", decimal: "." }, "csv_amount"],
  ["1.200.00", reais, "csv_amount"],
  ["1,200 000", reais, "csv_amount"],
  ["01200", reais, "csv_amount"],
  ["R$ 1200 BRL", reais, "csv_amount"],
  ["about 1200", reais, "csv_amount"],
  ["90071992547409.92", reais, "csv_amount"],
  [`R$${" ".repeat(40)}12`, reais, "csv_amount"],
];

for (const [text, style, wanted] of amounts) {
  const how = `${style.currency}${style.decimal === null ? "" : ` with "${style.decimal}"`}`;
  Deno.test(`readCsvAmount() reads "${text}" in ${how} as ${wanted}`, () => {
    assertEquals(read(text, style), wanted);
  });
}

Deno.test("readCsvAmount() tells the two ways in which an amount can be read", () => {
  const amount = readCsvAmount("1,200", reais);
  assertEquals(amount.ok ? "" : amount.detail, "1200 / 1.20");
});

Deno.test("readCsvAmount() reads back what either language writes, or finds it open", () => {
  const cents = fc.integer({ min: 0, max: 100_000_000_000 });
  fc.assert(
    fc.property(cents, fc.constantFrom("en-US", "pt-BR"), fc.nat(2), (amount, locale, digits) => {
      const rounded = amount - amount % 10 ** (2 - digits);
      const text = new Intl.NumberFormat(locale, { minimumFractionDigits: digits })
        .format(rounded / 100);
      const found = read(text, reais);
      const isOpen = /^\d{1,3}[.,]\d{3}$/.test(text) && !text.startsWith("0");
      assertEquals(found, isOpen ? "csv_ambiguous" : rounded, text);
    }),
    { numRuns: 500, seed: 3 },
  );
});
