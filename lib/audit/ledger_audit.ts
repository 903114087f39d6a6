// The audit of a house's own ledger: nothing in it is believed because it is there.
//
// Row by row: the chain, the rules run again over the recorded commands, each bid's own signature,
// each receipt; and the house's signed batches over all of it. It ends at the first thing that is
// wrong: what follows cannot be judged.

import { emptyView, type SaleView } from "../auction/view.ts";
import type { Bytes } from "../base/bytes.ts";
import type { LedgerBatch, LedgerBid, LedgerIdentity, LedgerRow } from "../ledger/store.ts";
import { verifyRecord } from "../ledger/verify.ts";
import { chainHash, GENESIS_HASH } from "../secure/digest.ts";
import { thumbprint } from "../secure/key_set.ts";
import { verifierSync } from "../secure/signing.ts";
import { batchFlaw } from "../ledger/batch_flaw.ts";
import { Desk } from "../session/desk.ts";
import type { CheckpointNote } from "../wire/checkpoint_note.ts";
import { BidChecks } from "./bid_checks.ts";
import { type Finding, findingIn, firstOf } from "./finding.ts";
import { houseKeyFinding, houseKeyOf } from "./house_key.ts";
import { checkNotes, type KeptNotes, newestNote } from "./kept_notes.ts";
import { headFinding } from "./known_head.ts";

/** What is audited: a RecordReader, or the like in memory. All lists are in order of seq. */
export interface LedgerSource {
  readonly identity: LedgerIdentity;
  rows(): Iterable<LedgerRow>;
  batches(): Iterable<LedgerBatch>;
  bids(): Iterable<LedgerBid>;
}

/** What an audit holds the record against, and whom it tells how far it has come. */
export interface AuditOptions {
  /** The thumbprint that the house must have, or null where any house will do. */
  readonly house: string | null;
  /** The house's checkpoints, as they were kept: each note is checked. */
  readonly checkpoints?: readonly KeptNotes[];
  /** Called for each event that was found right. */
  progress?(seq: number): void;
}

/** The checkpoints that were believed. */
export interface CoveredRecord {
  readonly count: number;
  /** The event of the newest that the record has; 0 where it has none. */
  readonly upTo: number;
}

/** What an audit of a ledger or of a published record gives. */
export interface AuditReport {
  readonly sale: string;
  /** The thumbprint of the house's key, or null where the record names no fit key. */
  readonly house: string | null;
  /** How far the record was found right. */
  readonly head: { readonly seq: number; readonly hash: Bytes };
  /** What of the record checkpoints cover; null where none were looked at. */
  readonly checkpoints: CoveredRecord | null;
  /** How many bids of bidders were checked; null where the record does not show them. */
  readonly bids: number | null;
  /** The sale as of `head`; where something is wrong it may be one decision ahead. */
  readonly view: SaleView;
  /** The first thing that is wrong, or null where everything is right. */
  readonly finding: Finding | null;
}

/** Audits a whole ledger. Faults are those of reading it; what is wrong in it is no fault. */
export function auditLedger(source: LedgerSource, options: AuditOptions): AuditReport {
  const { sale, house: x } = source.identity;
  const key = houseKeyOf(x);
  const unfit = houseKeyFinding(key, options.house);
  if (key === null || unfit !== null) {
    return { ...emptyReport(unfit), sale, house: key === null ? null : thumbprint(key) };
  }
  const walk = new LedgerWalk(source, thumbprint(key));
  const found = walk.run(options.progress);
  const kept = checkNotes(options.checkpoints ?? [], { sale, house: x });
  const known = headFinding(kept.heads, { record: walk, found });
  return {
    sale,
    house: thumbprint(key),
    head: { seq: walk.seq, hash: walk.hashAt(walk.seq) ?? GENESIS_HASH },
    bids: walk.bids.bids,
    view: walk.desk.view,
    checkpoints: covered(kept.notes, { given: options.checkpoints ?? [], upTo: walk.seq }),
    finding: firstOf(found, known) ?? kept.finding,
  };
}

/** What `notes` cover of a record that ends at `upTo`; `given` are all that were looked at. */
export function covered(
  notes: readonly CheckpointNote[],
  { given, upTo }: { readonly given: readonly KeptNotes[]; readonly upTo: number },
): CoveredRecord | null {
  if (given.length === 0) return null;
  return { count: notes.length, upTo: newestNote(notes, { upTo })?.checkpoint.seq ?? 0 };
}

/** The report of a record of which nothing could be read. */
export function emptyReport(finding: Finding | null): AuditReport {
  const head = { seq: 0, hash: GENESIS_HASH };
  const nothing = { sale: "", house: null, bids: 0, checkpoints: null };
  return { ...nothing, head, view: emptyView(), finding };
}

/** One walk through a ledger. */
class LedgerWalk {
  readonly desk: Desk;
  readonly bids: BidChecks;
  readonly #source: LedgerSource;
  readonly #isHouse: ReturnType<typeof verifierSync>;
  /** What the look at a row found, where the ledger's own checks only know that it is wrong. */
  #rowFinding: Finding | null = null;
  #seq = 0;

  constructor(source: LedgerSource, house: string) {
    const { sale, house: x } = source.identity;
    this.#source = source;
    this.#isHouse = verifierSync(x);
    this.bids = new BidChecks({ sale, house, isHouse: this.#isHouse, answers: source.bids() });
    this.desk = new Desk({
      sale,
      sign: () => {
        throw new Error("An audit signs nothing");
      },
      storedBid: () => null,
    });
  }

  /** The last event that was found right. The desk may be ahead of it: it makes whole decisions. */
  get seq(): number {
    return this.#seq;
  }

  hashAt(seq: number): Bytes | null {
    return seq > this.#seq ? null : this.desk.hashAt(seq);
  }

  run(progress?: (seq: number) => void): Finding | null {
    const { sale } = this.#source.identity;
    const checks = {
      genesis: GENESIS_HASH,
      chainHash,
      rowFlaw: (row: LedgerRow) => this.#rowFlaw(row),
      batchFlaw: (placed: Parameters<typeof batchFlaw>[0]) =>
        batchFlaw(placed, { isHouse: this.#isHouse, sale }),
    };
    try {
      const found = { rows: this.#source.rows(), batches: this.#source.batches() };
      for (const { seq } of verifyRecord(found, checks)) {
        this.#seq = seq;
        progress?.(seq);
      }
      return this.#endFinding();
    } catch (error) {
      return this.#rowFinding ?? findingIn(error);
    }
  }

  #rowFlaw(row: LedgerRow): string | null {
    const flaw = this.desk.restore(row);
    if (flaw !== null) return flaw;
    const named = this.desk.view.sale;
    if (named !== null && named !== this.#source.identity.sale) return "it creates another sale";
    this.#rowFinding = this.bids.flaw(row, this.desk.restoredReceipt());
    return this.#rowFinding?.detail ?? null;
  }

  #endFinding(): Finding | null {
    const flaw = this.desk.restored();
    if (flaw !== null) return { code: "row_missing", seq: this.#seq + 1, detail: flaw };
    return this.bids.end(this.#seq);
  }
}
