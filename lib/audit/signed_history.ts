// A sale as the house's signed batches tell it: what every bidder may see, and nothing else.
//
// This is what a published record holds, and what a bidder's own file is compared with. It proves
// what the house has said, to the byte; whether the rules gave it only the commands can show.

import type { PublicEvent } from "../auction/event.ts";
import { emptyView, evolveView, type SaleView } from "../auction/view.ts";
import { type Bytes, equalBytes, toHex } from "../base/bytes.ts";
import { chainHash, GENESIS_HASH } from "../secure/digest.ts";
import { thumbprint } from "../secure/key_set.ts";
import { signedBytes, verifierSync } from "../secure/signing.ts";
import { decodeEvent } from "../wire/event_codec.ts";
import type { CheckpointNote } from "../wire/checkpoint_note.ts";
import { type Batch, decodeBatch, decodeSignedMessage } from "../wire/signed_message.ts";
import { type Finding, firstOf } from "./finding.ts";
import { houseKeyFinding, houseKeyOf } from "./house_key.ts";
import { checkNotes, type KeptNotes } from "./kept_notes.ts";
import { headFinding } from "./known_head.ts";
import { type AuditReport, covered } from "./ledger_audit.ts";

/** Signed batches and who is said to have signed them. */
export interface SignedBatches {
  readonly sale: string;
  /** The house's public key, the `x` of its JWK. */
  readonly house: string;
  /** Whole signed messages, in order. */
  readonly batches: Iterable<Bytes>;
  /** The house's checkpoints, as they were kept: each note is checked. */
  readonly checkpoints?: readonly KeptNotes[];
}

/** How a history is read. */
export interface HistoryOptions {
  /** The thumbprint that the house must have, or null. */
  readonly house: string | null;
  /** Called with the last event of each batch that was found right. */
  progress?(seq: number): void;
}

/** The history as far as it is right. */
export class SignedHistory {
  readonly sale: string;
  /** The chain's hash after each event. */
  readonly #hashes: Bytes[] = [GENESIS_HASH];
  readonly #events: Bytes[] = [];
  /** For each event the signed message that carries it. */
  readonly #carriers: Bytes[] = [];
  #view: SaleView = emptyView();

  constructor(sale: string) {
    this.sale = sale;
  }

  /** The last event. */
  get seq(): number {
    return this.#events.length;
  }

  /** The sale as every bidder sees it. */
  get view(): SaleView {
    return this.#view;
  }

  /** The chain's hash after an event, or null past the end. */
  hashAt(seq: number): Bytes | null {
    return this.#hashes[seq] ?? null;
  }

  /** An event's bytes, or null past the end. */
  eventAt(seq: number): Bytes | null {
    return this.#events[seq - 1] ?? null;
  }

  /** The signed batch that carries event `seq`; for 0 the first, which names the hash before it. */
  batchAt(seq: number): Bytes | null {
    return this.#carriers[Math.max(seq, 1) - 1] ?? null;
  }

  /** What is wrong with a batch at this place, or null: then it has been added. */
  add(bytes: Bytes, isHouse: ReturnType<typeof verifierSync>): Finding | null {
    const next = this.seq + 1;
    const message = decodeSignedMessage(bytes);
    const batch = message?.kind === "batch" ? decodeBatch(message.body) : null;
    if (message === null || batch === null) {
      return { code: "batch", seq: next, detail: "a batch cannot be read" };
    }
    if (!isHouse(signedBytes("batch", message.body), message.signature)) {
      return { code: "batch", seq: next, detail: "a batch is not signed by the house" };
    }
    return this.#placeFlaw(batch) ?? this.#take(batch, bytes);
  }

  #placeFlaw({ sale, firstSeq, prevHash }: Batch): Finding | null {
    const seq = this.seq + 1;
    if (sale !== this.sale) return { code: "batch", seq, detail: `a batch is of the sale ${sale}` };
    if (firstSeq > seq) {
      return { code: "row_missing", seq, detail: `found event ${firstSeq} in its place` };
    }
    if (firstSeq < seq) {
      return { code: "batch", seq, detail: `found event ${firstSeq} a second time` };
    }
    const head = this.#hashes[seq - 1] ?? GENESIS_HASH;
    if (equalBytes(prevHash, head)) return null;
    const detail = `the batch names the hash ${toHex(prevHash)} before it, want ${toHex(head)}`;
    return { code: "chain", seq, detail };
  }

  #take(batch: Batch, bytes: Bytes): Finding | null {
    for (const event of batch.events) {
      const seq = this.seq + 1;
      const flaw = this.#fold(decodeEvent(event)?.event ?? null);
      if (flaw !== null) return { code: "rules", seq, detail: flaw };
      this.#hashes.push(chainHash(this.#hashes[seq - 1] ?? GENESIS_HASH, event));
      this.#events.push(event);
      this.#carriers.push(bytes);
    }
    return null;
  }

  #fold(event: PublicEvent | null): string | null {
    if (event === null) return "the event cannot be read";
    if (event.type === "SaleCreated" && event.sale !== this.sale) return "it creates another sale";
    try {
      this.#view = evolveView(this.#view, event);
      return null;
    } catch (error) {
      // A view refuses, by an assertion, what no honest sale can hold, as a bid on an unknown lot.
      return error instanceof Error ? error.message : String(error);
    }
  }
}

/** A history with its audit. */
export interface ReadHistory {
  readonly history: SignedHistory;
  readonly report: AuditReport;
  /** False where it broke off at something wrong: its end then says nothing. */
  readonly isWhole: boolean;
  /** The checkpoints that are this house's word for this sale. */
  readonly notes: readonly CheckpointNote[];
}

/** Reads signed batches to their end or to the first that is wrong. */
export function readHistory(source: SignedBatches, options: HistoryOptions): ReadHistory {
  const history = new SignedHistory(source.sale);
  const key = houseKeyOf(source.house);
  const given = source.checkpoints ?? [];
  let finding = houseKeyFinding(key, options.house);
  let notes: readonly CheckpointNote[] = [];
  let isWhole = false;
  if (finding === null) {
    const isHouse = verifierSync(source.house);
    for (const bytes of source.batches) {
      finding = history.add(bytes, isHouse);
      if (finding !== null) break;
      options.progress?.(history.seq);
    }
    isWhole = finding === null;
    const kept = checkNotes(given, source);
    finding = firstOf(finding, headFinding(kept.heads, { record: history, found: finding })) ??
      kept.finding;
    notes = kept.notes;
  }
  const { sale, seq, view } = history;
  const head = { seq, hash: history.hashAt(seq) ?? GENESIS_HASH };
  const house = key === null ? null : thumbprint(key);
  const checkpoints = covered(notes, { given, upTo: seq });
  const report = { sale, house, head, bids: null, checkpoints, view, finding };
  return { history, report, isWhole, notes };
}
