// What is told around a practice: who bids and how to, before; how it went, after.
//
// Nothing is told during the sale: then the terminal belongs to the client.

import { type Language, localeOf, textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { wrapText } from "../bidder/screen_row.ts";
import type { StagedBidder } from "./demo_stage.ts";
import { alignedTo } from "./demo_table.ts";
import type { Lesson, LessonRow } from "./practice_lesson.ts";
import type { PracticePace } from "./practice_pace.ts";
import type { PracticeTemper } from "./practice_temper.ts";
import { PRACTICE_WORDS, type PracticeWords } from "./practice_words.ts";
import type { Style } from "./style.ts";

/** What the story needs to be told. */
export interface PracticeStoryOptions {
  readonly language: Language;
  readonly style: Style;
  /** ISO 4217. */
  readonly currency: string;
  out(text: string): void;
}

/** A scripted bidder and its temper. */
export interface Rival {
  readonly bidder: StagedBidder;
  readonly temper: PracticeTemper;
}

const titleColumns = 32;
const numberColumns = [3, 4, 5];

/** The teller. */
export class PracticeStory {
  readonly words: PracticeWords;
  readonly #options: PracticeStoryOptions;

  constructor(options: PracticeStoryOptions) {
    this.#options = options;
    this.words = PRACTICE_WORDS[options.language];
  }

  /** A line on its own. */
  note(text: string): void {
    this.#options.out(`${text}\n`);
  }

  /** What this is, and how to have the same again. */
  begin({ seed, again }: { readonly seed: number; readonly again: string }): void {
    const { words } = this;
    const { style } = this.#options;
    this.note(style.bold(words.title));
    this.note(style.dim(`${words.again(seed)}\n  ${again}`));
    this.note(style.dim(words.settingUp));
  }

  /** Who bids, by which rules the lots end, and what to type. */
  introduce(guest: StagedBidder, rivals: readonly Rival[], pace: PracticePace): void {
    const { words } = this;
    const rows = rivals.map(({ bidder: { paddle, name }, temper }) => [
      words.paddle(paddle),
      name,
      words.tempers[temper],
    ]);
    const line = alignedTo(rows, []);
    this.note(`\n${words.beside(guest.paddle)}`);
    for (const cells of rows) this.note(`  ${line(cells)}`);
    this.note("");
    this.note(words.byHand(this.#seconds(pace.silenceMs)));
    this.note(words.byClock(this.#seconds(pace.timedMs), this.#seconds(pace.windowMs)));
    this.note(`${this.#options.style.bold(words.howTo)}\n`);
  }

  /** How it went, lot by lot and in all. */
  review(
    lesson: Lesson,
    { titles, names }: {
      /** By lot. */
      readonly titles: ReadonlyMap<string, { readonly en?: string; readonly pt?: string }>;
      /** By paddle. */
      readonly names: ReadonlyMap<string, string>;
    },
  ): void {
    const { words } = this;
    const { style, language } = this.#options;
    this.note(`\n${style.bold(words.review)}`);
    if (lesson.rows.length === 0) return this.note(words.nothingEnded);
    const rows = lesson.rows.map((row) => {
      const title = shortTitle(textIn(titles.get(row.lot.id) ?? {}, language));
      return { row, cells: this.#cells(row, { title, names }) };
    });
    const line = alignedTo([words.columns, ...rows.map(({ cells }) => cells)], numberColumns);
    this.note(style.dim(line(words.columns)));
    for (const { row, cells } of rows) {
      this.note(row.isWon ? style.green(line(cells)) : line(cells));
    }
    this.note("");
    this.#sums(lesson);
    for (const hint of lesson.hints) this.note(style.yellow(`> ${words.hints[hint]}`));
  }

  #sums({ rows, won, paid, rivals, unspent }: Lesson): void {
    const { words } = this;
    this.note(this.#options.style.bold(words.won(won, rows.length)));
    if (won > 0) this.note(words.paid(this.#money(paid), this.#money(rivals)));
    if (unspent > 0) this.note(words.unspent(this.#money(unspent)));
    for (const { lot, isReservePrice } of rows) {
      if (isReservePrice) this.note(words.reservePrice(lot.id, this.#money(lot.price ?? 0)));
    }
    for (const { lot, short } of rows) {
      if (short === null) continue;
      this.note(words.short(lot.id, this.#money(short), this.#money(lot.rival.limit)));
    }
  }

  #cells(
    { lot, isWon, ownMax }: LessonRow,
    { title, names }: { readonly title: string; readonly names: ReadonlyMap<string, string> },
  ): readonly string[] {
    const { words } = this;
    const name = lot.winner === null ? words.notSold : names.get(lot.winner) ?? lot.winner;
    return [
      lot.id,
      title,
      isWon ? words.you : name,
      lot.price === null ? "" : this.#money(lot.price),
      ownMax === null ? "-" : this.#money(ownMax),
      `${this.#money(lot.rival.limit)} (${names.get(lot.rival.paddle) ?? lot.rival.paddle})`,
    ];
  }

  #money(cents: number): string {
    const { currency, language } = this.#options;
    return formatMoney(cents, { currency, language });
  }

  #seconds(ms: number): string {
    const locale = localeOf(this.#options.language);
    return (ms / 1_000).toLocaleString(locale, { maximumFractionDigits: 1 });
  }
}

/** As many whole words as a column of the table takes. */
function shortTitle(title: string): string {
  const [first = "", more] = wrapText(title, titleColumns);
  return more === undefined ? first : `${first.replace(/,$/, "")} …`;
}
