// The words of the house's terminal, in both languages.

import type { PassReason } from "../auction/event.ts";
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
  readonly stopped: string;
  readonly closed: string;
  title(name: string): string;
  titleClosed(name: string): string;
  registered(count: number): string;
  lots(count: number, open: readonly string[]): string;
  kept(flag: string, value: string): string;
  badFile(file: string): string;
  goodAgain(file: string): string;
  joined(paddle: string): string;
  left(paddle: string): string;
  suspended(paddle: string): string;
  reinstated(paddle: string): string;
  lot(id: string, title: string): string;
  opened(lot: string): string;
  paused(lot: string): string;
  resumed(lot: string): string;
  undone(lot: string): string;
  sold(lot: string, to: { readonly paddle: string; readonly price: string }): string;
  passed(lot: string, reason: PassReason): string;
  withdrawn(lot: string): string;
}

const passedEn: Readonly<Record<PassReason, string>> = {
  no_bids: "no bids",
  reserve_not_met: "its reserve was not met",
  by_hand: "by the auctioneer's hand",
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
  badFile: (file) => `${file} is not taken:`,
  goodAgain: (file) => `${file} is taken`,
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
  stop: "Ctrl+C para a casa; os lotes abertos são guardados",
  stopped: "A casa parou. Os lotes abertos ficam guardados e seguem no próximo início.",
  closed: "O leilão está encerrado",
  title: (name) => `${name} está aberto para entradas`,
  titleClosed: (name) =>
    `${name} terminou: quem entra vê os resultados. Um leilão novo começa com outra pasta --data`,
  registered: (count) =>
    count === 0
      ? "ninguém registrado ainda: deno task register --key ARQUIVO --name NOME"
      : `${count} registrados. Convide-os: deno task invite --address HOST:PORTA --name NOME`,
  lots: (count, open) =>
    count === 0
      ? "nenhum lote ainda: ponha-os na pasta de itens"
      : open.length === 0
      ? `${count} lotes`
      : `${count} lotes, e estes seguem abertos: ${open.join(", ")}`,
  kept: (flag, value) => `${flag} vale para um registro novo: este mantém "${value}"`,
  badFile: (file) => `${file} não foi aceito:`,
  goodAgain: (file) => `${file} foi aceito`,
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
};

/** The words by language: one that lacks a text does not compile. */
export const SERVER_TEXTS: Readonly<Record<Language, ServerTexts>> = { en, pt };
