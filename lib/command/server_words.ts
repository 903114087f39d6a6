// What the house's program says to the person who started it: where it listens, how the sale
// stands, and then what happens, line by line. Bids are not among it: the feed shows those.

import type { PublicEvent } from "../auction/event.ts";
import { isLive } from "../auction/ring_lot.ts";
import type { SaleView } from "../auction/view.ts";
import { type Language, localeOf, textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { describeProblem, type Problem } from "../catalogue/problem.ts";
import { fingerprintText } from "../secure/key_set.ts";
import type { RegistryProblem } from "../secure/registry_folder.ts";
import { consoleCommand } from "./console_command.ts";
import type { CommandRun } from "./run_main.ts";
import { SERVER_TEXTS } from "./_server_texts.ts";
import type { serverCommand } from "./server_command.ts";
import { isSameTerms, termsInFlags } from "./terms_flags.ts";

type Run = CommandRun<typeof serverCommand.flags>;

/** Where a started house is found. No secret: the token is named by its file. */
export interface ReadyHouse {
  readonly view: SaleView;
  readonly join: string;
  readonly bids: string;
  readonly relay: string;
  readonly group: string;
  readonly admin: string;
  /** The path of the admin token's file. */
  readonly token: string;
  /** The thumbprint of the house's key. */
  readonly house: string;
  readonly registered: number;
  readonly problems: readonly RegistryProblem[];
}

/** Says where the house is: on stderr for people, and as one JSON line on stdout with --json. */
export function sayReady(run: Run, house: ReadyHouse): void {
  const { io, flags, language, errStyle } = run;
  const text = SERVER_TEXTS[language];
  const rows: readonly (readonly [string, string])[] = [
    [text.join, `tcp ${house.join}`],
    [text.bids, `udp ${house.bids}`],
    [text.relay, `tcp ${house.relay}`],
    [text.group, `udp ${house.group}`],
    [text.admin, house.admin],
    [text.token, house.token],
    [text.house, fingerprintText(house.house)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  io.err(`${errStyle.bold(titleOf(house.view, language))}\n`);
  for (const [label, value] of rows) io.err(`  ${label.padEnd(width)}  ${value}\n`);
  for (const { file, message } of house.problems) {
    io.err(`  ${errStyle.red(text.passedOver)}: ${file}: ${message}\n`);
  }
  sayKeptSettings(run, house.view);
  io.err(`${text.registered(house.registered)}\n${lotsLine(house.view, language)}\n`);
  io.err(`${text.console(consoleLine(house.admin, flags.keys))}\n`);
  io.err(`${errStyle.dim(text.stop)}\n`);
  if (!flags.json) return;
  const { join, bids, relay, group, admin, house: thumbprint } = house;
  io.out(`${JSON.stringify({ ready: { join, bids, relay, group, admin, house: thumbprint } })}\n`);
}

/** The command that opens the console of this very house. */
function consoleLine(admin: string, keys: string): string {
  const { admin: usual, keys: usualKeys } = consoleCommand.flags;
  const parts = ["deno task console"];
  if (keys !== usualKeys.default) parts.push(`--keys ${keys}`);
  if (admin !== usual.default) parts.push(`--admin ${admin}`);
  return parts.join(" ");
}

function titleOf({ name, phase }: SaleView, language: Language): string {
  const text = SERVER_TEXTS[language];
  return phase === "closed" ? text.titleClosed(name) : text.title(name);
}

/** A record keeps the name and the currency that it was begun with, and terms once a lot opened. */
function sayKeptSettings({ io, flags, language, errStyle }: Run, view: SaleView): void {
  const text = SERVER_TEXTS[language];
  if (flags.name !== null && flags.name !== view.name) {
    io.err(`  ${errStyle.red(text.kept("--name", view.name))}\n`);
  }
  if (flags.currency !== null && flags.currency !== view.currency) {
    io.err(`  ${errStyle.red(text.kept("--currency", view.currency))}\n`);
  }
  const terms = termsInFlags(flags);
  if (terms !== null && !isSameTerms(terms, view.terms)) {
    io.err(`  ${errStyle.red(text.keptTerms)}\n`);
  }
}

function lotsLine({ lots }: SaleView, language: Language): string {
  const text = SERVER_TEXTS[language];
  const open = [...lots.values()].filter(isLive);
  return text.lots(lots.size, open.map(({ lot }) => lot.id));
}

/** Says what is wrong with a file of the items folder, or (no problems) that it is good again. */
export function sayItemFile(
  { io, language, errStyle }: Run,
  { file, problems }: { readonly file: string; readonly problems: readonly Problem[] },
): void {
  const text = SERVER_TEXTS[language];
  if (problems.length === 0) return io.err(`${clock(language)} ${text.goodAgain(file)}\n`);
  io.err(`${clock(language)} ${errStyle.red(text.badFile(file))}\n`);
  for (const problem of problems) io.err(`    ${describeProblem(problem, language)}\n`);
}

/** Says that a crash had torn the last note of the file of checkpoints, and that it is gone. */
export function sayCheckpointCut({ io, language }: Run, bytes: number): void {
  io.err(`${clock(language)} ${SERVER_TEXTS[language].checkpointCut(bytes)}\n`);
}

/** Says that a bidder has come or gone. */
export function sayPresence(
  { io, language }: Run,
  { paddle, here }: { readonly paddle: string; readonly here: boolean },
): void {
  const text = SERVER_TEXTS[language];
  io.err(`${clock(language)} ${here ? text.joined(paddle) : text.left(paddle)}\n`);
}

/** Says an event of the sale, if it is one for the house's terminal. */
export function sayEvent(
  { io, language }: Run,
  { event, view }: { readonly event: PublicEvent; readonly view: SaleView },
): void {
  const line = eventLine(event, { view, language });
  if (line !== null) io.err(`${clock(language)} ${line}\n`);
}

interface Telling {
  readonly view: SaleView;
  readonly language: Language;
}

function eventLine(event: PublicEvent, telling: Telling): string | null {
  const text = SERVER_TEXTS[telling.language];
  switch (event.type) {
    case "SaleClosed":
      return text.closed;
    case "PaddleSuspended":
      return text.suspended(event.paddle);
    case "PaddleReinstated":
      return text.reinstated(event.paddle);
    case "PaddleBanned":
      return text.banned(event.paddle);
    case "Announced":
      return text.announced(event.text);
    case "TermsSet":
      return text.termsSet;
    case "LimitSet":
      return text.limitSet;
    default:
      return lotLine(event, telling);
  }
}

function lotLine(event: PublicEvent, { view, language }: Telling): string | null {
  if (!("lot" in event) || typeof event.lot !== "string") return null;
  const text = SERVER_TEXTS[language];
  const title = textIn(view.lots.get(event.lot)?.lot.title ?? {}, language);
  const lot = text.lot(event.lot, title);
  const money = (amount: number) => formatMoney(amount, { currency: view.currency, language });
  switch (event.type) {
    case "LotOpened":
      return text.opened(lot);
    case "LotReopened":
      return text.reopened(lot);
    case "LotPaused":
      return text.paused(lot);
    case "LotResumed":
      return text.resumed(lot);
    case "AskSet":
      return text.asks(lot, money(event.ask));
    case "IncrementsSet":
      return text.incrementsSet(lot, money(event.ask));
    case "BidderLeft":
      return text.bidderLeft(lot, event.paddle);
    case "PriceRaised": {
      const { price, bids } = event.standing;
      return price === null ? null : text.raised(lot, { price: money(price), bidders: bids });
    }
    case "BidUndone":
      return text.undone(lot);
    case "BidsRetracted":
      return text.retracted(lot, event);
    case "UnitsSold":
      return text.unitsSold(lot, { ...event, price: money(event.price) });
    case "LotSold":
      return text.sold(lot, { paddle: event.paddle, price: money(event.price) });
    case "LotAwarded":
      return text.awarded(lot, { ...event, price: money(event.price) });
    case "LotPassed":
      return text.passed(lot, event.reason);
    case "LotWithdrawn":
      return text.withdrawn(lot);
    default:
      return null;
  }
}

/** Says that the house has stopped in order. */
export function sayStopped({ io, language }: Run): void {
  io.err(`${SERVER_TEXTS[language].stopped}\n`);
}

function clock(language: Language): string {
  return new Date().toLocaleTimeString(localeOf(language), { hour12: false });
}
