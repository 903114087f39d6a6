// The bidder's face for a person at a terminal: a live screen with a prompt, or plain lines where
// there is no screen.
//
// This is the shell around the pure parts: it hears the link and the keys, keeps the model, draws
// ten times a second at most, and carries out what an answer asks for.

import { asFault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { endingLines } from "./ending_lines.ts";
import { pictureOf } from "./followed_sale.ts";
import type { BidWish, FaceEnd, HouseLink, LinkNotice } from "./house_link.ts";
import { LineEditor } from "./line_editor.ts";
import { type InputLine, readChunks, readLines } from "./line_reader.ts";
import { LineSink } from "./line_sink.ts";
import { LiveScreen } from "./live_screen.ts";
import type { Moment } from "./moment.ts";
import { fallsSince, linesBetween, type ToldPrices } from "./plain_lines.ts";
import type { Terminal, Timers } from "./terminal.ts";
import { answerLine, type TypedLine } from "./terminal_answer.ts";
import { newModel, noticed, type TerminalModel } from "./terminal_model.ts";

/** How often the screen is looked over: a countdown stays true, a storm of bids stays calm. */
export const drawPeriodMs = 100;

/** How long before its end a line is taken to have been begun where single keys are not seen. */
export const typingLeadMs = 2_000;

const typedBytesMax = 1_024;

/** The terminal, the person and the time. `signal` ends the face at once, as "left". */
export interface TerminalFaceOptions {
  readonly terminal: Terminal;
  readonly timers: Timers;
  readonly language: Language;
  /** IANA name, for times of the day. */
  readonly timeZone: string;
  /** True: the end of a redirected input does not end the client, only the end of the sale does. */
  readonly follow: boolean;
  readonly signal?: AbortSignal;
}

/** What a model is shown on. */
interface Show {
  changed(before: TerminalModel, after: TerminalModel): void;
  tick(): void;
  close(lastLines: readonly string[]): Promise<void>;
}

/**
 * Serves a person until they leave or there is nothing more to follow, and gives the terminal back
 * as it was, also when it throws: `file_unwritable` and `timeout` as for {@link LineSink}.
 */
export async function runTerminalFace(
  link: HouseLink,
  options: TerminalFaceOptions,
): Promise<FaceEnd> {
  const face = new TerminalFace(link, options);
  const leave = () => face.end("left");
  options.signal?.addEventListener("abort", leave);
  if (options.signal?.aborted) leave();
  const unsubscribe = link.subscribe((notice) => face.notice(notice));
  const stopTicking = options.timers.every(drawPeriodMs, () => face.tick());
  try {
    face.tick();
    void face.read(options.terminal.input); // Never rejects; its end may end the face.
    return await face.ended;
  } finally {
    stopTicking();
    unsubscribe();
    options.signal?.removeEventListener("abort", leave);
    await face.close();
  }
}

/** One person being served. */
class TerminalFace {
  readonly #link: HouseLink;
  readonly #options: TerminalFaceOptions;
  readonly #editor = new LineEditor();
  readonly #ended = Promise.withResolvers<FaceEnd>();
  readonly #reading = new AbortController();
  readonly #show: Show;
  #model: TerminalModel;
  #inputEnded = false;
  #end: FaceEnd | null = null;

  constructor(link: HouseLink, options: TerminalFaceOptions) {
    this.#link = link;
    this.#options = options;
    this.#model = newModel(pictureOf(link), link.nowMs());
    this.#show = options.terminal.interactive ? this.#liveShow() : this.#plainShow();
  }

  /** Resolves once, with the reason. */
  get ended(): Promise<FaceEnd> {
    return this.#ended.promise;
  }

  /** Stops reading and showing. */
  end(end: FaceEnd): void {
    this.#end ??= end;
    this.#reading.abort();
    this.#ended.resolve(end);
  }

  /** Takes in what the link tells. */
  notice(notice: LinkNotice): void {
    if (this.#reading.signal.aborted) return;
    const before = this.#model;
    const context = { picture: pictureOf(this.#link), moment: this.#moment() };
    this.#model = noticed(before, notice, context);
    // What happened before this person came is on the screen, but is no news.
    const isHistory = notice.type === "event" && this.#model.connection === "joining";
    if (!isHistory) this.#show.changed(before, this.#model);
    if (notice.type === "connection" && notice.state === "ended") this.end("disconnected");
    if (notice.type === "house" && notice.state === "ended") this.end("house_ended");
    this.#endIfDone();
  }

  /** Time has passed. */
  tick(): void {
    if (this.#reading.signal.aborted) return;
    // What was measured of the link comes without a notice.
    this.#model = { ...this.#model, quality: this.#link.quality() };
    this.#show.tick();
  }

  /** Carries out what is typed, to the end of the input or the face's. */
  async read(input: ReadableStream<Uint8Array>): Promise<void> {
    try {
      if (this.#options.terminal.interactive) await this.#readKeys(input);
      else await this.#readLines(input);
    } catch (error) {
      this.#problem(error); // A terminal that breaks has ended.
    }
    this.#inputEnded = true;
    if (this.#options.terminal.interactive) this.end("left"); // Its window was closed.
    this.#endIfDone();
  }

  /** Gives the terminal back, with the own results as the last word. */
  async close(): Promise<void> {
    const moment = this.#moment();
    await this.#show.close(endingLines(this.#model, { moment, end: this.#end ?? "left" }));
  }

  async #readKeys(input: ReadableStream<Uint8Array>): Promise<void> {
    for await (const bytes of readChunks(input, this.#reading.signal)) {
      for (const result of this.#editor.feed(bytes, this.#link.nowMs())) {
        if (result.type === "quit") return;
        if (result.type === "line") this.#line(result);
        else this.#change({ ...this.#model, message: null, question: null, panel: null });
      }
      this.#show.tick();
    }
  }

  async #readLines(input: ReadableStream<Uint8Array>): Promise<void> {
    const bounds = { lineBytesMax: typedBytesMax, signal: this.#reading.signal };
    for await (const line of readLines(input, bounds)) {
      this.#line({ text: textOf(line), sinceMs: this.#link.nowMs() - typingLeadMs });
    }
  }

  #line(line: TypedLine): void {
    if (this.#reading.signal.aborted) return;
    const { model, effects } = answerLine(this.#model, line, this.#moment());
    this.#change(model);
    for (const effect of effects) {
      if (effect.type === "quit") this.end("left");
      else void this.#bid(effect.wish);
    }
  }

  async #bid(wish: BidWish): Promise<void> {
    try {
      const ticket = await this.#link.bid(wish);
      // The answer may have overtaken this promise: then there is nothing left to say of "sent".
      const known = this.#link.bids().find(({ id }) => id === ticket.id);
      if (known === undefined || known.state === ticket.state) this.notice({ type: "bid", ticket });
    } catch (error) {
      this.#problem(error);
    }
  }

  #problem(error: unknown): void {
    const { code, message } = asFault(error);
    this.notice({ type: "problem", code, message });
  }

  #change(model: TerminalModel): void {
    const before = this.#model;
    this.#model = model;
    this.#show.changed(before, model);
  }

  #endIfDone(): void {
    if (!this.#inputEnded || this.#link.bids().some(({ state }) => state === "sent")) return;
    if (!this.#options.follow) this.end(this.#link.me() !== null ? "left" : "never_joined");
    else if (this.#model.view.phase === "closed") this.end("sale_closed");
  }

  #moment(): Moment {
    const { language, timeZone } = this.#options;
    return { language, timeZone, nowMs: this.#link.nowMs() };
  }

  #liveShow(): Show {
    const screen = new LiveScreen(this.#options.terminal);
    return {
      changed: () => {},
      tick: () => screen.draw(this.#model, { ...this.#moment(), prompt: this.#editor.text }),
      close: (lastLines) => screen.close(lastLines),
    };
  }

  #plainShow(): Show {
    const sink = new LineSink(this.#options.terminal.output);
    void sink.failed.then(() => this.end("left"));
    let told: ToldPrices = new Map();
    const write = (lines: readonly string[]) => lines.forEach((line) => sink.write(line));
    return {
      changed: (before, after) => write(linesBetween(before, after, this.#moment())),
      tick: () => {
        if (this.#model.connection !== "live") return;
        const falls = fallsSince(told, this.#model, this.#moment());
        told = falls.told;
        write(falls.lines);
      },
      close: async (lastLines) => {
        write(lastLines);
        await sink.finish();
      },
    };
  }
}

/** A line that cannot be read is answered like any other that is not understood. */
function textOf(line: InputLine): string {
  return "problem" in line ? "\ufffd" : line.text;
}
