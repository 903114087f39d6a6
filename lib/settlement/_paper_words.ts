// The words on invoices and reports, in both languages.

import type { PassReason } from "../auction/event.ts";
import type { LotStatus } from "../auction/view.ts";
import type { Language } from "../base/language.ts";

/** The words of one language. */
interface PaperWords {
  readonly invoice: string;
  readonly invoices: string;
  readonly report: string;
  readonly number: string;
  readonly date: string;
  readonly to: string;
  readonly from: string;
  readonly paddle: string;
  readonly sale: string;
  readonly lot: string;
  readonly title: string;
  readonly hammer: string;
  readonly premium: string;
  readonly tax: string;
  readonly total: string;
  readonly result: string;
  readonly buyer: string;
  readonly opening: string;
  readonly estimate: string;
  readonly bids: string;
  readonly lots: string;
  readonly summary: string;
  readonly allLots: string;
  readonly buyers: string;
  readonly unsold: string;
  readonly defaults: string;
  readonly reason: string;
  readonly soldLots: string;
  readonly passedLots: string;
  readonly withdrawnLots: string;
  readonly unfinishedLots: string;
  readonly soldByLots: string;
  readonly soldByValue: string;
  readonly soldByValueNote: string;
  readonly opened: string;
  readonly closed: string;
  readonly terms: string;
  readonly noCharges: string;
  readonly toPay: string;
  readonly verify: string;
  readonly verifyText: string;
  readonly houseKey: string;
  readonly recordEvent: string;
  readonly recordHash: string;
  readonly saleId: string;
  readonly preliminary: string;
  readonly noInvoices: string;
  readonly none: string;
  readonly award: string;
  readonly noReason: string;
  readonly statuses: Readonly<Record<LotStatus, string>>;
  readonly passReasons: Readonly<Record<PassReason, string>>;
  unitsSold(quantity: number): string;
  premiumUpTo(rate: string, until: string): string;
  premiumBetween(rate: string, range: { readonly from: string; readonly until: string }): string;
  premiumAbove(rate: string, from: string): string;
  premiumOfAll(rate: string): string;
  taxOnPremium(rate: string): string;
  taxOnAll(rate: string): string;
  defaulted(paddle: string): string;
}

