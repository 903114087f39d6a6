// The story of the demo, line by line, and its end: who won what, and where the record lies.
//
// Told from what one bidder's client hears on the feed, so that it shows what a bidder would see.

import { type Language, localeOf, textIn } from "../base/language.ts";
import { formatMoney, formatTimeLeft } from "../base/money_text.ts";
import { BIDDER_TEXTS } from "../bidder/bidder_texts.ts";
import { wrapText } from "../bidder/screen_row.ts";
import type { CatalogueLot } from "./demo_auctioneer.ts";
import type { RingEvent, RoomLot } from "./demo_room.ts";
import type { DemoStage, StagedBidder } from "./demo_stage.ts";
import type { Temper } from "./demo_temper.ts";
import { alignedTo } from "./demo_table.ts";
import { DEMO_WORDS, type DemoWords } from "./demo_words.ts";
import type { Style } from "./style.ts";

/** What the story needs to be told. */
export interface StoryOptions {
  readonly language: Language;
  readonly style: Style;
  /** ISO 4217. */
  readonly currency: string;
  out(text: string): void;
}

const indent = "        ";
const titleColumns = 52;

/** The teller. */
export class DemoStory {
  readonly words: DemoWords;
  readonly #options: StoryOptions;
  readonly #names = new Map<string, string>();
  readonly #startedMs = performance.now();

  constructor(options: StoryOptions) {
    this.#options = options;
    this.words = DEMO_WORDS[options.language];
  }

  /** Who is behind each paddle. */
  introduce(bidders: readonly StagedBidder[]): void {
    for (const { paddle, name } of bidders) this.#names.set(paddle, name);
  }

  /** A line with the time since the start. */
  say(text: string): void {
    const time = formatTimeLeft(performance.now() - this.#startedMs).padStart(6);
    this.#options.out(`${this.#options.style.dim(time)}  ${text}\n`);
  }

  /** A line on its own. */
  note(text: string): void {
    this.#options.out(`${text}\n`);
  }

  /** The next lot. */
  lot({ id, title, opening, hasReserve, closing }: CatalogueLot, seconds: number): void {
    const { words } = this;
    const { style, language } = this.#options;
    const facts = [
      words.opensAt(this.#money(opening)),
      ...(hasReserve ? [words.reserve] : []),
      closing.type === "timed" ? words.byClock(this.#number(seconds)) : words.byHand,
    ];
    this.note("");
    this.say(style.bold(`${words.lot(id)}: ${textIn(title, language)}`));
    this.note(style.dim(`${indent}${facts.join("; ")}`));
  }

  /** A bid that is being made. */
  offer(name: string, { temper, max }: { readonly temper: Temper; readonly max: number }): void {
    this.say(this.#options.style.dim(this.words.offers[temper](name, this.#money(max))));
  }

  /** A bid that the house refused, or the client. */
  refused(name: string, reason: string): void {
    const why = new Map(Object.entries(BIDDER_TEXTS[this.#options.language].refusal)).get(reason);
    this.say(this.#options.style.red(this.words.refused(name, why ?? reason)));
  }

  /** What everyone hears; `before` is the lot as it stood. */
  event(event: RingEvent, before: RoomLot | null): void {
    const { words } = this;
    const { style } = this.#options;
    switch (event.event) {
      case "BidAccepted":
        return this.#accepted(event, before);
      case "LotExtended": {
        const leftMs = (event.endsAt ?? 0) - Date.now();
        return this.say(style.yellow(words.extended(this.#number(Math.max(0, leftMs) / 1_000))));
      }
      case "FairWarningGiven":
        return this.say(style.yellow(words.warning(event.call)));
      case "LotSold":
        return this.say(
          style.green(words.sold(this.#name(event.paddle), this.#money(event.price))),
        );
      case "LotPassed": {
        const isBelow = event.reason === "reserve_not_met";
        return this.say(style.yellow(isBelow ? words.passedBelowReserve : words.passed));
      }
      case "LotCatalogued":
      case "LotMoved":
      case "LotOpened":
      case "SaleClosed":
        return;
    }
  }

  /** The table of who won what. */
  results(catalogue: readonly CatalogueLot[], lots: readonly RoomLot[]): void {
    const { words } = this;
    const { style, language } = this.#options;
    const rows = catalogue.map(({ id, title }) => {
      const lot = lots.find((candidate) => candidate.lot === id);
      const [first = ""] = wrapText(textIn(title, language), titleColumns);
      const isSold = lot?.result === "sold";
      const winner = isSold ? this.#name(lot.leader) : words.notSold;
      const price = isSold ? this.#money(lot.price ?? 0) : "";
      return { cells: [id, first.replace(/,$/, ""), winner, price], isSold };
    });
    const sold = lots.filter(({ result }) => result === "sold");
    const sum = sold.reduce((total, { price }) => total + (price ?? 0), 0);
    const total = ["", words.total(sold.length, catalogue.length), "", this.#money(sum)];
    const table = [words.columns, ...rows.map(({ cells }) => cells), total];
    const line = alignedTo(table, [3]);
    this.note(`\n${style.bold(line(words.columns))}`);
    for (const { cells, isSold } of rows) {
      this.note(isSold ? line(cells) : style.dim(line(cells)));
    }
    this.note(`${style.bold(line(total))}\n`);
  }

  /** Where everything lies, and how to look at it. */
  places(
    stage: DemoStage,
    seen: readonly { readonly name: string; readonly path: string }[],
  ): void {
    const { words } = this;
    const { style } = this.#options;
    const { folder, keys, items, data } = stage;
    const again = `deno task server --keys ${keys} --items ${items} --data ${data}`;
    const rows = [
      [words.record, `${data}/ledger.sqlite`],
      ...seen.map(({ name, path }) => [words.seenBy(name), path]),
      [words.again, again],
      [words.folder, style.bold(folder)],
    ] as const;
    const width = Math.max(...rows.map(([label]) => label.length));
    for (const [label, value] of rows) this.note(`  ${label.padEnd(width)}  ${value}`);
    this.note(style.dim(`${words.throwAway}\n${words.next}`));
  }

  #accepted(
    { leader, price, reserveMet }: Extract<RingEvent, { readonly event: "BidAccepted" }>,
    before: RoomLot | null,
  ): void {
    const { words } = this;
    const { style } = this.#options;
    const text = leader !== null && leader === before?.leader ? words.holds : words.leads;
    const reserve = before?.hasReserve !== true || before.reserveMet
      ? ""
      : `, ${reserveMet ? words.reserveMet : words.reserveNotMet}`;
    this.say(`${text(style.bold(this.#money(price ?? 0)), this.#name(leader))}${reserve}`);
  }

  #name(paddle: string | null): string {
    return this.#names.get(paddle ?? "") ?? paddle ?? "";
  }

  #money(cents: number): string {
    const { currency, language } = this.#options;
    return formatMoney(cents, { currency, language });
  }

  #number(value: number): string {
    return value.toLocaleString(localeOf(this.#options.language), { maximumFractionDigits: 1 });
  }
}
