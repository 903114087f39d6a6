// The desk: commands and bids in, the next piece of the record and the answers out.
//
// It is the one place where the rules, the hash chain, the house's signature and the idempotency
// of bids meet. It does no I/O and knows no clock: the thread around it stamps the time, commits
// what is returned, and only then lets anyone hear of it. If that commit fails, this state is
// ahead of the disk and the thread ends (prefer stopping to guessing).

import { assert } from "@std/assert";
import type { Command } from "../auction/command.ts";
import { nextDeadline } from "../auction/sale_clock.ts";
import { decide } from "../auction/decide.ts";
import type { Decision, Rejected } from "../auction/decision.ts";
import { type AuctionEvent, publicEvent } from "../auction/event.ts";
import { emptySale, evolve, type Sale } from "../auction/sale.ts";
import type { SaleView } from "../auction/view.ts";
import { type Bytes, concat, equalBytes } from "../base/bytes.ts";
import { chainHash, commitmentTo, GENESIS_HASH, sha256 } from "../secure/digest.ts";
import type { SignatureLabel } from "../secure/signing.ts";
import { decodeBid, type SignedBid } from "../wire/bid_codec.ts";
import {
  bidCommand,
  decodeCommand,
  encodeCommand,
  type RecordedCommand,
} from "../wire/command_codec.ts";
import { encodeCheckpoint } from "../wire/checkpoint_note.ts";
import { decodeEvent, encodeEvent } from "../wire/event_codec.ts";
import { EVENT_BYTES_MAX } from "../wire/limits.ts";
import { encodeReceipt } from "../wire/member_message.ts";
import { encodeHeartbeat, encodeSignedMessage, type Heartbeat } from "../wire/signed_message.ts";
import type { Verdict } from "../wire/verdict.ts";
import { packBatches } from "./batch_packer.ts";
import { eventsOf } from "./decided_events.ts";
import type {
  BidInput,
  CommandAnswer,
  CommandInput,
  DeskInput,
  DeskOutput,
  RecordRow,
  StoredBid,
} from "./desk_message.ts";
import { MissedBids } from "./missed_bids.ts";
import { openLots } from "./open_lots.ts";
import { type Attempt, type Preview, previewOf } from "./preview.ts";
import { hasMoved } from "./seen_standing.ts";

/** What the desk needs from around it. */
export interface DeskParts {
  /** The sale's id, 16 bytes in hexadecimal. */
  readonly sale: string;
  /** The house's signature over `body` under `label`, 64 bytes. */
  sign(label: SignatureLabel, body: Bytes): Bytes;
  /** The committed answer to a bid, or null. */
  storedBid(
    paddle: string,
    bidId: Uint8Array,
  ): Pick<StoredBid, "digest" | "receipt" | "seq"> | null;
}

/** What grows while one set of inputs is worked through. */
interface Work {
  readonly rows: RecordRow[];
  readonly events: AuctionEvent[];
  /** By paddle and bid id. */
  readonly bids: Map<string, StoredBid>;
  readonly receipts: { to: string; signed: Bytes }[];
  readonly answers: CommandAnswer[];
}

/** The house's brain for one sale. */
export class Desk {
  readonly #parts: DeskParts;
  #sale: Sale = emptySale();
  /** The chain's hash after each event: `#hashes[seq]`, genesis at 0. */
  readonly #hashes: Bytes[] = [GENESIS_HASH];
  #lastAt = 0;
  readonly #missed = new MissedBids();
  /** While restoring: what the rules still owe for the last command read. */
  #owed: RecordRow[] = [];
  /** While restoring: the command read last and what the rules made of it. */
  #redone: Redone | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** The sale as everyone may see it. */
  get view(): SaleView {
    return this.#sale.view;
  }

