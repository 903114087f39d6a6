// The bidder's face in a browser: follows the link, keeps what its pages show, and serves them on
// loopback until the person leaves.
//
// When the house has ended the session the page stays, with what was won and what it costs. Who never
// got in is told by the program itself, as in the terminal.

import { BidBook } from "../auction/bid_book.ts";
import type { LotId } from "../auction/lot.ts";
import { asFault } from "../base/fault.ts";
import { type Language, LANGUAGES } from "../base/language.ts";
import { LiveStreams } from "../web/live_streams.ts";
import type { PageSessions } from "../web/page_sessions.ts";
import type { PageSource } from "./bidder_view.ts";
import { followed, type FollowedSale, newFollowedSale, pictureOf } from "./followed_sale.ts";
import { happeningOf } from "./happening.ts";
import type { FaceEnd, HouseLink, LinkNotice } from "./house_link.ts";
import { moneyOf } from "./moment.ts";
import { createPageApp } from "./page_app.tsx";
import { BIDDER_BUILD } from "./page_assets.ts";
import { PageBids } from "./page_bids.ts";
import { PAGE_TEXTS } from "./page_texts.ts";
import { safeText } from "./safe_text.ts";
import type { Timers } from "./terminal.ts";

/** A page that is served. */
export interface PageServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Answers each request. */
export type PageHandler = (request: Request) => Response | Promise<Response>;

/** What the face stands on. `signal` ends it. */
export interface PageFaceOptions {
  readonly sessions: PageSessions;
  /** Serves the app on loopback. */
  serve(handle: PageHandler): PageServer;
  /** Opens a link in the person's browser; false: it could not, or is not wanted. */
  open(link: string): Promise<boolean>;
  /** A line to the person at the terminal. */
  say(line: string): void;
  /** Each time that the person asks for another link; null where nobody sits at the terminal. */
  readonly asked: AsyncIterable<unknown> | null;
  readonly timers: Timers;
  readonly fingerprint: string;
  /** Of the lines at the terminal; pages have their reader's. */
  readonly language: Language;
  /** IANA name, for times of the day. */
  readonly timeZone: string;
  readonly signal: AbortSignal;
}

/** Serves the person's browser until `signal`, or until it is clear that the house does not let them in. */
export async function runPageFace(link: HouseLink, options: PageFaceOptions): Promise<FaceEnd> {
  const face = new PageFace(link, options);
  const leave = () => face.leave();
  options.signal.addEventListener("abort", leave);
  const unsubscribe = link.subscribe((notice) => face.notice(notice));
  try {
    if (options.signal.aborted) leave();
    else await face.open();
    return await face.ended;
  } finally {
    unsubscribe();
    options.signal.removeEventListener("abort", leave);
    await face.close();
  }
}

/** One client's pages. */
class PageFace implements PageSource {
  readonly #link: HouseLink;
  readonly #options: PageFaceOptions;
  readonly #bids: PageBids;
  readonly #book = new BidBook();
  readonly #sales: Map<Language, FollowedSale>;
  readonly #streams: LiveStreams;
  readonly #ended = Promise.withResolvers<FaceEnd>();
  #server: PageServer | null = null;
  #chosen: LotId | null = null;
  #end: FaceEnd = "left";

