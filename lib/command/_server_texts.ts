// The words of the house's terminal, in both languages.

import type { PassReason, RetractionCause } from "../auction/event.ts";
import type { Language } from "../base/language.ts";

/** Everything that the house's program says while it runs. */
export interface ServerTexts {
  readonly join: string;
  readonly bids: string;
  readonly relay: string;
  readonly group: string;
  readonly admin: string;
  readonly token: string;
  readonly house: string;
  readonly passedOver: string;
  readonly stop: string;
  /** How the console is opened, by the command line that does it. */
  console(line: string): string;
  readonly stopped: string;
  readonly closed: string;
  readonly keptTerms: string;
  readonly termsSet: string;
  /** Nothing of whose limit, or which: the feed tells nobody either. */
  readonly limitSet: string;
  title(name: string): string;
  titleClosed(name: string): string;
  registered(count: number): string;
  lots(count: number, open: readonly string[]): string;
  kept(flag: string, value: string): string;
  badFile(file: string): string;
  goodAgain(file: string): string;
  checkpointCut(bytes: number): string;
  joined(paddle: string): string;
  left(paddle: string): string;
  suspended(paddle: string): string;
  banned(paddle: string): string;
  announced(text: string): string;
  reinstated(paddle: string): string;
  lot(id: string, title: string): string;
  opened(lot: string): string;
  paused(lot: string): string;
  resumed(lot: string): string;
  undone(lot: string): string;
  sold(lot: string, to: { readonly paddle: string; readonly price: string }): string;
  passed(lot: string, reason: PassReason): string;
  withdrawn(lot: string): string;
  asks(lot: string, ask: string): string;
  incrementsSet(lot: string, ask: string): string;
  bidderLeft(lot: string, paddle: string): string;
  raised(lot: string, to: { readonly price: string; readonly bidders: number }): string;
  retracted(
    lot: string,
    of: {
      readonly paddle: string;
      readonly cause: RetractionCause;
      readonly reason: string | null;
    },
  ): string;
  unitsSold(
    lot: string,
    to: { readonly paddle: string; readonly quantity: number; readonly price: string },
  ): string;
  reopened(lot: string): string;
  awarded(
    lot: string,
    to: { readonly paddle: string; readonly defaulter: string; readonly price: string },
  ): string;
}

const passedEn: Readonly<Record<PassReason, string>> = {
  no_bids: "no bids",
  reserve_not_met: "its reserve was not met",
  by_hand: "by the auctioneer's hand",
};

const voidedEn: Readonly<Record<RetractionCause, string>> = {
  retracted: "",
  banned: ": banned",
  defaulted: ": not paid",
};

const voidedPt: Readonly<Record<RetractionCause, string>> = {
  retracted: "",
  banned: ": excluída",
  defaulted: ": não pagou",
};

const passedPt: Readonly<Record<PassReason, string>> = {
  no_bids: "sem lances",
  reserve_not_met: "a reserva não foi atingida",
  by_hand: "pela mão do leiloeiro",
};

const en: ServerTexts = {
  join: "joins",
  bids: "bids",
  relay: "without UDP",
  group: "group",
  admin: "admin",
  token: "token in",
  house: "house key",
  passedOver: "not counted",
  console: (line) => `run the sale from your browser: ${line}`,
  stop: "Ctrl+C stops the house; open lots are kept",
  stopped: "The house has stopped. Open lots are kept and go on at the next start.",
  closed: "The sale is closed",
  title: (name) => `${name} is open for joins`,
  titleClosed: (name) =>
    `${name} is over: who joins sees the results. A new sale begins with another --data folder`,
  registered: (count) =>
    count === 0
      ? "nobody is registered yet: deno task register --key FILE --name NAME"
      : `${count} registered. Invite them: deno task invite --address HOST:PORT --name NAME`,
  lots: (count, open) =>
    count === 0
      ? "no lots yet: put them into the items folder"
      : open.length === 0
      ? `${count} lots`
      : `${count} lots, and these go on: ${open.join(", ")}`,
  kept: (flag, value) => `${flag} is for a new record: this one keeps "${value}"`,
  keptTerms: "the terms of this sale stand: --premium, --tax and --tax-on came too late",
  banned: (paddle) => `paddle ${paddle} is banned`,
  announced: (text) => `to all: ${text}`,
  termsSet: "premium and tax are set",
  limitSet: "a bidder's limit is set",
  badFile: (file) => `${file} is not taken:`,
  goodAgain: (file) => `${file} is taken`,
  checkpointCut: (bytes) =>
    `the last note of checkpoints.txt was torn by a crash, and its ${bytes} bytes were cut off`,
  joined: (paddle) => `paddle ${paddle} has joined`,
  left: (paddle) => `paddle ${paddle} has left`,
  suspended: (paddle) => `paddle ${paddle} is suspended`,
  reinstated: (paddle) => `paddle ${paddle} is let in again`,
  lot: (id, title) => `lot ${id}, ${title}`,
  opened: (lot) => `${lot}: open`,
  paused: (lot) => `${lot}: paused`,
  resumed: (lot) => `${lot}: goes on`,
  undone: (lot) => `${lot}: the last bid is undone`,
  sold: (lot, { paddle, price }) => `${lot}: sold to paddle ${paddle} for ${price}`,
  passed: (lot, reason) => `${lot}: passed, ${passedEn[reason]}`,
  withdrawn: (lot) => `${lot}: withdrawn`,
  asks: (lot, ask) => `${lot}: asking ${ask}`,
  incrementsSet: (lot, ask) => `${lot}: other increments, asking ${ask}`,
  bidderLeft: (lot, paddle) => `${lot}: paddle ${paddle} is out`,
  raised: (lot, { price, bidders }) => `${lot}: the price is ${price}, ${bidders} in`,
  retracted: (lot, { paddle, cause, reason }) =>
    `${lot}: the bids of paddle ${paddle} are void${
      reason !== null ? `: ${reason}` : voidedEn[cause]
    }`,
  unitsSold: (lot, { paddle, quantity, price }) =>
    `${lot}: ${quantity} at ${price} each to paddle ${paddle}`,
  reopened: (lot) => `${lot}: open again`,
  awarded: (lot, { paddle, defaulter, price }) =>
    `${lot}: awarded to paddle ${paddle} for ${price}, as paddle ${defaulter} does not pay`,
};