  /** Where the record stands: the last seq (0: none) and the chain's hash there. */
  head(): { readonly seq: number; readonly hash: Bytes } {
    const seq = this.#hashes.length - 1;
    return { seq, hash: this.#hashes[seq] ?? GENESIS_HASH };
  }

  /** The chain's hash after `seq`, or null past the end. */
  hashAt(seq: number): Bytes | null {
    return this.#hashes[seq] ?? null;
  }

  /** The time of the earliest announced end, or null: when a Tick is due. */
  nextDeadline(): number | null {
    return nextDeadline(this.#sale.view);
  }

  /** What would become of `attempt` now. Nothing is recorded, and nothing changes. */
  preview(attempt: Attempt): Preview {
    return previewOf(this.#sale, { attempt, lastAt: this.#lastAt });
  }

  /**
   * Takes one row of the record at start. The rules are run again over each recorded command and
   * must give the very bytes recorded: a start is an audit. Returns what is wrong, or null.
   */
  restore(row: RecordRow): string | null {
    if (row.command === null) {
      this.#redone = null;
    } else {
      if (this.#owed.length > 0) return "the decision before lacks an event";
      const flaw = this.#redo(row.command);
      if (flaw !== null) return flaw;
    }
    const owed = this.#owed.shift();
    if (owed === undefined) return "the rules give no such event";
    if (owed.seq !== row.seq) return `its place is ${owed.seq}`;
    if (owed.at !== row.at) return "its time is not the event's";
    if (!equalBytes(owed.event, row.event)) return "the rules give another event";
    return equalBytes(owed.hash, row.hash) ? null : "its hash is not the chain's";
  }

  /** After the last row: what is wrong, or null. */
  restored(): string | null {
    return this.#owed.length > 0 ? "the last decision lacks an event" : null;
  }

  /**
   * While restoring: the body of the receipt that a bidder's bid must have got, if the row restored
   * last carries one; else null. It follows from the record alone, to the very byte.
   */
  restoredReceipt(): Bytes | null {
    if (this.#redone === null) return null;
    const { recorded: { command, signed }, decision, seq } = this.#redone;
    const bid = signed === null ? null : decodeBid(signed.bid);
    if (signed === null || bid === null) return null;
    const asked = { bid, digest: sha256(signed.bid), at: command.at };
    return this.#receiptBody(asked, { decision, seq });
  }

  #redo(bytes: Bytes): string | null {
    this.#redone = null;
    const recorded = decodeCommand(bytes);
    if (recorded === null) return "the command cannot be read";
    if (recorded.command.at < this.#lastAt) return "time runs backwards";
    const decision = decide(this.#sale, recorded.command);
    const events = eventsOf(decision, recorded.command);
    if (events.length === 0) return "the rules refuse the command";
    this.#owed = this.#record(events, bytes);
    this.#redone = { recorded, decision, seq: this.#owed[0]?.seq ?? 0 };
    return null;
  }

  /** Works through `inputs` in order. The caller commits the result before it tells anyone. */
  take(inputs: readonly DeskInput[], now: number): DeskOutput {
    const before = this.head();
    const work: Work = { rows: [], events: [], bids: new Map(), receipts: [], answers: [] };
    for (const input of inputs) {
      this.#tickBefore(input, work);
      if (input.type === "bid") this.#takeBid(input, work);
      else this.#takeCommand(input, work);
    }
    const at = Math.max(now, this.#lastAt);
    return {
      rows: work.rows,
      events: work.events.map((event, i) => ({
        seq: before.seq + 1 + i,
        event: publicEvent(event),
      })),
      batches: packBatches(work.rows, {
        sale: this.#parts.sale,
        prevHash: before.hash,
        at,
        sign: (body) => this.#parts.sign("batch", body),
      }),
      bids: [...work.bids.values()],
      receipts: work.receipts,
      answers: work.answers,
      missed: this.#missed.news(),
      aliveAt: at,
    };
  }

  // What is due comes before what was received then or later: a lot is over at its end, and a
  // Japanese price has gone up, whether the thread's own Tick came in time or not.
  #tickBefore(input: DeskInput, work: Work): void {
    const received = input.type === "bid" ? input.at : input.command.at;
    const keepsTime = input.type === "command" &&
      (input.command.type === "Tick" || input.command.type === "ReturnLostTime");
    const at = Math.max(received, this.#lastAt);
    const deadline = this.nextDeadline();
    if (keepsTime || deadline === null || at < deadline) return;
    const command: Command = { type: "Tick", at };
    const decision = decide(this.#sale, command);
    assert(decision.type === "accepted", "A Tick is never refused");
    this.#apply(decision.events, { command, signed: null, work });
  }

  #takeCommand({ command, ref, seen }: CommandInput, work: Work): void {
    if (seen !== undefined && hasMoved(this.#sale.view, seen)) {
      work.answers.push({ ref, result: { type: "rejected", reason: "standing_moved" } });
      return;
    }
    const stamped = { ...command, at: Math.max(command.at, this.#lastAt) };
    const decision = decide(this.#sale, stamped);
    if (decision.type === "rejected") {
      work.answers.push({ ref, result: decision });
      return;
    }
    const rows = this.#apply(decision.events, { command: stamped, signed: null, work });
    work.answers.push({ ref, result: { type: "done", seq: rows.at(-1)?.seq ?? this.head().seq } });
  }

  #takeBid(input: BidInput, work: Work): void {
    const at = Math.max(input.at, this.#lastAt);
    const bid = decodeBid(input.bid);
    const command = bidCommand(input.bid, { at, paddle: input.paddle });
    assert(bid !== null && command !== null, "The feed hands over only bids that it could read");
    const digest = sha256(input.bid);
    const bidId = Uint8Array.fromHex(bid.bidId);
    const key = `${bid.bidId} ${input.paddle}`;
    const known = work.bids.get(key) ?? this.#parts.storedBid(input.paddle, bidId);
    if (known !== null) {
      const same = equalBytes(known.digest, digest);
      const signed = same ? known.receipt : this.#conflict({ bid, digest, at }, known.seq);
      work.receipts.push({ to: input.from, signed });
      return;
    }
    const decision = decide(this.#sale, command);
    const events = eventsOf(decision, command);
    const rows = this.#apply(events, { command, signed: input, work });
    const row = rows[0];
    assert(row !== undefined, "Every answered bid has its event");
    this.#missed.answered(command, { decision, lots: this.#sale.view.lots });
    const receipt = this.#receipt({ bid, digest, at }, { decision, seq: row.seq });
    work.bids.set(key, { paddle: input.paddle, bidId, digest, seq: row.seq, receipt });
    work.receipts.push({ to: input.from, signed: receipt });
  }

  #apply(
    events: readonly AuctionEvent[],
    { command, signed, work }: {
      readonly command: Command;
      readonly signed: { readonly bid: Bytes; readonly signature: Bytes } | null;
      readonly work: Work;
    },
  ): readonly RecordRow[] {
    if (events.length === 0) return [];
    const kept = signed === null ? null : { bid: signed.bid, signature: signed.signature };
    const bytes = encodeCommand({ command, signed: kept });
    const rows = this.#record(events, bytes);
    // A bid was read from bytes already; what came otherwise must be readable too: recorded, it
    // would keep the house from ever starting again. Better to stop before.
    if (kept === null) {
      const readable = decodeCommand(bytes) !== null &&
        rows.every((row) => decodeEvent(row.event) !== null);
      assert(readable, `${command.type} cannot be read back`);
    }
    work.rows.push(...rows);
    work.events.push(...events);
    return rows;
  }

  /** Folds the events in and chains them. */
  #record(events: readonly AuctionEvent[], command: Bytes): RecordRow[] {
    return events.map((event, i) => {
      const commitment = i === 0 ? commitmentTo(command) : null;
      const bytes = encodeEvent({ event: publicEvent(event), commitment });
      assert(bytes.length <= EVENT_BYTES_MAX, `${event.type} takes ${bytes.length} bytes`);
      const hash = chainHash(this.head().hash, bytes);
      this.#sale = evolve(this.#sale, event);
      this.#missed.happened(event);
      this.#lastAt = Math.max(this.#lastAt, event.at);
      const seq = this.#hashes.push(hash) - 1;
      return { seq, at: event.at, command: i === 0 ? command : null, event: bytes, hash };
    });
  }

  #receipt(asked: Asked, answer: { decision: Decision; seq: number }): Bytes {
    return this.#signReceipt(this.#receiptBody(asked, answer));
  }

  #receiptBody(asked: Asked, { decision, seq }: { decision: Decision; seq: number }): Bytes {
    const refusal = decision.type === "rejected" ? decision : null;
    return this.#encodeReceipt(asked, { verdict: refusal?.reason ?? "accepted", seq, refusal });
  }

  #conflict(asked: Asked, seq: number): Bytes {
    return this.#signReceipt(
      this.#encodeReceipt(asked, { verdict: "conflict", seq, refusal: null }),
    );
  }

  #signReceipt(body: Bytes): Bytes {
    return concat(this.#parts.sign("receipt", body), body);
  }

  #encodeReceipt(
    { bid, digest, at }: Asked,
    { verdict, seq, refusal }: { verdict: Verdict; seq: number; refusal: Rejected | null },
  ): Bytes {
    const seen = this.#hashes[bid.seenSeq];
    return encodeReceipt({
      sale: this.#parts.sale,
      bidId: bid.bidId,
      bidDigest: digest,
      verdict,
      seq,
      hash: this.#hashes[seq] ?? GENESIS_HASH,
      at,
      ask: refusal?.ask ?? null,
      lateMs: refusal?.lateMs ?? null,
      seenAgrees: seen !== undefined && equalBytes(seen, bid.seenHash),
    });
  }

  /** A signed heartbeat that tells where the record stands and how the open lots stand. */
  heartbeat(
    { session, beat, at, state, members, roundTripMs }: Pick<
      Heartbeat,
      "session" | "beat" | "at" | "state" | "members" | "roundTripMs"
    >,
  ): Bytes {
    const { seq, hash } = this.head();
    const { phase, lots } = this.#sale.view;
    const body = encodeHeartbeat({
      sale: this.#parts.sale,
      session,
      beat,
      nextSeq: seq + 1,
      headHash: hash,
      at,
      state: phase === "closed" ? "ended" : state,
      members,
      roundTripMs,
      lots: openLots(lots.values()),
    });
    const signature = this.#parts.sign("heartbeat", body);
    return encodeSignedMessage({ kind: "heartbeat", signature, body });
  }

  /**
   * The house has signed something at this time: nothing that it makes from now on is dated before,
   * whatever clock it has been started again with (PROTOCOL §5.5).
   */
  datedUpTo(at: number): void {
    this.#lastAt = Math.max(this.#lastAt, at);
  }

  /** A signed checkpoint of the record as it stands, which must not be empty (PROTOCOL §5.5). */
  checkpoint(at: number): Bytes {
    const { seq, hash } = this.head();
    assert(seq > 0, "There is nothing to say of an empty record");
    const { sale } = this.#parts;
    const body = encodeCheckpoint({ sale, seq, hash, at: Math.max(at, this.#lastAt) });
    const signature = this.#parts.sign("checkpoint", body);
    return encodeSignedMessage({ kind: "checkpoint", signature, body });
  }
}

/** A recorded command with what the rules say to it, and the first event that it caused. */
interface Redone {
  readonly recorded: RecordedCommand;
  readonly decision: Decision;
  readonly seq: number;
}

/** The bid that a receipt answers. */
interface Asked {
  readonly bid: SignedBid;
  readonly digest: Bytes;
  readonly at: number;
}