  constructor(link: HouseLink, options: PageFaceOptions) {
    this.#link = link;
    this.#options = options;
    this.#bids = new PageBids(link);
    const start = newFollowedSale(pictureOf(link));
    this.#sales = new Map(LANGUAGES.map((language) => [language, start]));
    this.#streams = new LiveStreams({
      nowMs: () => link.nowMs(),
      every: (periodMs, run) => options.timers.every(periodMs, run),
      build: BIDDER_BUILD,
      failed: (error) => this.#failed(error),
    });
  }

  // --- what pages are drawn from --------------------------------------------------------------

  get fingerprint(): string {
    return this.#options.fingerprint;
  }

  get timeZone(): string {
    return this.#options.timeZone;
  }

  sale(language: Language): FollowedSale {
    const sale = this.#sales.get(language) ?? newFollowedSale(pictureOf(this.#link));
    // What was measured of the link, and an answer that overtook its notice, come without one.
    return { ...sale, ...pictureOf(this.#link) };
  }

  steps(lot: LotId) {
    return this.#book.of(lot);
  }

  chosen(): LotId | null {
    return this.#chosen;
  }

  handedOver() {
    return this.#bids.handedOver();
  }

  // --- the life of the face -------------------------------------------------------------------

  /** Resolves once, with the reason. */
  get ended(): Promise<FaceEnd> {
    return this.#ended.promise;
  }

  /** Serves the pages, and brings the browser in. */
  async open(): Promise<void> {
    const { serve, language, open, say, sessions } = this.#options;
    const app = createPageApp({
      link: this.#link,
      source: this,
      bids: this.#bids,
      sessions,
      streams: this.#streams,
      lookAt: (lot) => this.#chosen = lot,
      failed: (error) => this.#failed(error),
    });
    this.#server = serve((request) => app.fetch(request));
    const texts = PAGE_TEXTS[language].program;
    const link = this.#newLink();
    say(await open(link) ? texts.opened(this.#newLink()) : texts.open(link));
    const { asked } = this.#options;
    if (asked === null) return;
    say(texts.more);
    void this.#giveLinks(asked);
  }

  /** The person leaves. */
  leave(): void {
    this.#ended.resolve(this.#end);
  }

  /** Ends the streams and the server. */
  async close(): Promise<void> {
    this.#streams.end();
    await this.#server?.stop();
  }

  /** Takes in what the link tells. */
  notice(notice: LinkNotice): void {
    const { timeZone } = this.#options;
    const picture = pictureOf(this.#link);
    const nowMs = this.#link.nowMs();
    for (const [language, sale] of this.#sales) {
      const moment = { language, timeZone, nowMs };
      this.#sales.set(language, followed(sale, notice, { picture, moment }));
    }
    if (notice.type === "event") {
      this.#book.take(notice.seq, notice.event);
      // Another sale has lots of its own under the same numbers: nobody has asked to see one yet.
      if (notice.event.type === "SaleCreated") this.#chosen = null;
    }
    this.#streams.touch();
    this.#tell(notice);
    if (notice.type === "house" && notice.state === "ended") this.#stay("house_ended");
    if (notice.type === "connection" && notice.state === "ended") this.#stay("disconnected");
  }

  /** The terminal hears of the connection and of troubles; the sale itself is in the page. */
  #tell(notice: LinkNotice): void {
    if (notice.type === "event" || notice.type === "bid") return;
    const { language, timeZone, say } = this.#options;
    const { me, view } = pictureOf(this.#link);
    const { currency } = moneyOf({ view }, { language });
    const reader = { language, timeZone, me, view, currency };
    const line = happeningOf(notice, reader, this.#link.nowMs());
    if (line !== null) say(safeText(line.text));
  }

  #stay(end: FaceEnd): void {
    // Who is in has something to read; who never was needs the program's own word at once.
    if (this.#link.me() === null) return this.#ended.resolve(end);
    if (this.#end !== "left") return;
    this.#end = end;
    this.#options.say(PAGE_TEXTS[this.#options.language].program.stays);
  }

  async #giveLinks(asked: AsyncIterable<unknown>): Promise<void> {
    const { language, say } = this.#options;
    const texts = PAGE_TEXTS[language].program;
    try {
      for await (const _ of asked) say(texts.open(this.#newLink()));
    } catch (error) {
      this.#failed(error); // A terminal that breaks gives no more links; the page goes on.
    }
  }

  #newLink(): string {
    const code = this.#options.sessions.newCode(this.#link.me()?.name ?? "");
    // Behind the # it is sent to no server and stands in no log.
    return `http://127.0.0.1:${this.#server?.port ?? 0}/sign-in#${code}`;
  }

  #failed(error: unknown): void {
    const { code, message } = asFault(error);
    this.notice({ type: "problem", code, message });
  }
}
