// Watches a whole simulated sale: what is committed, what is told, and what each bidder shows.
// Whatever must always be true is checked when it happens; a breach throws a Violation.

import { type Bytes, equalBytes } from "../../lib/base/bytes.ts";
import type { MemoryDisk } from "../../lib/ledger/memory_ledger.ts";
import { sha256 } from "../../lib/secure/digest.ts";
import type { DeliveredEvent } from "../../lib/session/effect.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import { decodeReceipt, type Receipt } from "../../lib/wire/member_message.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import { decodeOnce } from "./decoded.ts";
import { KeyWatch } from "./key_watch.ts";
import { RecordAudit } from "./record_audit.ts";
import type { VirtualTime } from "./virtual_time.ts";
import { Violation } from "./violation.ts";

/** How much happened. */
export interface Counts {
  bids: number;
  receipts: number;
  shown: number;
  accepted: number;
  checkpoints: number;
}

/** The eyes on one sale. */
export class Checkers {
  readonly audit = new RecordAudit();
  readonly counts: Counts = { bids: 0, receipts: 0, shown: 0, accepted: 0, checkpoints: 0 };
  readonly keys: KeyWatch;
  readonly #disk: MemoryDisk;
  #rowsSeen = 0;
  #batchesKnown = 0;
  readonly #batches = new Map<number, { readonly bytes: Bytes; readonly text: string }>();
  /** By bid id and digest: the one receipt that there may be. */
  readonly #receipts = new Map<string, { readonly receipt: Receipt; readonly signed: Bytes }>();
  /** What bidders keep of the house's checkpoints, by event. */
  readonly #checkpoints = new Map<number, { readonly seq: number; readonly hash: Bytes }>();
  /** Digests of all that was ever signed, by seat and bid id. */
  readonly #signed = new Map<string, Set<string>>();

  constructor(time: VirtualTime, disk: MemoryDisk) {
    this.keys = new KeyWatch(time);
    this.#disk = disk;
  }

  // --- what the house tells -----------------------------------------------------------------

  /** A batch goes out: it must be in the record. Says what is in it. */
  batchSent(message: Bytes): string {
    const decoded = decodeOnce(message);
    const firstSeq = decoded?.type === "batch" ? decoded.batch.firstSeq : 0;
    const committed = this.#committedBatch(firstSeq);
    if (committed === undefined || !equalBytes(committed.bytes, message)) {
      throw new Violation("told_before_committed", `batch ${firstSeq} is not in the record`);
    }
    return committed.text;
  }

  #committedBatch(firstSeq: number) {
    this.audit.follow(this.#disk.rows);
    for (const { firstSeq, count, bytes } of this.#disk.batches.slice(this.#batchesKnown)) {
      const types = Array.from({ length: count }, (_, i) => this.audit.typeOf(firstSeq + i));
      const range = count === 1 ? `${firstSeq}` : `${firstSeq}..${firstSeq + count - 1}`;
      this.#batches.set(firstSeq, { bytes, text: `batch ${range} ${types.join(" ")}` });
      this.#batchesKnown++;
    }
    return this.#batches.get(firstSeq);
  }

  heartbeatSent(message: Bytes, seq: number): void {
    const decoded = decodeOnce(message);
    const heartbeat = decoded?.type === "heartbeat" ? decoded.heartbeat : null;
    const row = this.#disk.rows[seq - 1];
    const agrees = heartbeat !== null && heartbeat.nextSeq === seq + 1 &&
      (seq === 0 || (row !== undefined && equalBytes(row.hash, heartbeat.headHash)));
    if (agrees) return;
    throw new Violation("told_before_committed", `a heartbeat tells of event ${seq}`);
  }

  /** A checkpoint is signed: it must be of what is in the record. */
  checkpointMade(message: Bytes): void {
    const decoded = decodeOnce(message);
    const checkpoint = decoded?.type === "checkpoint" ? decoded.checkpoint : null;
    if (checkpoint !== null && this.#isRecorded(checkpoint)) return;
    throw new Violation("told_before_committed", `a checkpoint tells of event ${checkpoint?.seq}`);
  }

  #isRecorded({ seq, hash }: { readonly seq: number; readonly hash: Bytes }): boolean {
    const row = this.#disk.rows[seq - 1];
    return row !== undefined && equalBytes(row.hash, hash);
  }

  receiptSent(signed: Bytes): void {
    const receipt = decodeReceipt(signed.subarray(SIGNATURE_BYTES));
    const row = this.#disk.rows[(receipt?.seq ?? 0) - 1];
    if (receipt !== null && row !== undefined && equalBytes(row.hash, receipt.hash)) return;
    throw new Violation("told_before_committed", `a receipt names event ${receipt?.seq}`);
  }

  // --- what bidders do and see --------------------------------------------------------------

  bidSigned(seat: string, { bidId, bid }: { readonly bidId: string; readonly bid: Bytes }): void {
    this.counts.bids++;
    const digests = this.#signed.get(bidId) ?? new Set();
    this.#signed.set(bidId, digests.add(`${seat} ${sha256(bid).toHex()}`));
  }

