// What a bid costs with premium and tax, wherever an amount to bid is shown.

import { assertEquals, assertMatch } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { SaleTerms } from "../../lib/auction/settlement.ts";
import { questionLine } from "../../lib/bidder/screen.ts";
import { endingLines } from "../../lib/bidder/ending_lines.ts";
import { hidden, openFormats, seen } from "./_formats.ts";
import { ana, ben, join, opened, saleStartMs, standing } from "./_sale.ts";
import { checkScreens, Watcher } from "./_watcher.ts";

/** A premium of 20 %, and 5 % of that as tax: 1,000.00 costs 1,210.00. */
const terms: SaleTerms = {
  premium: [{ from: toCents(0), rate: 2_000 }],
  taxRate: 500,
  taxOn: "premium",
};
const termsSet: PublicEvent = { type: "TermsSet", at: saleStartMs - 1_000, terms };

/** The rows of Ana's screen that name a cost, of a lot in a sale with those terms. */
function costRows(name: string, ...events: readonly PublicEvent[]): string[] {
  const watcher = new Watcher("en");
  watcher.link.happen(termsSet);
  openFormats(watcher.link, name);
  watcher.link.happen(...events);
  watcher.link.now = saleStartMs + 1_000;
  const rows = watcher.lines(100, 30).filter((line) => line.includes("charges"));
  return rows.map((line) => line.trim().replaceAll("\u00a0", " "));
}

Deno.test("renderScreen() shows beside each price that one may bid what it costs in all", () => {
  assertEquals(costRows("buyNow"), [
    "Next bid   R$1,000.00 · R$1,210.00 with charges",
    "Buy now    R$3,000.00 · R$3,630.00 with charges",
  ]);
  assertEquals(costRows("buyNow", seen("B", standing(ben, 200_000))), [
    "Next bid   R$2,050.00 · R$2,480.50 with charges",
  ]);
  assertEquals(costRows("vickrey"), ["At least   R$1,000.00 · R$1,210.00 with charges"]);
  assertEquals(costRows("dutch"), ["Price       R$1,000.00 · R$1,210.00 with charges"]);
  assertEquals(costRows("japanese", seen("J", hidden(2))), [
    "Price       R$1,000.00 · R$1,210.00 with charges · 2 bidders in · reserve not met",
  ]);
  assertEquals(costRows("uniform"), ["Next bid   R$1,000.00 each · R$1,210.00 with charges"]);
});

Deno.test("ownText() names the cost of all the units that were bid for", async () => {
  const watcher = new Watcher("en");
  watcher.link.happen(termsSet);
  openFormats(watcher.link, "uniform");
  await watcher.type("3 x 1,500");
  watcher.link.answer(0, { state: "accepted", seq: watcher.link.seq() + 1 });
  watcher.link.happen(seen("U", standing(ana, 100_000, { ask: toCents(100_000) })));
  const own = watcher.lines(120, 30).find((line) => line.startsWith("You "));
  assertMatch(
    own?.replaceAll("\u00a0", " ") ?? "",
    /your bid 3 × R\$1,500\.00 · R\$5,445\.00 with charges/u,
  );
});

Deno.test("questionText() asks with the cost of all the units", async () => {
  const watcher = new Watcher("en");
  watcher.link.happen(termsSet);
  openFormats(watcher.link, "uniform");
  await watcher.type("3 x 20,000");
  assertMatch(
    questionLine(watcher.model, watcher.moment).replaceAll("\u00a0", " "),
    /^3 × R\$20,000\.00 \(R\$72,600\.00 with charges\) on Lot U is far above/u,
  );
});

Deno.test("endingLines() sums what is to be paid, each lot rounded once, and the hammer prices", () => {
  const watcher = new Watcher("pt");
  watcher.link.happen(termsSet);
  join(watcher.link);
  for (const [lot, price] of [["7", 100_003], ["9", 100_003]] as const) {
    watcher.link.happen(opened(lot), {
      type: "LotSold",
      at: saleStartMs,
      lot,
      paddle: ana,
      price: toCents(price),
    });
  }
  const lines = endingLines(watcher.model, { moment: watcher.moment, end: "house_ended" });
  // 1,000.03 costs 1,210.0363 in all: 1,210.04 twice is more than the sum rounded once.
  assertEquals(
    lines.at(-1)?.replaceAll("\u00a0", " "),
    "A pagar: R$ 2.420,08 com comissão e imposto (preços do martelo: R$ 2.000,06)",
  );
});

Deno.test("renderScreen() draws cost_of_a_maximum in both languages and sizes", () => {
  return checkScreens("cost_of_a_maximum", async (watcher) => {
    const { link } = watcher;
    link.happen(termsSet);
    openFormats(link, "buyNow");
    await watcher.type(watcher.language === "en" ? "1,500" : "1.500");
    link.answer(0, { state: "accepted", seq: link.seq() + 1 });
    link.happen(seen("B", standing(ana, 100_000)));
    await watcher.type("");
    await watcher.type(watcher.language === "en" ? "12,000" : "12.000");
  });
});
