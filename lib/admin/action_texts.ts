// An action in words, for the list that people read. The table is complete by type: an action without
// its words does not compile.

import type { Language } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import type { ActionEntry, ActionId } from "./action.ts";
import { problemText } from "./problem_texts.ts";

/** What an action was about, in words: "lot 7", "paddle 12", an amount; "?" where it is not known. */
interface About {
  readonly lot: string;
  readonly paddle: string;
  readonly keys: string;
  readonly ask: string;
}

type Words = Readonly<Record<Language, (about: About) => string>>;

const actionTexts: Readonly<Record<ActionId, Words>> = {
  openLot: { en: ({ lot }) => `Open lot ${lot}`, pt: ({ lot }) => `Abrir o lote ${lot}` },
  passLot: {
    en: ({ lot }) => `End lot ${lot} unsold`,
    pt: ({ lot }) => `Encerrar o lote ${lot} sem venda`,
  },
  pauseLot: { en: ({ lot }) => `Pause lot ${lot}`, pt: ({ lot }) => `Pausar o lote ${lot}` },
  resumeLot: { en: ({ lot }) => `Resume lot ${lot}`, pt: ({ lot }) => `Retomar o lote ${lot}` },
  undoLot: {
    en: ({ lot }) => `Undo the last bid on lot ${lot}`,
    pt: ({ lot }) => `Desfazer o último lance no lote ${lot}`,
  },
  warnLot: {
    en: ({ lot }) => `Give fair warning on lot ${lot}`,
    pt: ({ lot }) => `Dar o aviso no lote ${lot}`,
  },
  hammerLot: {
    en: ({ lot }) => `Let the hammer fall on lot ${lot}`,
    pt: ({ lot }) => `Bater o martelo no lote ${lot}`,
  },
  withdrawLot: { en: ({ lot }) => `Withdraw lot ${lot}`, pt: ({ lot }) => `Retirar o lote ${lot}` },
  openTimedLots: {
    en: () => "Open all lots with a clock",
    pt: () => "Abrir todos os lotes com relógio",
  },
  moveLot: { en: ({ lot }) => `Move lot ${lot}`, pt: ({ lot }) => `Mudar a ordem do lote ${lot}` },
  makeConsoleLink: {
    en: () => "Make a link that opens this console",
    pt: () => "Fazer um link que abre esta mesa",
  },
  incrementsLot: {
    en: ({ lot }) => `Change the increments of lot ${lot}`,
    pt: ({ lot }) => `Mudar os incrementos do lote ${lot}`,
  },
  floorBidsLot: {
    en: ({ lot, paddle }) => `Enter a bid from the room on lot ${lot} for paddle ${paddle}`,
    pt: ({ lot, paddle }) => `Registrar um lance da sala no lote ${lot} para a placa ${paddle}`,
  },
  absenteeBidsLot: {
    en: ({ lot, paddle }) => `Enter an absentee bid on lot ${lot} for paddle ${paddle}`,
    pt: ({ lot, paddle }) => `Registrar um lance de ausente no lote ${lot} para a placa ${paddle}`,
  },
  askLot: {
    en: ({ lot, ask }) => `Ask ${ask} on lot ${lot}`,
    pt: ({ lot, ask }) => `Pedir ${ask} no lote ${lot}`,
  },
  retractLot: {
    en: ({ lot, paddle }) => `Make the bids of paddle ${paddle} on lot ${lot} void`,
    pt: ({ lot, paddle }) => `Anular os lances da placa ${paddle} no lote ${lot}`,
  },
  reopenLot: { en: ({ lot }) => `Reopen lot ${lot}`, pt: ({ lot }) => `Reabrir o lote ${lot}` },
  awardLot: {
    en: ({ lot, paddle }) =>
      `Award lot ${lot} to the under-bidder, as paddle ${paddle} does not pay`,
    pt: ({ lot, paddle }) =>
      `Adjudicar o lote ${lot} ao segundo colocado, pois a placa ${paddle} não paga`,
  },
  loadLots: { en: () => "Load lots", pt: () => "Carregar lotes" },
  registerBidder: {
    en: ({ paddle }) => `Register paddle ${paddle}`,
    pt: ({ paddle }) => `Cadastrar a placa ${paddle}`,
  },
  suspendBidder: {
    en: ({ paddle }) => `Suspend paddle ${paddle}`,
    pt: ({ paddle }) => `Suspender a placa ${paddle}`,
  },
  banBidder: {
    en: ({ paddle }) => `Ban paddle ${paddle}`,
    pt: ({ paddle }) => `Excluir a placa ${paddle}`,
  },
  reinstateBidder: {
    en: ({ paddle }) => `Let paddle ${paddle} in again`,
    pt: ({ paddle }) => `Readmitir a placa ${paddle}`,
  },
  limitBidder: {
    en: ({ paddle }) => `Set the limit of paddle ${paddle}`,
    pt: ({ paddle }) => `Definir o limite da placa ${paddle}`,
  },
  approveKnock: {
    en: ({ paddle, keys }) => `Let in the keys ${keys} as paddle ${paddle}`,
    pt: ({ paddle, keys }) => `Deixar entrar as chaves ${keys} como placa ${paddle}`,
  },
  dismissKnock: {
    en: ({ keys }) => `Send away the keys ${keys}`,
    pt: ({ keys }) => `Dispensar as chaves ${keys}`,
  },
  admitFloorPaddle: {
    en: ({ paddle }) => `Give paddle ${paddle} to someone without keys`,
    pt: ({ paddle }) => `Dar a placa ${paddle} a alguém sem chaves`,
  },
  announce: { en: () => "Say a word to all", pt: () => "Dizer uma palavra a todos" },
  setTerms: {
    en: () => "Set what comes on top of hammer prices",
    pt: () => "Definir o que se soma aos preços de martelo",
  },
  closeSale: { en: () => "Close the sale", pt: () => "Encerrar o leilão" },
  rekey: { en: () => "Make a new group key", pt: () => "Criar uma chave de grupo nova" },
  backup: { en: () => "Copy the record", pt: () => "Copiar o registro" },
};

const refusedTexts: Readonly<Record<Language, string>> = { en: "refused", pt: "recusado" };

/** `entry` in one line: what was asked for and, where it was refused, why. */
export function actionText(
  { operation, target, code }: Pick<ActionEntry, "operation" | "target" | "code">,
  { language, currency }: { readonly language: Language; readonly currency: string },
): string {
  const { lot = "?", paddle = "?", fingerprint, ask } = target;
  const words = actionTexts[operation][language]({
    lot,
    paddle,
    // The first letters are enough to find it again; whole it stands in the entry.
    keys: fingerprint === undefined ? "?" : `${fingerprint.slice(0, 8)}...`,
    ask: ask === undefined ? "?" : formatMoney(ask, { language, currency }),
  });
  if (code === null) return words;
  return `${words} (${refusedTexts[language]}: ${problemText(code, language).title})`;
}
