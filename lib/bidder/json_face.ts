// The bidder's face for programs: commands come in and everything that happens goes out, one JSON
// object a line (NDJSON.md says which).
//
// A line that is no command is answered with an error and changes nothing. Bids are handed over
// one after another, so that they reach the house in the order of the lines. The end of the input
// ends the client once every own bid has its answer, or with `follow` once the sale is closed.

import type { LotId } from "../auction/lot.ts";
import { toCents } from "../auction/money.ts";
import { asFault } from "../base/fault.ts";
import type {
  BidTicket,
  BidWish,
  FaceEnd,
  HouseLink,
  HouseState,
  LinkNotice,
} from "./house_link.ts";
import { type JsonCommand, readCommand } from "./json_command.ts";
import {
  bidLine,
  connectionLine,
  type ConnectionNotice,
  endLine,
  errorLine,
  type ErrorParts,
  eventLine,
  type JsonLine,
  lotsLine,
  statusLine,
} from "./json_lines.ts";
import { type InputLine, readLines } from "./line_reader.ts";
import { LineSink } from "./line_sink.ts";
import { priceClock } from "../auction/price_clock.ts";
import { safeJson } from "./safe_text.ts";

/** The longest command line: far above any command, far below what could hurt. */
export const commandBytesMax = 16 * 1024;

/** Where the lines come from and go to. `signal` ends the face at once, as "left". */
export interface JsonFaceOptions {
  readonly input: ReadableStream<Uint8Array>;
  readonly output: WritableStream<Uint8Array>;
  /** True: the end of the input does not end the client, only the end of the sale does. */
  readonly follow: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Serves a program until there is nothing more to do, and says why it ended. Throws
 * `file_unwritable` where nobody reads the output any more, `timeout` where its reader is
 * hopelessly behind.
 */
export async function runJsonFace(link: HouseLink, options: JsonFaceOptions): Promise<FaceEnd> {
  const sink = new LineSink(options.output);
  const face = new JsonFace(link, sink, { follow: options.follow });
  const leave = () => face.end("left");
  options.signal?.addEventListener("abort", leave);
  const unsubscribe = link.subscribe((notice) => face.notice(notice));
  void sink.failed.then(leave);
  try {
    if (options.signal?.aborted) leave();
    void face.read(options.input); // Never rejects; a bid that hangs must not hold up the end.
    const end = await face.ended;
    await sink.finish();
    return end;
  } finally {
    unsubscribe();
    options.signal?.removeEventListener("abort", leave);
  }
}

/** One program being served. */
class JsonFace {
  readonly #link: HouseLink;
  readonly #sink: LineSink;
  readonly #follow: boolean;
  readonly #ended = Promise.withResolvers<FaceEnd>();
  readonly #reading = new AbortController();
  readonly #refs = new Map<string, string | null>();
  #connection: ConnectionNotice = { type: "connection", state: "joining", path: null };
  #house: HouseState = "running";
  #inputEnded = false;
  #bidding = false;
  /** Tickets that were heard of while a bid was being handed over: one may be that bid's. */
  #early: BidTicket[] = [];

  constructor(link: HouseLink, sink: LineSink, { follow }: { readonly follow: boolean }) {
    this.#link = link;
    this.#sink = sink;
    this.#follow = follow;
  }

  /** Resolves once, with the reason. */
  get ended(): Promise<FaceEnd> {
    return this.#ended.promise;
  }

