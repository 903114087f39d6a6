// The words of the practice around the sale: the introduction and the review, in both languages.

import type { Hint } from "./practice_lesson.ts";
import type { PracticeTemper } from "./practice_temper.ts";

/** The texts of one language. */
export interface PracticeWords {
  readonly sale: string;
  /** The person's name in the sale: letters of ASCII, for it names a file too. */
  readonly guest: string;
  readonly title: string;
  readonly again: (seed: number) => string;
  readonly settingUp: string;
  readonly beside: (paddle: string) => string;
  readonly tempers: Readonly<Record<PracticeTemper, string>>;
  readonly paddle: (paddle: string) => string;
  readonly byHand: (seconds: string) => string;
  readonly byClock: (seconds: string, window: string) => string;
  readonly howTo: string;
  readonly press: string;
  readonly review: string;
  readonly nothingEnded: string;
  readonly columns: readonly [
    lot: string,
    title: string,
    winner: string,
    price: string,
    own: string,
    others: string,
  ];
  readonly you: string;
  readonly notSold: string;
  readonly won: (won: number, lots: number) => string;
  readonly paid: (paid: string, rivals: string) => string;
  readonly unspent: (amount: string) => string;
  /** A lot won at its reserve, further than the others would have gone. */
  readonly reservePrice: (lot: string, price: string) => string;
  readonly short: (lot: string, amount: string, limit: string) => string;
  readonly hints: Readonly<Record<Hint, string>>;
  readonly badEnd: (name: string, code: number) => string;
  readonly gone: string;
}

const en: PracticeWords = {
  sale: "Practice",
  guest: "Guest",
  title: "Practice: a sale against three scripted bidders, with play money.",
  again: (seed) => `Seed ${seed}. The same bidders with the same limits again:`,
  settingUp: "Making keys and opening the house ...",
  beside: (paddle) => `You are paddle ${paddle}. Beside you bid:`,
  tempers: {
    patient: "patient: names her limit once and lets the house bid for her",
    hunter: "bargain hunter: the opening and a step or two, then he leaves",
    sniper: "sniper: waits for the last seconds of a clock, or for fair warning",
  },
  paddle: (paddle) => `paddle ${paddle}`,
  byHand: (seconds) =>
    `By hand: ${seconds} s without a bid, fair warning; as long again, a second; then the hammer.`,
  byClock: (seconds, window) =>
    `By the clock: ${seconds} s; a bid in the last ${window} s leaves ${window} s from that bid on.`,
  howTo: "Type an amount and Enter: the house bids for you up to it. help shows more, q leaves.",
  press: "Press Enter to begin.",
  review: "How it went",
  nothingEnded: "No lot had ended yet, so that there is nothing to review.",
  columns: ["Lot", "Title", "Winner", "Price", "Your most", "Others at most"],
  you: "you",
  notSold: "not sold",
  won: (won, lots) => `Lots won: ${won} of ${lots}.`,
  paid: (paid, rivals) =>
    `You paid ${paid}; the others would have paid at most ${rivals} for the same.`,
  unspent: (amount) => `${amount} of what you offered was not needed and stayed with you.`,
  reservePrice: (lot, price) =>
    `Lot ${lot}: its reserve made the price. For less than ${price} it would not have been sold.`,
  short: (lot, amount, limit) =>
    `Lot ${lot}: the others' limit was ${limit}, ${amount} above the most that you named.`,
  hints: {
    bid_at_all: "Try a bid: an amount and Enter. Nothing here costs anything.",
    name_maximum:
      "Bid your maximum early: the house bids for you no more than is needed, and you need not hurry.",
    kept_for_you: "You named more than you paid: a maximum is a limit, not a price.",
    soft_close: "A late bid moves the end: waiting for the last second wins nothing.",
    close_call: "You were close. Decide before the lot opens how far you go, and say it at once.",
  },
  badEnd: (name, code) => `${name} ended with exit code ${code}, want 0`,
  gone: "The practice is over; its folder and keys are removed.",
};

const pt: PracticeWords = {
  sale: "Treino",
  guest: "Visita",
  title: "Treino: um leilão contra três participantes simulados, com dinheiro de brincadeira.",
  again: (seed) => `Semente ${seed}. Os mesmos participantes com os mesmos limites outra vez:`,
  settingUp: "Gerando chaves e abrindo a casa ...",
  beside: (paddle) => `A sua placa é a ${paddle}. Também dão lances:`,
  tempers: {
    patient: "paciente: diz o limite uma vez e deixa a casa dar os lances",
    hunter: "caça pechinchas: a abertura e mais um ou dois passos, depois desiste",
    sniper: "de última hora: espera os últimos segundos do relógio, ou o dou-lhe uma",
  },
  paddle: (paddle) => `placa ${paddle}`,
  byHand: (seconds) =>
    `À mão: ${seconds} s sem lance, dou-lhe uma; outros tantos, dou-lhe duas; depois o martelo.`,
  byClock: (seconds, window) =>
    `Pelo relógio: ${seconds} s; um lance nos últimos ${window} s deixa ${window} s a contar dele.`,
  howTo:
    "Digite um valor e Enter: a casa dá lances por você até ele. ajuda mostra mais, sair encerra.",
  press: "Enter para começar.",
  review: "Como foi",
  nothingEnded: "Nenhum lote tinha terminado, então não há o que rever.",
  columns: ["Lote", "Título", "Quem levou", "Preço", "O seu máximo", "Os outros até"],
  you: "você",
  notSold: "não vendido",
  won: (won, lots) => `Lotes levados: ${won} de ${lots}.`,
  paid: (paid, rivals) => `Você pagou ${paid}; os outros pagariam no máximo ${rivals} pelo mesmo.`,
  unspent: (amount) => `${amount} do que você ofereceu não foi preciso e ficou com você.`,
  reservePrice: (lot, price) =>
    `Lote ${lot}: a reserva fez o preço. Por menos de ${price} ele não seria vendido.`,
  short: (lot, amount, limit) =>
    `Lote ${lot}: o limite dos outros era ${limit}, ${amount} acima do máximo que você disse.`,
  hints: {
    bid_at_all: "Experimente um lance: um valor e Enter. Aqui nada custa nada.",
    name_maximum:
      "Diga o seu máximo cedo: a casa não dá por você mais que o preciso, e não há pressa.",
    kept_for_you: "Você disse mais do que pagou: um máximo é um limite, não um preço.",
    soft_close: "Um lance tardio prorroga o fim: esperar o último segundo não adianta.",
    close_call: "Foi por pouco. Decida antes de o lote abrir até onde vai, e diga logo.",
  },
  badEnd: (name, code) => `${name} terminou com o código ${code}, o esperado é 0`,
  gone: "O treino acabou; a pasta e as chaves foram removidas.",
};

/** The texts by language. */
export const PRACTICE_WORDS: Readonly<Record<"en" | "pt", PracticeWords>> = { en, pt };