const pt: ServerTexts = {
  join: "entradas",
  bids: "lances",
  relay: "sem UDP",
  group: "grupo",
  admin: "administração",
  token: "senha em",
  house: "chave da casa",
  passedOver: "não conta",
  console: (line) => `conduza o leilão pelo navegador: ${line}`,
  stop: "Ctrl+C para a casa; os lotes abertos são guardados",
  stopped: "A casa parou. Os lotes abertos ficam guardados e seguem no próximo início.",
  closed: "O leilão está encerrado",
  title: (name) => `${name} está aberto para entradas`,
  titleClosed: (name) =>
    `${name} terminou: quem entra vê os resultados. Um leilão novo começa com outra pasta --data`,
  registered: (count) =>
    count === 0
      ? "ninguém cadastrado ainda: deno task register --key ARQUIVO --name NOME"
      : `${
        count === 1 ? "1 cadastrado. Convide-o" : `${count} cadastrados. Convide-os`
      }: deno task invite --address HOST:PORTA --name NOME`,
  lots: (count, open) =>
    count === 0
      ? "nenhum lote ainda: ponha-os na pasta de itens"
      : open.length === 0
      ? `${count} lotes`
      : `${count} lotes, e estes seguem abertos: ${open.join(", ")}`,
  kept: (flag, value) => `${flag} vale para um registro novo: este mantém "${value}"`,
  keptTerms: "as condições deste leilão ficam: --premium, --tax e --tax-on chegaram tarde",
  banned: (paddle) => `a placa ${paddle} está excluída`,
  announced: (text) => `a todos: ${text}`,
  termsSet: "comissão e imposto definidos",
  limitSet: "o limite de um participante foi definido",
  badFile: (file) => `${file} não foi aceito:`,
  goodAgain: (file) => `${file} foi aceito`,
  checkpointCut: (bytes) =>
    `a última nota de checkpoints.txt ficou cortada por uma queda; seus ${bytes} bytes foram tirados`,
  joined: (paddle) => `a placa ${paddle} entrou`,
  left: (paddle) => `a placa ${paddle} saiu`,
  suspended: (paddle) => `a placa ${paddle} está suspensa`,
  reinstated: (paddle) => `a placa ${paddle} pode entrar de novo`,
  lot: (id, title) => `lote ${id}, ${title}`,
  opened: (lot) => `${lot}: aberto`,
  paused: (lot) => `${lot}: em pausa`,
  resumed: (lot) => `${lot}: segue aberto`,
  undone: (lot) => `${lot}: o último lance foi desfeito`,
  sold: (lot, { paddle, price }) => `${lot}: vendido à placa ${paddle} por ${price}`,
  passed: (lot, reason) => `${lot}: não vendido, ${passedPt[reason]}`,
  withdrawn: (lot) => `${lot}: retirado`,
  asks: (lot, ask) => `${lot}: pede-se ${ask}`,
  incrementsSet: (lot, ask) => `${lot}: outros incrementos, pede-se ${ask}`,
  bidderLeft: (lot, paddle) => `${lot}: a placa ${paddle} saiu`,
  raised: (lot, { price, bidders }) => `${lot}: o preço é ${price}, ${bidders} dentro`,
  retracted: (lot, { paddle, cause, reason }) =>
    `${lot}: os lances da placa ${paddle} estão anulados${
      reason !== null ? `: ${reason}` : voidedPt[cause]
    }`,
  unitsSold: (lot, { paddle, quantity, price }) =>
    `${lot}: ${quantity} a ${price} cada para a placa ${paddle}`,
  reopened: (lot) => `${lot}: aberto de novo`,
  awarded: (lot, { paddle, defaulter, price }) =>
    `${lot}: adjudicado à placa ${paddle} por ${price}, pois a placa ${defaulter} não paga`,
};

/** The words by language: one that lacks a text does not compile. */
export const SERVER_TEXTS: Readonly<Record<Language, ServerTexts>> = { en, pt };