  /** Says why it is over; nothing is read or written after that. */
  end(end: FaceEnd): void {
    if (this.#reading.signal.aborted) return;
    this.#write(endLine(end));
    this.#reading.abort();
    this.#ended.resolve(end);
  }

  /** Carries out the commands of `input` to its end, or to the face's. */
  async read(input: ReadableStream<Uint8Array>): Promise<void> {
    const bounds = { lineBytesMax: commandBytesMax, signal: this.#reading.signal };
    try {
      for await (const line of readLines(input, bounds)) {
        if (this.#reading.signal.aborted) return;
        await this.#line(line);
      }
    } catch (error) {
      // An input that breaks is an input that ends; the own bids still get their answers.
      this.#fault(error, { line: null, ref: null });
    }
    this.#inputEnded = true;
    this.#endIfDone();
  }

  /** Writes what the link tells. */
  notice(notice: LinkNotice): void {
    if (this.#reading.signal.aborted) return;
    if (notice.type === "event") this.#write(eventLine(notice.seq, notice.event));
    else if (notice.type === "bid") this.#ticket(notice.ticket);
    else if (notice.type === "connection") this.#connectionChanged(notice);
    else if (notice.type === "house") this.#houseChanged(notice.state);
    else if (notice.type === "problem") this.#problem({ ...notice, error: notice.code });
    this.#endIfDone();
  }

  async #line(line: InputLine): Promise<void> {
    if ("problem" in line) {
      const message = line.problem === "line_too_long"
        ? `Cannot read the line: longer than ${commandBytesMax} bytes`
        : "Cannot read the line: not UTF-8";
      this.#problem({ error: line.problem, message, line: line.number });
    } else if (line.text.trim() !== "") {
      const command = readCommand(line.text);
      if ("error" in command) this.#problem({ ...command, line: line.number });
      else await this.#command(command, line.number);
    }
  }

  async #command(command: JsonCommand, line: number): Promise<void> {
    if (command.do === "bid") await this.#bid(command.wish, { line, ref: command.ref });
    else if (command.do === "withdraw") {
      await this.#bid(leavingWish(this.#link, command.lot), { line, ref: command.ref });
    } else if (command.do === "lots") this.#write(lotsLine(this.#link, command.ref));
    else if (command.do === "status") this.#status(command.ref);
    else {
      this.#write({ answer: "leave", ref: command.ref });
      this.end("left");
    }
  }

  async #bid(wish: BidWish, source: { line: number; ref: string | null }): Promise<void> {
    this.#bidding = true;
    try {
      const ticket = await this.#link.bid(wish);
      this.#refs.set(ticket.id, source.ref);
      this.#answer(ticket);
    } catch (error) {
      this.#fault(error, source);
    } finally {
      this.#bidding = false;
      this.#early.splice(0).forEach((ticket) => this.#answer(ticket));
    }
  }

  #ticket(ticket: BidTicket): void {
    if (this.#bidding && !this.#refs.has(ticket.id)) this.#early.push(ticket);
    else this.#answer(ticket);
  }

  #answer(ticket: BidTicket): void {
    this.#write(bidLine(ticket, this.#refs.get(ticket.id) ?? null));
    if (ticket.state !== "sent") this.#refs.delete(ticket.id);
  }

  #status(ref: string | null): void {
    const notices = { ref, connection: this.#connection, house: this.#house };
    this.#write(statusLine(this.#link, notices));
  }

  #connectionChanged(notice: ConnectionNotice): void {
    this.#connection = notice;
    this.#write(connectionLine(this.#link, notice));
    if (notice.state === "ended") this.end("disconnected");
  }

  #houseChanged(state: HouseState): void {
    this.#house = state;
    this.#write({ house: state });
    if (state === "ended") this.end("house_ended");
  }

  #fault(error: unknown, source: { line: number | null; ref: string | null }): void {
    const { code, message } = asFault(error);
    this.#problem({ error: code, message, ...source });
  }

  #problem(problem: Partial<ErrorParts> & Pick<ErrorParts, "error" | "message">): void {
    this.#write(errorLine({ line: null, field: null, ref: null, ...problem }));
  }

  #endIfDone(): void {
    if (!this.#inputEnded || this.#reading.signal.aborted) return;
    if (this.#link.bids().some((ticket) => ticket.state === "sent")) return;
    if (!this.#follow) this.#endInput();
    else if (this.#link.view().phase === "closed") this.end("sale_closed");
  }

  #endInput(): void {
    if (this.#link.me() !== null) return this.end("left");
    const message = "The input ended before the client had joined the house: nothing was sent";
    this.#problem({ error: "never_joined", message });
    this.end("never_joined");
  }

  #write(line: JsonLine): void {
    if (!this.#reading.signal.aborted) this.#sink.write(safeJson(line));
  }
}

/** Leaving at the price shown; of a lot that is not known the house says so. */
function leavingWish(link: HouseLink, lot: LotId): BidWish {
  const view = link.view().lots.get(lot);
  const shown = view === undefined ? null : priceClock(view, link.nowMs());
  return { lot, kind: "leave", amount: shown?.price ?? toCents(1), quantity: 1 };
}