  shown(seat: string, { seq, hash }: DeliveredEvent, before: number): void {
    this.counts.shown++;
    if (seq !== before + 1) {
      throw new Violation("shown_out_of_order", `${seat} shows ${seq} after ${before}`);
    }
    const row = this.#disk.rows[seq - 1];
    if (row === undefined || !equalBytes(row.hash, hash)) {
      throw new Violation("shown_but_not_recorded", `${seat} shows another event ${seq}`);
    }
  }

  /** A bidder believes a checkpoint: the record must say the same for ever. */
  checkpointBelieved(seat: string, checkpoint: { readonly seq: number; readonly hash: Bytes }) {
    this.counts.checkpoints++;
    this.#checkpoints.set(checkpoint.seq, checkpoint);
    if (this.#isRecorded(checkpoint)) return;
    throw new Violation("checkpoint_without_its_row", `${seat} believes one of ${checkpoint.seq}`);
  }

  /** A receipt reached its bidder: now and for ever it is the answer to that bid. */
  receiptHeard(seat: string, signed: Bytes): void {
    const receipt = decodeReceipt(signed.subarray(SIGNATURE_BYTES));
    if (receipt === null) throw new Violation("receipt_without_its_row", "it cannot be read");
    const key = `${receipt.bidId} ${receipt.bidDigest.toHex()}`;
    const known = this.#receipts.get(key);
    this.counts.receipts++;
    if (known === undefined) {
      this.#receipts.set(key, { receipt, signed });
      if (receipt.verdict === "accepted") this.counts.accepted++;
      return this.#checkReceipt(receipt);
    }
    const same = receipt.verdict === "conflict"
      ? known.receipt.verdict === "conflict" && known.receipt.seq === receipt.seq
      : equalBytes(known.signed, signed);
    if (same) return;
    throw new Violation("two_verdicts", `${seat} heard two answers to bid ${receipt.bidId}`);
  }

  #checkReceipt({ bidId, bidDigest, verdict, seq, hash }: Receipt): void {
    this.audit.follow(this.#disk.rows);
    const bid = this.audit.bids.get(bidId);
    const row = this.#disk.rows[seq - 1];
    const digest = bidDigest.toHex();
    const fits = verdict === "conflict"
      ? bid !== undefined && bid.seq === seq && bid.digest !== digest
      : bid?.seq === seq && bid.digest === digest && bid.verdict === verdict;
    if (fits && row !== undefined && equalBytes(row.hash, hash)) return;
    throw new Violation("receipt_without_its_row", `${verdict} for ${bidId} at ${seq}`);
  }

  equivocation(seat: string, seq: number): void {
    throw new Violation("equivocation", `${seat} sees two histories at ${seq}`);
  }

  /** Every wake lies ahead: a shell that is told to look again in the past would spin. */
  wakePlanned(who: string, fromNowMs: number): void {
    if (fromNowMs > 0 && Number.isInteger(fromNowMs)) return;
    throw new Violation("wake_in_the_past", `${who} wakes ${fromNowMs} ms from now`);
  }

  /** A bidder's idea of the house's time, and by how much it may be wrong. */
  houseTime(seat: string, { offMs, mayMs }: { readonly offMs: number; readonly mayMs: number }) {
    if (Math.abs(offMs) <= mayMs) return;
    throw new Violation(
      "clock_estimate",
      `${seat} is off by ${offMs} ms where ${mayMs} are allowed`,
    );
  }

  // --- after each step, and at the end ------------------------------------------------------

  step(bidders: readonly BidderMachine[]): void {
    const { rows } = this.#disk;
    // What bidders show was compared when they showed it; only the record may have changed since.
    if (rows.length === this.#rowsSeen) return;
    this.#rowsSeen = rows.length;
    this.audit.follow(rows);
    for (const { run, parts } of bidders) {
      if (run === null || run.seq === 0) continue;
      const row = rows[run.seq - 1];
      if (row !== undefined && (row.hash === run.head || equalBytes(row.hash, run.head))) continue;
      throw new Violation("shown_but_not_recorded", `${parts.seat} shows a past that is gone`);
    }
  }

  /** What must hold of the whole sale once all is healed; who is `out` gets no answers. */
  atEnd(out: readonly string[] = []): void {
    for (const { receipt } of this.#receipts.values()) this.#checkReceipt(receipt);
    for (const checkpoint of this.#checkpoints.values()) {
      if (this.#isRecorded(checkpoint)) continue;
      throw new Violation("checkpoint_without_its_row", `none is left of ${checkpoint.seq}`);
    }
    for (const { bidId, digest } of this.audit.bids.values()) {
      const signed = this.#signed.get(bidId);
      if (![...signed ?? []].some((one) => one.endsWith(digest))) {
        throw new Violation("bid_of_nobody", `nobody signed bid ${bidId}`);
      }
    }
    for (const [bidId, signed] of this.#signed) {
      const isOut = [...signed].every((one) => out.includes(one.split(" ")[0] ?? ""));
      if (isOut || this.audit.bids.has(bidId)) continue;
      throw new Violation("not_converged", `${bidId} unanswered`);
    }
  }
}
