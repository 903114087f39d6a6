// What one bidder of the demo has heard so far: its client's lines, and the lots as they stand.
//
// Fed with the NDJSON that the client writes (lib/bidder/NDJSON.md). The raw lines of events are
// kept: in the end all bidders must have the same ones.

import * as v from "valibot";
import { withMovedLot } from "../auction/lot_order.ts";

const Lot = v.string();
const Amount = v.number();
const Moment = v.nullable(v.number());

/** The events that the demo acts on; all others are only kept. */
const RingEventSchema = v.variant("event", [
  v.object({
    event: v.literal("LotCatalogued"),
    lot: Lot,
    opening: Amount,
    hasReserve: v.boolean(),
  }),
  v.object({ event: v.literal("LotMoved"), lot: Lot, before: v.nullable(Lot) }),
  v.object({ event: v.literal("LotOpened"), lot: Lot, ask: Amount, endsAt: Moment }),
  v.object({
    event: v.literal("BidAccepted"),
    lot: Lot,
    leader: v.nullable(v.string()),
    price: v.nullable(Amount),
    ask: Amount,
    reserveMet: v.boolean(),
  }),
  v.object({ event: v.literal("LotExtended"), lot: Lot, endsAt: Moment }),
  v.object({ event: v.literal("FairWarningGiven"), lot: Lot, call: v.number() }),
  v.object({ event: v.literal("LotSold"), lot: Lot, paddle: v.string(), price: Amount }),
  v.object({ event: v.literal("LotPassed"), lot: Lot, reason: v.string() }),
  v.object({ event: v.literal("SaleClosed") }),
]);

const LineSchema = v.union([
  v.object({ event: v.string(), seq: v.number() }),
  v.object({
    answer: v.literal("bid"),
    state: v.picklist(["sent", "accepted", "refused"]),
    lot: Lot,
    reason: v.nullable(v.string()),
  }),
  v.object({ connection: v.string(), path: v.nullable(v.string()) }),
]);

/** An event that the demo acts on. */
export type RingEvent = v.InferOutput<typeof RingEventSchema>;

/** A lot as this bidder knows it. */
export interface RoomLot {
  readonly lot: string;
  readonly opening: number;
  readonly hasReserve: boolean;
  readonly open: boolean;
  readonly leader: string | null;
  readonly price: number | null;
  readonly ask: number;
  readonly endsAt: number | null;
  /** Fair warnings since the last bid. */
  readonly calls: number;
  /** Bids that changed the price or the leader. */
  readonly bids: number;
  readonly reserveMet: boolean;
  /** How often a late bid has moved the end. */
  readonly extensions: number;
  /** How it ended, or null. */
  readonly result: "sold" | "passed" | null;
}

/** What a line made known, beside an event. */
export type RoomNews =
  | { readonly type: "event"; readonly event: RingEvent; readonly before: RoomLot | null }
  | { readonly type: "refused"; readonly lot: string; readonly reason: string };

/** One bidder's knowledge. */
export class DemoRoom {
  #lots = new Map<string, RoomLot>();
  readonly #eventLines: string[] = [];
  readonly #watchers = new Set<() => void>();
  #lastSeq = 0;
  #connection = "";
  #path: string | null = null;
  #closed = false;

  /** The lots in the catalogue's order. */
  get lots(): readonly RoomLot[] {
    return [...this.#lots.values()];
  }

  /** All events as the client wrote them. */
  get eventLines(): readonly string[] {
    return this.#eventLines;
  }

  /** The place of the last event in the house's record. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Whether the feed comes in now. */
  get live(): boolean {
    return this.#connection === "live";
  }

  /** How the feed comes in: "multicast" where it should. */
  get path(): string | null {
    return this.#path;
  }

  /** Whether the sale is over. */
  get closed(): boolean {
    return this.#closed;
  }

  /** A lot that the catalogue has named. */
  lot(id: string): RoomLot | null {
    return this.#lots.get(id) ?? null;
  }

  /** Takes one line; null where it says nothing that anyone here acts on. */
  hear(text: string): RoomNews | null {
    const line = v.safeParse(LineSchema, JSON.parse(text));
    if (!line.success) return null;
    const news = this.#take(text, line.output);
    for (const watcher of this.#watchers) watcher();
    return news;
  }

  /**
   * Resolves once `isSo`, which is asked after every line, or once the signal fires. Without one
   * it has no end: bound it.
   */
  until(isSo: (room: DemoRoom) => boolean, signal?: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const watcher = () => {
      if (!isSo(this) && signal?.aborted !== true) return;
      this.#watchers.delete(watcher);
      signal?.removeEventListener("abort", watcher);
      resolve();
    };
    signal?.addEventListener("abort", watcher);
    this.#watchers.add(watcher);
    watcher();
    return promise;
  }

  #take(text: string, line: v.InferOutput<typeof LineSchema>): RoomNews | null {
    if ("connection" in line) {
      this.#connection = line.connection;
      this.#path = line.path;
      return null;
    }
    if ("answer" in line) {
      if (line.state !== "refused") return null;
      return { type: "refused", lot: line.lot, reason: line.reason ?? "" };
    }
    this.#eventLines.push(text);
    this.#lastSeq = line.seq;
    const ring = v.safeParse(RingEventSchema, JSON.parse(text));
    if (!ring.success) return null;
    const before = "lot" in ring.output ? this.lot(ring.output.lot) : null;
    this.#change(ring.output, before);
    return { type: "event", event: ring.output, before };
  }

  #change(event: RingEvent, before: RoomLot | null): void {
    if (event.event === "SaleClosed") this.#closed = true;
    else if (event.event === "LotCatalogued") this.#lots.set(event.lot, catalogued(event));
    else if (event.event === "LotMoved") this.#lots = withMovedLot(this.#lots, event);
    else if (before !== null) this.#lots.set(event.lot, after(before, event));
  }
}

type EventOf<N extends RingEvent["event"]> = Extract<RingEvent, { readonly event: N }>;

function catalogued({ lot, opening, hasReserve }: EventOf<"LotCatalogued">): RoomLot {
  return {
    lot,
    opening,
    hasReserve,
    open: false,
    leader: null,
    price: null,
    ask: opening,
    endsAt: null,
    calls: 0,
    bids: 0,
    reserveMet: !hasReserve,
    extensions: 0,
    result: null,
  };
}

function after(
  lot: RoomLot,
  event: Exclude<RingEvent, EventOf<"SaleClosed" | "LotCatalogued" | "LotMoved">>,
): RoomLot {
  switch (event.event) {
    case "LotOpened":
      return { ...lot, open: true, ask: event.ask, endsAt: event.endsAt };
    case "BidAccepted": {
      const { leader, price, ask, reserveMet } = event;
      return { ...lot, leader, price, ask, reserveMet, calls: 0, bids: lot.bids + 1 };
    }
    case "LotExtended":
      return { ...lot, endsAt: event.endsAt, extensions: lot.extensions + 1 };
    case "FairWarningGiven":
      return { ...lot, calls: event.call };
    case "LotSold":
      return { ...lot, open: false, leader: event.paddle, price: event.price, result: "sold" };
    case "LotPassed":
      return { ...lot, open: false, result: "passed" };
  }
}
