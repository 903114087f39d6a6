// What a person types at the prompt, read strictly.
//
// The words of both languages are understood always; an amount is read in the person's own way of
// writing money, and what is not exactly an amount is no bid.

import type { LotId } from "../auction/lot.ts";
import { type Cents, toCents } from "../auction/money.ts";
import { type MoneyFormat, parseMoney } from "../base/money_text.ts";
import type { AmountBid, TakeKind } from "./lot_wish.ts";
import { quickStepsMax } from "./quick_step.ts";
import type { PageName } from "./terminal_model.ts";

/** A bid with an amount; `lot` null means the lot in the ring. */
export interface AmountCommand extends AmountBid {
  readonly type: "bid";
  readonly lot: LotId | null;
}

/** A bid at the price that is shown; `lot` null means the lot in the ring. */
export interface TakeCommand {
  readonly type: "take";
  readonly lot: LotId | null;
  readonly kind: TakeKind;
}

/** One understood line. */
export type TerminalCommand =
  | AmountCommand
  | TakeCommand
  | { readonly type: "empty" }
  | { readonly type: "yes" }
  | { readonly type: "no" }
  | { readonly type: "quit" }
  /** A list, from its first page where none was named. */
  | { readonly type: "list"; readonly list: PageName; readonly page: number }
  /** The next bid and so many steps above it, as a maximum for the lot in the ring. */
  | { readonly type: "steps"; readonly steps: number }
  | { readonly type: "lot"; readonly lot: LotId }
  | { readonly type: "not_understood"; readonly what: Misunderstanding };

/** What went wrong: an unknown word, a known one wrongly used, an amount, or a bid without one. */
export type Misunderstanding = "unknown" | "command" | "money" | "max" | "exact";

type Verb = AmountCommand["kind"] | TakeKind | PageName | "lot" | PlainVerb;
type PlainVerb = "yes" | "no" | "quit";

const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["bid", "max"],
  ["lance", "max"],
  ["max", "max"],
  ["exact", "exact"],
  ["exato", "exact"],
  ["buy", "buy"],
  ["comprar", "buy"],
  ["enter", "enter"],
  ["entrar", "enter"],
  ["leave", "leave"],
  ["deixar", "leave"],
  ["lots", "lots"],
  ["lotes", "lots"],
  ["won", "won"],
  ["arrematados", "won"],
  ["history", "history"],
  ["historico", "history"],
  ["histórico", "history"],
  ["connection", "connection"],
  ["conexao", "connection"],
  ["conexão", "connection"],
  ["lot", "lot"],
  ["lote", "lot"],
  ["y", "yes"],
  ["yes", "yes"],
  ["s", "yes"],
  ["sim", "yes"],
  ["n", "no"],
  ["no", "no"],
  ["nao", "no"],
  ["não", "no"],
  ["help", "help"],
  ["ajuda", "help"],
  ["?", "help"],
  ["quit", "quit"],
  ["exit", "quit"],
  ["q", "quit"],
  ["sair", "quit"],
]);

/** The command that `line` holds. Never throws; `not_understood` says what was expected. */
export function readTerminalCommand(line: string, money: MoneyFormat): TerminalCommand {
  const text = line.trim();
  if (text === "") return { type: "empty" };
  const steps = readSteps(text);
  if (steps !== null) return steps;
  const [word = "", ...others] = text.split(/\s+/u);
  const rest = others.join(" ");
  const verb = verbs.get(word.toLowerCase());
  switch (verb) {
    case undefined:
      return readBid(text.split(/\s+/u).join(" "), { kind: "max", money, alone: true });
    case "max":
    case "exact":
      return readBid(rest, { kind: verb, money, alone: false });
    case "buy":
    case "enter":
    case "leave":
      return readTake(rest, verb);
    case "lots":
    case "help":
    case "won":
    case "history":
    case "connection":
      return readPage(rest, verb);
    case "lot":
      return isLotId(rest) ? { type: "lot", lot: rest } : misunderstood("command");
    default:
      return rest === "" ? { type: verb } : misunderstood("command");
  }
}

interface BidReading {
  readonly kind: "max" | "exact";
  readonly money: MoneyFormat;
  /** Without a verb only an amount can follow, never a lot. */
  readonly alone: boolean;
}

function readBid(text: string, { kind, money, alone }: BidReading): TerminalCommand {
  const whole = readUnits(text, money);
  if (whole !== null) return { type: "bid", lot: null, kind, ...whole };
  if (alone) return misunderstood(isWord(text, money) || !/\d/.test(text) ? "unknown" : "money");
  const [lot = "", ...others] = text.split(" ");
  const units = readUnits(others.join(" "), money);
  if (units === null || !isLotId(lot)) return misunderstood(kind);
  return { type: "bid", lot, kind, ...units };
}

function readTake(text: string, kind: TakeKind): TerminalCommand {
  if (text === "") return { type: "take", lot: null, kind };
  return isLotId(text) ? { type: "take", lot: text, kind } : misunderstood("command");
}

/** Whether `text` begins with a word: only the currency's own code may stand before an amount. */
function isWord(text: string, { currency }: MoneyFormat): boolean {
  const word = /^\p{L}[\p{L}\d]*(?=\s|$)/u.exec(text)?.[0];
  return word !== undefined && word.toUpperCase() !== currency;
}

/** An amount, or "3 x 12.50": so many units, each for that amount. */
function readUnits(
  text: string,
  money: MoneyFormat,
): { readonly amount: Cents; readonly quantity: number } | null {
  const units = /^(?<quantity>[1-9]\d{0,5}) ?[x×] ?(?<each>.+)$/iu.exec(text)?.groups;
  const amount = readAmount(units?.["each"] ?? text, money);
  return amount === null ? null : { amount, quantity: Number(units?.["quantity"] ?? 1) };
}

function readAmount(text: string, money: MoneyFormat): Cents | null {
  const amount = parseMoney(text, money);
  return amount === null || amount === 0 ? null : toCents(amount);
}

function readPage(text: string, list: PageName): TerminalCommand {
  if (text === "") return { type: "list", list, page: 1 };
  return /^[1-9]\d{0,3}$/.test(text)
    ? { type: "list", list, page: Number(text) }
    : misunderstood("command");
}

function readSteps(text: string): TerminalCommand | null {
  const steps = Number(/^\+ ?(?<steps>[1-9]\d?)$/.exec(text)?.groups?.["steps"] ?? 0);
  return steps > 0 && steps <= quickStepsMax ? { type: "steps", steps } : null;
}

function isLotId(text: string): boolean {
  return /^[A-Za-z0-9-]{1,32}$/.test(text);
}

function misunderstood(what: Misunderstanding): TerminalCommand {
  return { type: "not_understood", what };
}
