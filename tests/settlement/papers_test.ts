// Invoices and the report: who gets one, what stands in them, and that nobody's words become markup.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { SaleTerms } from "../../lib/auction/settlement.ts";
import { toCents } from "../../lib/auction/money.ts";
import {
  invoicedPaddles,
  invoiceHtml,
  invoiceNumber,
  invoicesHtml,
} from "../../lib/settlement/invoice.ts";
import { PAPER_STYLE_SOURCE, type PaperOptions } from "../../lib/settlement/paper.ts";
import { reportHtml } from "../../lib/settlement/report_html.ts";
import { ANA, BEN, CID, DORA, NAMES, played, saleCommands, soldSale } from "./_sold_sale.ts";

const OPTIONS: PaperOptions = {
  language: "en",
  timeZone: "America/Sao_Paulo",
  issuer: "Casa Lima",
  note: "Pay within a week.",
};

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='a'>&lt;`;

function invoice(paddle: string, options: Partial<PaperOptions> = {}): string {
  return invoiceHtml(soldSale(), { ...OPTIONS, ...options, paddle }) ?? "";
}

/** The words that a reader sees, without markup. */
function wordsOf(html: string): string {
  return html.replace(/<style>[^]*<\/style>/, "").replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\s\u00a0\u202f]+/g, " ");
}

Deno.test("invoiceHtml() shows a winner's lots, charges, terms and place in the record", () => {
  const words = wordsOf(invoice(ANA));
  for (
    const part of [
      "Number 5A5A5A5A-9",
      "Date January 15, 2027",
      "From Casa Lima Sale Leilão de outono",
      "To Ana Lima Paddle 9",
      "1 Clay pot R$1,500.01 R$350.00 R$17.50 R$1,867.51",
      "2 Xícaras, lote 2 × R$120.00 R$240.00 R$60.00 R$3.00 R$303.00",
      "Total R$1,740.01 R$410.00 R$20.50 R$2,170.51",
      "To pay: R$2,170.51 Pay within a week.",
      "Premium of 25% on the hammer price up to R$1,000.00; 20% on the part above R$1,000.00; " +
      "tax of 5% on the premium.",
      "SHA256: NzbL sXh8",
      "Last event 99 Hash abab",
    ]
  ) assertStringIncludes(words, part);
});

Deno.test("invoiceHtml() speaks Portuguese, with money and dates as there", () => {
  const html = invoice(ANA, { language: "pt" });
  const words = wordsOf(html);
  for (
    const part of ["Fatura", "15 de janeiro de 2027", "A pagar: R$ 2.170,51", "Pote de barro"]
  ) assertStringIncludes(words, part);
  assertStringIncludes(html, '<html lang="pt-BR">');
  // A title that exists in one language says so to whoever reads it aloud.
  assertStringIncludes(invoice(ANA), '<bdi lang="pt-BR">Xícaras, lote</bdi>');
});

Deno.test("invoiceHtml() is for winners alone, and an award is on the new winner's alone", () => {
  assertEquals(invoicedPaddles(soldSale()), [ANA, BEN, DORA]);
  assertEquals(invoiceHtml(soldSale(), { ...OPTIONS, paddle: CID }), null);
  assertEquals(invoiceHtml(soldSale(), { ...OPTIONS, paddle: "no such" }), null);
  const dora = wordsOf(invoice(DORA));
  assertStringIncludes(dora, "3 Desk R$300.00");
  assert(!wordsOf(invoice(BEN)).includes("Chair"), "lot 6 is not on its defaulter's invoice");
  assert(!invoice(DORA).includes("<dt>To</dt>"), "a paddle without a name has none");
});

Deno.test("invoicesHtml() holds every invoice, or says that there is none", () => {
  const html = invoicesHtml(soldSale(), OPTIONS);
  assertEquals(html.match(/<article class="invoice">/g)?.length, 3);
  for (const paddle of [ANA, BEN, DORA]) {
    assertStringIncludes(html, `<dd>${invoiceNumber(soldSale(), paddle)}</dd>`);
  }
  assertStringIncludes(invoicesHtml(played([]), OPTIONS), "Nobody has won a lot.");
});

Deno.test("reportHtml() tells the whole sale", () => {
  const words = wordsOf(reportHtml(soldSale(), OPTIONS));
  for (
    const part of [
      "Lots 7 Sold 4 Passed 1 Withdrawn 1 Not ended 1 Sold, by lots 80% Sold, by value 93.13%",
      "Premium R$652.50 Tax R$32.63 Total R$3,395.14",
      "2 Xícaras, lote sold, 3 units 12 Benedito Souza 2 R$360.00",
      "3 Desk sold, under-bidder 100 2 R$300.00",
      "6 Chair sold 100 2 R$310.00",
      "7 Vase not opened",
      "9 Ana Lima 2 R$1,740.01",
      "4 Clock passed the reserve was not met R$100.00 R$200.00 - R$400.00",
      "5 Lamp withdrawn found broken",
      "3 Desk paddle 12A did not pay",
      "6 Chair paddle 12 did not pay",
      "How to verify",
    ]
  ) assertStringIncludes(words, part);
  const silent = wordsOf(reportHtml(soldSale({ withdrawal: null }), OPTIONS));
  assertStringIncludes(silent, "5 Lamp withdrawn no reason given");
});

Deno.test("Papers of a sale that is not closed say that they are preliminary", () => {
  for (const isClosed of [true, false]) {
    const sale = soldSale({ isClosed });
    const papers = [
      invoiceHtml(sale, { ...OPTIONS, paddle: ANA }) ?? "",
      invoicesHtml(sale, OPTIONS),
      reportHtml(sale, OPTIONS),
    ];
    for (const paper of papers) assertEquals(paper.includes("Preliminary:"), !isClosed);
  }
});

Deno.test("Papers escape every word that somebody chose", () => {
  const sale = soldSale({
    title: { en: HOSTILE },
    names: new Map([[ANA, HOSTILE]]),
    saleName: HOSTILE,
    withdrawal: HOSTILE,
  });
  const options = { ...OPTIONS, issuer: HOSTILE, note: HOSTILE };
  const papers = [invoiceHtml(sale, { ...options, paddle: ANA }), reportHtml(sale, options)];
  for (const paper of [...papers, invoicesHtml(sale, options)]) {
    assert(paper !== null && !/<script|<img|onerror='/.test(paper));
    assertStringIncludes(paper, "&lt;script&gt;alert(1)&lt;/script&gt;");
    assertStringIncludes(paper, "&amp;lt;");
  }
});

Deno.test("Papers load nothing, run nothing, and allow their one style sheet alone", async () => {
  for (const paper of [invoicesHtml(soldSale(), OPTIONS), reportHtml(soldSale(), OPTIONS)]) {
    assertEquals(
      paper.match(/<(script|link|img|iframe|form|object)\b|\bsrc=|\bstyle=|url\(/g),
      null,
    );
    assertMatch(paper, /^<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">/);
    const [, css = ""] = /<style>([^]*)<\/style>/.exec(paper) ?? [];
    const digest = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(css)),
    );
    assertEquals(PAPER_STYLE_SOURCE, `'sha256-${digest.toBase64()}'`);
    const [, policy] = /content="(default-src[^"]*)"/.exec(paper) ?? [];
    assertStringIncludes(policy?.replaceAll("&#39;", "'") ?? "", PAPER_STYLE_SOURCE);
  }
});

Deno.test("Papers tell each kind of terms", () => {
  const tier = (from: number, rate: number) => ({ from: toCents(from), rate });
  const cases: readonly (readonly [SaleTerms | null, string])[] = [
    [null, "Nothing is added to the hammer price."],
    [{ premium: [], taxRate: 0, taxOn: "premium" }, "Nothing is added to the hammer price."],
    [
      { premium: [tier(0, 2_550)], taxRate: 0, taxOn: "premium" },
      "Premium of 25.5% on the hammer price.",
    ],
    [
      { premium: [], taxRate: 1_900, taxOn: "hammer_and_premium" },
      "Tax of 19% on hammer price and premium.",
    ],
    [
      {
        premium: [tier(0, 3_000), tier(10_000, 2_000), tier(20_000, 1_000)],
        taxRate: 0,
        taxOn: "premium",
      },
      "Premium of 30% on the hammer price up to R$100.00; 20% on the part from R$100.00 to " +
      "R$200.00; 10% on the part above R$200.00.",
    ],
  ];
  for (const [terms, text] of cases) {
    assertStringIncludes(wordsOf(reportHtml(soldSale({ terms }), OPTIONS)), text);
  }
});

Deno.test("Papers before a sale's end bear the day of the last event", () => {
  const sale = played(saleCommands({ isClosed: false }), NAMES);
  const html = invoiceHtml(sale, { ...OPTIONS, timeZone: "Asia/Tokyo", paddle: ANA }) ?? "";
  assertStringIncludes(wordsOf(html), "Date January 15, 2027");
  const night = { ...sale, notes: { ...sale.notes, lastAt: Date.UTC(2027, 0, 15, 2) } };
  const html2 = invoiceHtml(night, { ...OPTIONS, paddle: ANA }) ?? "";
  assertStringIncludes(wordsOf(html2), "Date January 14, 2027");
});
