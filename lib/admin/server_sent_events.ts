// The event streams of the admin app: text/event-stream, one id for each event, resumable.
//
// All streams read from one ring of past events, each at its own place, and nothing else is kept
// for a reader. So a slow reader costs no memory: when the ring has run past its place, its stream
// is cut, and it comes back with Last-Event-ID. The streams stand in a set so that a stopping
// house can end them; an HTTP server otherwise waits for them for ever.

import { assert } from "@std/assert";
import { type Bytes, concat, toUtf8 } from "../base/bytes.ts";
import type { HouseEvent } from "./house_port.ts";

/** The bounds of {@link EventStreams}. */
export interface EventStreamLimits {
  readonly eventsMax: number;
  readonly streamsMax: number;
  readonly chunkBytesMax: number;
}

/** One reader: its place in the record, and whether it waits for bytes. */
interface Stream {
  readonly controller: ReadableStreamDefaultController<Bytes>;
  nextSeq: number;
  /** Told first, before any event: a gap notice or a greeting. */
  notice: Bytes | null;
  waiting: boolean;
}

/** All open event streams and the past events that they can resume over. */
export class EventStreams {
  readonly #limits: EventStreamLimits;
  readonly #ring: Bytes[] = [];
  readonly #streams = new Set<Stream>();
  #firstSeq: number;
  #nextSeq: number;
  #ended = false;
  #cut = 0;

  /** Begins after event `headSeq`: that event and those before it can be read in the snapshot only. */
  constructor(headSeq: number, limits: EventStreamLimits) {
    this.#limits = limits;
    this.#firstSeq = headSeq + 1;
    this.#nextSeq = headSeq + 1;
  }

  /** How many streams are open. */
  get open(): number {
    return this.#streams.size;
  }

  /** How many streams were cut because their reader was too slow. */
  get cut(): number {
    return this.#cut;
  }

  /** Whether another stream would be refused. */
  get full(): boolean {
    return this.#ended || this.#streams.size >= this.#limits.streamsMax;
  }

  /** Hands one event to every reader. Events come in the order of the record, none left out. */
  publish(item: HouseEvent): void {
    if (this.#ended) return;
    assert(item.seq === this.#nextSeq, `Event ${item.seq} published where ${this.#nextSeq} is due`);
    this.#ring[item.seq % this.#limits.eventsMax] = encodeEvent(item);
    this.#nextSeq = item.seq + 1;
    this.#firstSeq = Math.max(this.#firstSeq, this.#nextSeq - this.#limits.eventsMax);
    for (const stream of this.#streams) this.#serve(stream);
  }

  /**
   * A new stream of the events after `afterSeq`; null: from now on. Where those are no longer (or
   * not yet) known, the stream opens with an event `gap`: the reader fetches the sale afresh.
   * Call it only while not {@link full}.
   */
  stream(afterSeq: number | null): ReadableStream<Bytes> {
    assert(!this.full, "A stream was opened past the limit");
    let opened: Stream | null = null;
    return new ReadableStream<Bytes>({
      start: (controller) => {
        opened = { controller, ...this.#begin(afterSeq), waiting: false };
        this.#streams.add(opened);
      },
      pull: () => {
        if (opened === null) return;
        opened.waiting = true;
        this.#serve(opened);
      },
      cancel: () => {
        if (opened !== null) this.#streams.delete(opened);
      },
      // No read-ahead: what a reader has not asked for stays in the ring, once for all readers.
    }, { highWaterMark: 0 });
  }

  /** Sends a comment to each silent stream, so that nothing on the way takes it for dead. */
  beat(): void {
    for (const stream of this.#streams) if (stream.waiting) hand(stream, toUtf8(": beat\n\n"));
  }

  /** Ends all streams, and for good: the house stops. */
  end(): void {
    this.#ended = true;
    for (const stream of this.#streams) stream.controller.close();
    this.#streams.clear();
  }

  #begin(afterSeq: number | null): Pick<Stream, "nextSeq" | "notice"> {
    const headSeq = this.#nextSeq - 1;
    if (afterSeq !== null && afterSeq >= this.#firstSeq - 1 && afterSeq <= headSeq) {
      return { nextSeq: afterSeq + 1, notice: null };
    }
    // The greeting has an id too, so that a reader who loses the line at once resumes from here.
    const name = afterSeq === null ? "now" : "gap";
    const notice = toUtf8(`event: ${name}\nid: ${headSeq}\ndata: {"seq":${headSeq}}\n\n`);
    return { nextSeq: this.#nextSeq, notice };
  }

  #serve(stream: Stream): void {
    if (stream.nextSeq < this.#firstSeq) return this.#cutOff(stream);
    if (!stream.waiting) return;
    const parts: Bytes[] = stream.notice === null ? [] : [stream.notice];
    stream.notice = null;
    let bytes = 0;
    while (stream.nextSeq < this.#nextSeq && bytes < this.#limits.chunkBytesMax) {
      const part = this.#ring[stream.nextSeq % this.#limits.eventsMax];
      assert(part !== undefined, "The ring has an event for each seq from first to next");
      parts.push(part);
      bytes += part.length;
      stream.nextSeq += 1;
    }
    if (parts.length > 0) hand(stream, concat(...parts));
  }

  #cutOff(stream: Stream): void {
    this.#streams.delete(stream);
    this.#cut += 1;
    stream.controller.close();
  }
}

function hand(stream: Stream, bytes: Bytes): void {
  // Cleared first: the stream may ask for more from within enqueue, and that wish must stand.
  stream.waiting = false;
  stream.controller.enqueue(bytes);
}

function encodeEvent({ seq, event }: HouseEvent): Bytes {
  // JSON has no raw line break, so the data is always one line and cannot forge another field.
  return toUtf8(`id: ${seq}\ndata: ${JSON.stringify({ seq, event })}\n\n`);
}
