// The event streams of live pages: each open page has one, and hears what changed in its regions.
//
// Nothing is queued for a page. A stream that is ready for more gets the difference between what
// it has and what is true now; one that is slow gets fewer and larger differences. So a storm of
// bids costs a page at most ten patches a second, and a page that comes back needs no history.
//
// Pages that show the same are drawn and compared once for all of them: a wall of screens costs the
// program what one of them does, and their bytes.

import { type Bytes, toUtf8 } from "../base/bytes.ts";
import { type Patch, patchBetween } from "./patch.ts";
import type { Region } from "./region.ts";

/** How often changes are looked for: ten patches a second look immediate and stay readable. */
export const PATCH_PERIOD_MS = 100;

/** After how long a page is rendered although nothing was told: prices and states that only time changes. */
export const RENDER_PERIOD_MS = 250;

/** After how long a silent stream says the time, so that clocks stay right and a dead line is seen. */
export const BEAT_PERIOD_MS = 5_000;

/** How many pages may be open at once. */
export const PAGES_MAX = 32;

/** What an open page shows. Asked anew for each patch, once for all pages that show the same. */
export interface LivePage {
  regions(nowMs: number): readonly Region[];
}

/** What {@link LiveStreams} stand on. */
export interface LiveStreamsParts {
  /** The house's time. */
  nowMs(): number;
  /** Calls `run` every `periodMs` until the returned function is called. */
  every(periodMs: number, run: () => void): () => void;
  /** Names this build of the program: a page of another build loads itself again. */
  readonly build: string;
  /** A page could not be rendered. Its stream ends; the house goes on. */
  failed(error: unknown): void;
}

/** How a page looked at one moment. */
interface Drawing {
  readonly regions: readonly Region[];
  readonly version: number;
  readonly atMs: number;
  /** The JSON of what differs from an earlier drawing, behind its time; null where nothing does. */
  readonly changes: WeakMap<Drawing, string | null>;
}

/** A page that one or more browsers have open. */
interface OpenPage {
  readonly key: string;
  readonly page: LivePage;
  readonly streams: Set<Stream>;
  newest: Drawing;
}

interface Stream {
  readonly open: OpenPage;
  readonly controller: ReadableStreamDefaultController<Bytes>;
  /** What its browser has. */
  has: Drawing;
  isOpened: boolean;
  ready: boolean;
  sentAt: number;
}

/** All open pages of one program. */
export class LiveStreams {
  readonly #parts: LiveStreamsParts;
  readonly #streams = new Set<Stream>();
  readonly #pages = new Map<string, OpenPage>();
  readonly #stopTicking: () => void;
  #version = 0;
  #ended = false;

  constructor(parts: LiveStreamsParts) {
    this.#parts = parts;
    this.#stopTicking = parts.every(PATCH_PERIOD_MS, () => this.#tick());
  }

  /** How many pages are open. */
  get open(): number {
    return this.#streams.size;
  }

  /** Whether another page would be refused. */
  get full(): boolean {
    return this.#ended || this.#streams.size >= PAGES_MAX;
  }

  /** Something that pages show may have changed. Cheap: nothing is rendered before the next tick. */
  touch(): void {
    this.#version += 1;
  }

  /**
   * The stream of one page: first all of its regions, then what changes. Pages of the same `key`
   * show the same, and only the first of them is made. Not while {@link full}.
   */
  stream(key: string, make: () => LivePage): ReadableStream<Bytes> {
    let stream: Stream | null = null;
    return new ReadableStream<Bytes>({
      start: (controller) => {
        stream = {
          open: this.#openPage(key, make),
          controller,
          has: blank(),
          isOpened: false,
          ready: false,
          sentAt: this.#parts.nowMs(),
        };
        stream.open.streams.add(stream);
        this.#streams.add(stream);
      },
      pull: () => {
        if (stream === null) return;
        stream.ready = true;
        if (stream.isOpened) return;
        stream.isOpened = true;
        this.#hand(stream, `retry: 1000\nevent: hello\ndata: ${JSON.stringify(this.#parts.build)}`);
        this.#serve(stream);
      },
      cancel: () => {
        if (stream !== null) this.#forget(stream);
      },
    }, { highWaterMark: 0 });
  }

  /** Ends all streams for good: the program stops. */
  end(): void {
    this.#ended = true;
    this.#stopTicking();
    for (const { controller } of this.#streams) controller.close();
    this.#streams.clear();
    this.#pages.clear();
  }

  #openPage(key: string, make: () => LivePage): OpenPage {
    const known = this.#pages.get(key);
    if (known !== undefined) return known;
    const fresh = { key, page: make(), streams: new Set<Stream>(), newest: blank() };
    this.#pages.set(key, fresh);
    return fresh;
  }

  #forget(stream: Stream): void {
    const { open } = stream;
    this.#streams.delete(stream);
    open.streams.delete(stream);
    if (open.streams.size === 0) this.#pages.delete(open.key);
  }

  #tick(): void {
    for (const stream of this.#streams) if (stream.ready) this.#serve(stream);
  }

  #serve(stream: Stream): void {
    const now = this.#parts.nowMs();
    const drawing = this.#drawing(stream.open, now);
    if (drawing === null) return;
    const change = changeOf(stream.has, drawing);
    stream.has = drawing;
    if (change !== null) return this.#say(stream, { now, change });
    if (now - stream.sentAt >= BEAT_PERIOD_MS) this.#say(stream, { now, change: NO_CHANGE });
  }

  /** How the page looks now; null where it cannot be drawn, and its streams have ended. */
  #drawing(open: OpenPage, now: number): Drawing | null {
    const { newest } = open;
    const isFresh = newest.version === this.#version && now - newest.atMs < RENDER_PERIOD_MS;
    if (isFresh) return newest;
    try {
      const regions = open.page.regions(now);
      const version = this.#version;
      return open.newest = { regions, version, atMs: now, changes: new WeakMap() };
    } catch (error) {
      // A page is never worth the sale: what goes wrong in it stays in it.
      for (const stream of [...open.streams]) {
        this.#forget(stream);
        stream.controller.close();
      }
      this.#parts.failed(error);
      return null;
    }
  }

  #say(stream: Stream, { now, change }: { readonly now: number; readonly change: string }): void {
    stream.sentAt = now;
    this.#hand(stream, `event: patch\ndata: {"now":${now},${change}`);
  }

  #hand(stream: Stream, message: string): void {
    // Cleared first: the stream may ask for more from within enqueue, and that wish must stand.
    stream.ready = false;
    stream.controller.enqueue(toUtf8(`${message}\n\n`));
  }
}

/** What differs between nothing and nothing. */
const NO_CHANGE = afterTime({ regions: {}, lists: {} });

/** What a browser has that has heard nothing. */
function blank(): Drawing {
  const never = Number.NEGATIVE_INFINITY;
  return { regions: [], version: -1, atMs: never, changes: new WeakMap() };
}

/** The JSON of the patch from `before` to `after` behind its time; most pages have the same `before`. */
function changeOf(before: Drawing, after: Drawing): string | null {
  if (before === after) return null;
  const known = after.changes.get(before);
  if (known !== undefined) return known;
  const patch = patchBetween(before.regions, after.regions);
  const change = patch === null ? null : afterTime(patch);
  after.changes.set(before, change);
  return change;
}

/** The JSON of a patch without its first brace, as the time of its sending comes before the rest. */
function afterTime(patch: Omit<Patch, "now">): string {
  return JSON.stringify(patch).slice(1);
}
