// What a person types at the prompt, read strictly.
//
// The words of both languages are understood always; an amount is read in the person's own way of
// writing money, and what is not exactly an amount is no bid.

import type { BidKind } from "../auction/command.ts";
import type { LotId } from "../auction/lot.ts";
import { type Cents, toCents } from "../auction/money.ts";
import { type MoneyFormat, parseMoney } from "../base/money_text.ts";

/** One understood line. `lot` null means the lot in the ring. */
export type TerminalCommand =
  | {
    readonly type: "bid";
    readonly lot: LotId | null;
    readonly kind: BidKind;
    readonly amount: Cents;
  }
  | { readonly type: "empty" }
  | { readonly type: "yes" }
  | { readonly type: "no" }
  | { readonly type: "help" }
  | { readonly type: "quit" }
  | { readonly type: "lots"; readonly page: number }
  | { readonly type: "lot"; readonly lot: LotId }
  | { readonly type: "not_understood"; readonly what: Misunderstanding };

/** What went wrong: an unknown word, a known one wrongly used, an amount, or a bid without one. */
export type Misunderstanding = "unknown" | "command" | "money" | BidKind;

type Verb = "max" | "exact" | "lots" | "lot" | "yes" | "no" | "help" | "quit";

const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["bid", "max"],
  ["lance", "max"],
  ["max", "max"],
  ["exact", "exact"],
  ["exato", "exact"],
  ["lots", "lots"],
  ["lotes", "lots"],
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
  const [word = "", ...others] = text.split(/\s+/u);
  const rest = others.join(" ");
  const verb = verbs.get(word.toLowerCase());
  if (verb === undefined) return readBid(text, { kind: "max", money, alone: true });
  if (verb === "max" || verb === "exact") {
    return readBid(rest, { kind: verb, money, alone: false });
  }
  if (verb === "lots") return readPage(rest);
  if (verb === "lot") return isLotId(rest) ? { type: "lot", lot: rest } : misunderstood("command");
  return rest === "" ? { type: verb } : misunderstood("command");
}

interface BidReading {
  readonly kind: BidKind;
  readonly money: MoneyFormat;
  /** Without a verb only an amount can follow, never a lot. */
  readonly alone: boolean;
}

function readBid(text: string, { kind, money, alone }: BidReading): TerminalCommand {
  const whole = readAmount(text, money);
  if (whole !== null) return { type: "bid", lot: null, kind, amount: whole };
  if (alone) return misunderstood(isWord(text, money) || !/\d/.test(text) ? "unknown" : "money");
  const [lot = "", ...others] = text.split(" ");
  const amount = readAmount(others.join(" "), money);
  if (amount === null || !isLotId(lot)) return misunderstood(kind);
  return { type: "bid", lot, kind, amount };
}

/** Whether `text` begins with a word: only the currency's own code may stand before an amount. */
function isWord(text: string, { currency }: MoneyFormat): boolean {
  const word = /^\p{L}[\p{L}\d]*(?=\s|$)/u.exec(text)?.[0];
  return word !== undefined && word.toUpperCase() !== currency;
}

function readAmount(text: string, money: MoneyFormat): Cents | null {
  const amount = parseMoney(text, money);
  return amount === null || amount === 0 ? null : toCents(amount);
}

function readPage(text: string): TerminalCommand {
  if (text === "") return { type: "lots", page: 1 };
  return /^[1-9]\d{0,3}$/.test(text)
    ? { type: "lots", page: Number(text) }
    : misunderstood("command");
}

function isLotId(text: string): boolean {
  return /^[A-Za-z0-9-]{1,32}$/.test(text);
}

function misunderstood(what: Misunderstanding): TerminalCommand {
  return { type: "not_understood", what };
}