/** All of them. */
export const paperWords: Readonly<Record<Language, PaperWords>> = {
  en: {
    invoice: "Invoice",
    invoices: "Invoices",
    report: "Report of the sale",
    number: "Number",
    date: "Date",
    to: "To",
    from: "From",
    paddle: "Paddle",
    sale: "Sale",
    lot: "Lot",
    title: "Title",
    hammer: "Hammer price",
    premium: "Premium",
    tax: "Tax",
    total: "Total",
    result: "Result",
    buyer: "Buyer",
    opening: "Opening",
    estimate: "Estimate",
    bids: "Bids",
    lots: "Lots",
    summary: "Summary",
    allLots: "All lots",
    buyers: "Buyers",
    unsold: "Passed and withdrawn",
    defaults: "Not paid",
    reason: "Reason",
    soldLots: "Sold",
    passedLots: "Passed",
    withdrawnLots: "Withdrawn",
    unfinishedLots: "Not ended",
    soldByLots: "Sold, by lots",
    soldByValue: "Sold, by value",
    soldByValueNote: "A passed lot counts with its low estimate, or else its opening price.",
    opened: "Opened",
    closed: "Closed",
    terms: "Terms",
    noCharges: "Nothing is added to the hammer price.",
    toPay: "To pay",
    verify: "How to verify",
    verifyText:
      "Every event of this sale is in the house's signed record, which every bidder who took part " +
      "has kept too. The event below must carry the hash below, and the house's key must be the " +
      "one on your invitation. Check both with: deno task audit",
    houseKey: "House key",
    recordEvent: "Last event",
    recordHash: "Hash",
    saleId: "Sale id",
    preliminary: "Preliminary: the sale is not closed, and this may still change.",
    noInvoices: "Nobody has won a lot.",
    none: "None.",
    award: "under-bidder",
    noReason: "no reason given",
    statuses: {
      catalogued: "not opened",
      open: "open",
      fair_warning: "open, fair warning",
      paused: "paused",
      sold: "sold",
      passed: "passed",
      withdrawn: "withdrawn",
    },
    passReasons: {
      no_bids: "no bids",
      reserve_not_met: "the reserve was not met",
      by_hand: "by the auctioneer",
    },
    unitsSold: (quantity) => quantity === 1 ? "1 unit" : `${quantity} units`,
    premiumUpTo: (rate, until) => `premium of ${rate} on the hammer price up to ${until}`,
    premiumBetween: (rate, { from, until }) => `${rate} on the part from ${from} to ${until}`,
    premiumAbove: (rate, from) => `${rate} on the part above ${from}`,
    premiumOfAll: (rate) => `premium of ${rate} on the hammer price`,
    taxOnPremium: (rate) => `tax of ${rate} on the premium`,
    taxOnAll: (rate) => `tax of ${rate} on hammer price and premium`,
    defaulted: (paddle) => `paddle ${paddle} did not pay`,
  },
  pt: {
    invoice: "Fatura",
    invoices: "Faturas",
    report: "Relatório do leilão",
    number: "Número",
    date: "Data",
    to: "Para",
    from: "De",
    paddle: "Placa",
    sale: "Leilão",
    lot: "Lote",
    title: "Título",
    hammer: "Lance vencedor",
    premium: "Comissão",
    tax: "Imposto",
    total: "Total",
    result: "Resultado",
    buyer: "Comprador",
    opening: "Abertura",
    estimate: "Estimativa",
    bids: "Lances",
    lots: "Lotes",
    summary: "Resumo",
    allLots: "Todos os lotes",
    buyers: "Compradores",
    unsold: "Não vendidos e retirados",
    defaults: "Não pagos",
    reason: "Motivo",
    soldLots: "Vendidos",
    passedLots: "Não vendidos",
    withdrawnLots: "Retirados",
    unfinishedLots: "Não encerrados",
    soldByLots: "Vendido, por lotes",
    soldByValue: "Vendido, por valor",
    soldByValueNote:
      "Um lote não vendido conta com a estimativa mínima ou, sem ela, com o preço de abertura.",
    opened: "Aberto",
    closed: "Encerrado",
    terms: "Condições",
    noCharges: "Nada se soma ao lance vencedor.",
    toPay: "A pagar",
    verify: "Como conferir",
    verifyText:
      "Cada acontecimento deste leilão está no registro assinado da casa, que todo participante " +
      "também guardou. O acontecimento abaixo deve trazer o resumo abaixo, e a chave da casa deve " +
      "ser a do seu convite. Confira os dois com: deno task audit",
    houseKey: "Chave da casa",
    recordEvent: "Último acontecimento",
    recordHash: "Resumo (hash)",
    saleId: "Id do leilão",
    preliminary: "Provisório: o leilão não foi encerrado, e isto ainda pode mudar.",
    noInvoices: "Ninguém arrematou um lote.",
    none: "Nenhum.",
    award: "segundo colocado",
    noReason: "sem motivo informado",
    statuses: {
      catalogued: "não aberto",
      open: "aberto",
      fair_warning: "aberto, último aviso",
      paused: "em pausa",
      sold: "vendido",
      passed: "não vendido",
      withdrawn: "retirado",
    },
    passReasons: {
      no_bids: "sem lances",
      reserve_not_met: "a reserva não foi atingida",
      by_hand: "pelo leiloeiro",
    },
    unitsSold: (quantity) => quantity === 1 ? "1 unidade" : `${quantity} unidades`,
    premiumUpTo: (rate, until) => `comissão de ${rate} sobre o lance vencedor até ${until}`,
    premiumBetween: (rate, { from, until }) => `${rate} sobre a parte de ${from} a ${until}`,
    premiumAbove: (rate, from) => `${rate} sobre a parte acima de ${from}`,
    premiumOfAll: (rate) => `comissão de ${rate} sobre o lance vencedor`,
    taxOnPremium: (rate) => `imposto de ${rate} sobre a comissão`,
    taxOnAll: (rate) => `imposto de ${rate} sobre o lance vencedor e a comissão`,
    defaulted: (paddle) => `a placa ${paddle} não pagou`,
  },
};
