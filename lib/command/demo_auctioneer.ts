// The auctioneer of the demo: runs the sale through the house's admin API, as a person would.
//
// A lot with a clock ends by itself. One without is warned twice and hammered, each time after a
// moment without a new bid; a bid begins the count again, as in a room.

import * as v from "valibot";
import { BiddersSchema, LotsSchema, SaleSchema } from "../admin/answer_schemas.ts";
import { Fault } from "../base/fault.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import type { DemoRoom } from "./demo_room.ts";
import { pause, within } from "./demo_wait.ts";

/** A lot as the admin API shows it. */
export type CatalogueLot = v.InferOutput<typeof LotsSchema>["lots"][number];

/** Where the house's admin API is, and who waits for it. */
export interface AuctioneerPlace {
  /** "http://127.0.0.1:7300". */
  readonly admin: string;
  /** The file of the admin token. */
  readonly tokenPath: string;
  /** What the people in the room hear. */
  readonly rooms: readonly DemoRoom[];
  /** Without a bid for so long: a fair warning, another one, the hammer. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/** A lot that is sold by hand, as the auctioneer hears it. */
export interface Hearing {
  /** The bids so far. */
  readonly bids: number;
  /** The warnings since the last one. */
  readonly calls: number;
  /** Since the last bid or warning. */
  readonly silentMs: number;
}

/** What the auctioneer does about it. */
export type Call =
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "warn" | "hammer" | "pass" };

const answerMs = 10_000;
const tokenBytesMax = 256;
const callsMax = 2;
/** From this bid on a lot is brought to its end although there are still bids. */
const bidsMax = 200;
/** How long anything in the room may take that has no end of its own. */
const roomMs = 60_000;
/** Late bids move a clock's end: this long the auctioneer waits for it at most. */
const timedMs = 30 * 60_000;
const joinedEveryMs = 200;

/** The next call on a lot that is sold by hand. */
export function nextCall({ bids, calls, silentMs }: Hearing, silenceMs: number): Call {
  if (silentMs < silenceMs) return { type: "wait", ms: silenceMs - silentMs };
  if (calls < callsMax) return { type: "warn" };
  return { type: bids === 0 ? "pass" : "hammer" };
}

/** The auctioneer at work. */
export class DemoAuctioneer {
  readonly #place: AuctioneerPlace;
  readonly #token: string;

  private constructor(place: AuctioneerPlace, token: string) {
    this.#place = place;
    this.#token = token;
  }

  /** Takes the token that the house has made. Faults: `not_found`, `file_unreadable`. */
  static async start(place: AuctioneerPlace): Promise<DemoAuctioneer> {
    const { text } = await readBoundedFile(place.tokenPath, { bytesMax: tokenBytesMax });
    return new DemoAuctioneer(place, text.trim());
  }

  /** The catalogue, in its order. */
  async lots(): Promise<readonly CatalogueLot[]> {
    return v.parse(LotsSchema, await this.#ask("GET", "lots")).lots;
  }

  /** The place of the last event in the house's record. */
  async lastSeq(): Promise<number> {
    return v.parse(SaleSchema, await this.#ask("GET", "sale")).seq;
  }

  /** The sale's id. */
  async sale(): Promise<string> {
    return v.parse(SaleSchema, await this.#ask("GET", "sale")).sale ?? "";
  }

  /**
   * Returns once the bidder with this paddle has joined and the client itself has been heard in the
   * sale: that the house has let it in, it may not have taken in yet. It has no end but the signal's.
   */
  async joined(paddle: string): Promise<void> {
    const isIn = async () => {
      const { bidders } = v.parse(BiddersSchema, await this.#ask("GET", "bidders"));
      return bidders.some((bidder) =>
        bidder.paddle === paddle && bidder.joined && bidder.path !== null
      );
    };
    while (!await isIn()) await pause(joinedEveryMs, this.#place.signal);
  }

  /** Opens the lot and brings it to its end; returns once everyone in the room knows the end. */
  async sell({ id, closing }: CatalogueLot): Promise<void> {
    await this.#ask("POST", `lots/${id}/open`);
    if (closing.type !== "timed") await this.#cry(id);
    const isOver = (room: DemoRoom) => (room.lot(id)?.result ?? null) !== null;
    const ms = closing.type === "timed" ? timedMs : roomMs;
    await this.#everyone(isOver, { what: `the end of lot ${id}`, ms });
  }

  /** Closes the sale; returns once everyone in the room knows. */
  async close(): Promise<void> {
    await this.#ask("POST", "sale/close");
    await this.#everyone((room) => room.closed, { what: "the end of the sale", ms: roomMs });
  }

  async #cry(id: string): Promise<void> {
    let [calls, bids, sinceMs] = [0, this.#bids(id), performance.now()];
    for (;;) {
      const silentMs = performance.now() - sinceMs;
      const call = nextCall({ bids, calls, silentMs }, this.#place.silenceMs);
      if (call.type === "wait") {
        await this.#listen(call.ms, () => this.#bids(id) !== bids);
        if (this.#bids(id) === bids) continue;
        bids = this.#bids(id);
        if (bids < bidsMax) calls = 0;
      } else {
        await this.#ask("POST", `lots/${id}/${call.type}`);
        if (call.type !== "warn") return;
        calls += 1;
      }
      sinceMs = performance.now();
    }
  }

  #bids(id: string): number {
    return Math.max(...this.#place.rooms.map((room) => room.lot(id)?.bids ?? 0));
  }

  /** Lets `ms` pass, or less where the room has heard what `isNews` waits for. */
  async #listen(ms: number, isNews: () => boolean): Promise<void> {
    const { rooms, signal } = this.#place;
    const over = new AbortController();
    const waiting = AbortSignal.any([over.signal, signal]);
    const heard = rooms.map((room) => room.until(isNews, waiting));
    const passed = pause(ms, waiting).catch(() => {}); // The signal is looked at below.
    await Promise.race([passed, ...heard]);
    over.abort();
    signal.throwIfAborted();
  }

  async #everyone(
    isSo: (room: DemoRoom) => boolean,
    { what, ms }: { readonly what: string; readonly ms: number },
  ): Promise<void> {
    const { rooms, signal } = this.#place;
    const all = Promise.all(rooms.map((room) => room.until(isSo)));
    await within(all, { ms, what, signal });
  }

  async #ask(method: "GET" | "POST", path: string): Promise<unknown> {
    const { admin, signal } = this.#place;
    const asked = fetch(`${admin}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    const response = await within(asked, { ms: answerMs, what: `the answer to ${path}`, signal });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw new Fault("bad_protocol", `${method} ${path}: found ${response.status} ${text}`);
  }
}
