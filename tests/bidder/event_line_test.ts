// One line for each event that is worth one, in both languages; and none for what nobody may learn.

import { assertEquals } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import { LANGUAGES } from "../../lib/base/language.ts";
import { happeningOf } from "../../lib/bidder/happening.ts";
import { hidden, raised, readerOf, seen } from "./_formats.ts";
import { ana, ben, lot, opened, saleStartMs, standing } from "./_sale.ts";

const at = saleStartMs;
const price = toCents(120_000);
const time = at + 60_000;

/** Each event, how it is meant, and its words; null where it is silent. */
const lines: readonly (readonly [
  what: string,
  event: PublicEvent,
  tone: string | null,
  en: string | null,
  pt: string | null,
])[] = [
  [
    "the sale opens",
    { type: "SaleOpened", at },
    "plain",
    "The sale is open",
    "O leilão está aberto",
  ],
  [
    "the sale closes",
    { type: "SaleClosed", at },
    "plain",
    "The sale is closed",
    "O leilão está encerrado",
  ],
  [
    "an English lot opens",
    opened("7"),
    "plain",
    "Lot 7 is open, from R$1,000.00: Rosewood rocking chair, about 1890",
    "Lote 7 aberto, a partir de R$ 1.000,00: Cadeira de balanço em jacarandá, c. 1890",
  ],
  [
    "a second-price lot opens",
    { ...opened("7"), lot: "V" } as PublicEvent,
    "plain",
    "Lot V is open for sealed bids from R$1,000.00, the second highest is paid: " +
    "Signed first edition",
    "Lote V aberto a lances fechados a partir de R$ 1.000,00, paga-se o segundo maior: " +
    "Primeira edição autografada",
  ],
  [
    "another leads",
    seen("7", standing(ben, 120_000)),
    "plain",
    "Lot 7: R$1,200.00, paddle 15 in the lead",
    "Lote 7: R$ 1.200,00, placa 15 na frente",
  ],
  [
    "you lead",
    seen("7", standing(ana, 120_000)),
    "good",
    "Lot 7: R$1,200.00, you in the lead",
    "Lote 7: R$ 1.200,00, você na frente",
  ],
  [
    "a sealed bid",
    seen("S", hidden(3)),
    "plain",
    "Lot S: 3 bidders by now",
    "Lote S: 3 participantes até agora",
  ],
  [
    "someone enters",
    seen("J", hidden(1)),
    "plain",
    "Lot J: 1 bidder is in",
    "Lote J: 1 participante está dentro",
  ],
  [
    "a bid on units",
    seen("U", standing(ben, 120_000)),
    "plain",
    "Lot U: a bid, the price is R$1,200.00 each",
    "Lote U: um lance, o preço é R$ 1.200,00 cada",
  ],
  [
    "a falling price is taken",
    seen("D", standing(ben, 80_000, { ask: toCents(80_000) })),
    ...none(),
  ],
  ["a lot is bought", seen("B", standing(ben, 300_000, { ask: toCents(300_000) })), ...none()],
  [
    "a late bid extends",
    { type: "LotExtended", at, lot: "8", endsAt: time, cause: "late_bid" },
    "plain",
    "Lot 8 goes on until 14:01:00",
    "Lote 8 continua até 14:01:00",
  ],
  [
    "a group extends",
    { type: "LotExtended", at, lot: "B", endsAt: time, cause: "group" },
    "plain",
    "Lot B goes on with the lots of its clock until 14:01:00",
    "Lote B continua com os lotes do seu relógio até 14:01:00",
  ],
  [
    "an undo takes the end back",
    { type: "LotExtended", at, lot: "B", endsAt: time, cause: "undo" },
    "plain",
    "Lot B ends at 14:01:00 again",
    "Lote B volta a terminar às 14:01:00",
  ],
  [
    "an outage is made good",
    { type: "LotExtended", at, lot: "8", endsAt: time, cause: "outage" },
    "plain",
    "Lot 8 got its lost time back, until 14:01:00",
    "Lote 8 recebeu de volta o tempo perdido, até 14:01:00",
  ],
  [
    "fair warning with words",
    { type: "FairWarningGiven", at, lot: "7", call: 2, text: "last chance" },
    "warn",
    "Lot 7: fair warning (2): last chance",
    "Lote 7: dou-lhe duas: last chance",
  ],
  [
    "a pause",
    { type: "LotPaused", at, lot: "7", remainingMs: null },
    "warn",
    "Lot 7 is paused",
    "Lote 7 em pausa",
  ],
  [
    "after the pause",
    { type: "LotResumed", at, lot: "7", endsAt: null },
    "plain",
    "Lot 7 goes on",
    "Lote 7 continua",
  ],
  [
    "an undo",
    { type: "BidUndone", at, lot: "7", standing: standing(ben, 120_000), endsAt: null },
    "warn",
    "Lot 7: the last bid was undone; now R$1,200.00, paddle 15 in the lead",
    "Lote 7: o último lance foi desfeito; agora R$ 1.200,00, placa 15 na frente",
  ],
  [
    "an undo leaves no bid",
    { type: "BidUndone", at, lot: "7", standing: hidden(0), endsAt: null },
    "warn",
    "Lot 7: the last bid was undone; no bids now, from R$1,000.00",
    "Lote 7: o último lance foi desfeito; agora sem lances, a partir de R$ 1.000,00",
  ],
  [
    "an undo leaves a price of units",
    { type: "BidUndone", at, lot: "U", standing: hidden(2, 110_000), endsAt: null },
    "warn",
    "Lot U: the last bid was undone; now R$1,100.00 each",
    "Lote U: o último lance foi desfeito; agora R$ 1.100,00 cada",
  ],
  [
    "an undo leaves sealed bids sealed",
    { type: "BidUndone", at, lot: "S", standing: hidden(2), endsAt: null },
    "warn",
    "Lot S: the last bid was undone",
    "Lote S: o último lance foi desfeito",
  ],
  [
    "the auctioneer asks",
    { type: "AskSet", at, lot: "7", ask: price },
    "plain",
    "Lot 7: the auctioneer asks R$1,200.00",
    "Lote 7: o leiloeiro pede R$ 1.200,00",
  ],
  [
    "the steps change",
    { type: "IncrementsSet", at, lot: "7", increments: { type: "ebay_uk" }, ask: price },
    "plain",
    "Lot 7: the steps have changed, the next bid is R$1,200.00",
    "Lote 7: os incrementos mudaram, o próximo lance é R$ 1.200,00",
  ],
  [
    "the price rises",
    raised(105_000, 3, 0),
    "plain",
    "Lot J: the price rises to R$1,050.00, 3 in",
    "Lote J: o preço sobe para R$ 1.050,00, 3 dentro",
  ],
  [
    "another's bids are void",
    {
      type: "BidsRetracted",
      at,
      lot: "7",
      paddle: ben,
      cause: "retracted",
      reason: "a slip",
      standing: standing(ana, 100_000),
    },
    "warn",
    "Lot 7: the bids of paddle 15 are void: a slip; now R$1,000.00, you in the lead",
    "Lote 7: os lances da placa 15 não valem mais: a slip; agora R$ 1.000,00, você na frente",
  ],
  [
    "your bids are void",
    {
      type: "BidsRetracted",
      at,
      lot: "7",
      paddle: ana,
      cause: "banned",
      reason: null,
      standing: standing(ben, 100_000),
    },
    "bad",
    "Lot 7: your bids are void; now R$1,000.00, paddle 15 in the lead",
    "Lote 7: seus lances não valem mais; agora R$ 1.000,00, placa 15 na frente",
  ],
  [
    "you get units",
    { type: "UnitsSold", at, lot: "U", paddle: ana, quantity: 3, price },
    "good",
    "Lot U: 3 units to you for R$1,200.00 each",
    "Lote U: 3 unidades para você por R$ 1.200,00 cada",
  ],
  [
    "another gets a unit",
    { type: "UnitsSold", at, lot: "U", paddle: ben, quantity: 1, price },
    "plain",
    "Lot U: 1 unit to paddle 15 for R$1,200.00 each",
    "Lote U: 1 unidade para placa 15 por R$ 1.200,00 cada",
  ],
  [
    "the units are sold",
    { type: "LotSold", at, lot: "U", paddle: ben, price },
    "plain",
    "Lot U is sold for R$1,200.00 each",
    "Lote U vendido por R$ 1.200,00 cada",
  ],
  [
    "you buy",
    { type: "LotSold", at, lot: "D", paddle: ana, price },
    "good",
    "Lot D is sold for R$1,200.00 to you",
    "Lote D arrematado por você: R$ 1.200,00",
  ],
  [
    "a lot passes",
    { type: "LotPassed", at, lot: "7", reason: "no_bids" },
    "plain",
    "Lot 7 is not sold",
    "Lote 7 não foi vendido",
  ],
  [
    "a lot is withdrawn",
    { type: "LotWithdrawn", at, lot: "7", reason: "damaged" },
    "warn",
    "Lot 7 is withdrawn: damaged",
    "Lote 7 foi retirado: damaged",
  ],
  [
    "a lot is open again",
    { type: "LotReopened", at, lot: "7", standing: standing(ben, 120_000), endsAt: null },
    "warn",
    "Lot 7 is open again",
    "Lote 7 está aberto de novo",
  ],
  [
    "a lot is awarded to you",
    { type: "LotAwarded", at, lot: "7", paddle: ana, price, defaulter: ben },
    "good",
    "Lot 7 is awarded to you for R$1,200.00",
    "Lote 7 fica para você por R$ 1.200,00",
  ],
  [
    "another is out of a rising price",
    { type: "BidderLeft", at, lot: "7", paddle: ben },
    "plain",
    "Lot 7: paddle 15 is out",
    "Lote 7: placa 15 saiu",
  ],
  [
    "you are out of a rising price",
    { type: "BidderLeft", at, lot: "7", paddle: ana },
    "warn",
    "Lot 7: you are out",
    "Lote 7: você está fora",
  ],
  [
    "a word to all",
    { type: "Announced", at, text: "Coffee is served" },
    "warn",
    "The house says: Coffee is served",
    "A casa avisa: Coffee is served",
  ],
  [
    "the terms",
    {
      type: "TermsSet",
      at,
      terms: {
        premium: [{ from: toCents(0), rate: 2_500 }, { from: toCents(10_000_000), rate: 1_250 }],
        taxRate: 500,
        taxOn: "hammer_and_premium",
      },
    },
    "plain",
    "On top of the hammer price: buyer's premium 25 %, 12.5 % from R$100,000.00 on; " +
    "tax 5 % on price and premium",
    "Além do preço do martelo: comissão do comprador 25 %, 12,5 % a partir de R$ 100.000,00; " +
    "imposto 5 % sobre preço e comissão",
  ],
  [
    "terms without any",
    { type: "TermsSet", at, terms: { premium: [], taxRate: 0, taxOn: "premium" } },
    "plain",
    "On top of the hammer price: no buyer's premium",
    "Além do preço do martelo: sem comissão do comprador",
  ],
  [
    "you are suspended",
    { type: "PaddleSuspended", at, paddle: ana },
    "bad",
    "Your paddle is suspended; ask the house",
    "Sua placa está suspensa; fale com a casa",
  ],
  [
    "you may bid again",
    { type: "PaddleReinstated", at, paddle: ana },
    "good",
    "Your paddle may bid again",
    "Sua placa pode dar lances de novo",
  ],
  [
    "you are barred",
    { type: "PaddleBanned", at, paddle: ana },
    "bad",
    "Your paddle is barred from this sale; your bids on running lots are void",
    "Sua placa foi excluída deste leilão; seus lances em lotes abertos não valem mais",
  ],
  ["another is suspended", { type: "PaddleSuspended", at, paddle: ben }, ...none()],
  ["another may bid again", { type: "PaddleReinstated", at, paddle: ben }, ...none()],
  ["another is barred", { type: "PaddleBanned", at, paddle: ben }, ...none()],
  ["another comes", { type: "PaddleAdmitted", at, paddle: ben }, ...none()],
  [
    "the sale is created",
    { type: "SaleCreated", at, sale: "00", name: "A", currency: "BRL" },
    ...none(),
  ],
  ["a lot is catalogued", { type: "LotCatalogued", at, lot: lot("7") }, ...none()],
  [
    "a lot is described",
    { type: "LotDescribed", at, lot: "7", language: "en", part: 1, parts: 1, text: "Old" },
    ...none(),
  ],
  ["a lot is moved", { type: "LotMoved", at, lot: "9", before: "7" }, ...none()],
  ["some bid was answered", { type: "BidRecorded", at }, ...none()],
  ["somebody's limit was set", { type: "LimitSet", at }, ...none()],
];

function none(): [null, null, null] {
  return [null, null, null];
}

for (const [what, event, tone, ...words] of lines) {
  Deno.test(`happeningOf() tells that ${what}`, () => {
    for (const [index, language] of LANGUAGES.entries()) {
      const reader = readerOf(language);
      const found = happeningOf({ type: "event", seq: 1, event }, reader, 0);
      assertEquals(found?.text.replaceAll("\u00a0", " ") ?? null, words[index] ?? null);
      assertEquals([found?.tone ?? null, found?.at ?? event.at], [tone, event.at]);
    }
  });
}

Deno.test("happeningOf() has a line, or a reason for none, in this table for each event", () => {
  const types = new Set(lines.map(([, { type }]) => type));
  // As many as NDJSON.md lists, which its own test compares with the events that there are.
  const page = Deno.readTextFileSync(new URL("../../lib/bidder/NDJSON.md", import.meta.url));
  const section = page.slice(page.indexOf("### Events"), page.indexOf("### Why a bid"));
  const listed = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  assertEquals([...types].toSorted(), listed.toSorted());
});
