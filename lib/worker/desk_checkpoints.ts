// The desk's side of checkpoints: holds the kept ones against the record at start, makes the next
// when it is due, keeps it, and only then lets anyone hear of it (PROTOCOL §5.5).

import { assert } from "@std/assert";
import type { PublicEvent } from "../auction/event.ts";
import { type Bytes, equalBytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { CheckpointLog } from "../ledger/checkpoint_file.ts";
import { noteFlawOf } from "../ledger/note_flaw.ts";
import type { LedgerIdentity, LedgerStore } from "../ledger/store.ts";
import { houseNoteKey } from "../secure/note_key.ts";
import { CheckpointClock } from "../session/checkpoint_clock.ts";
import type { Desk } from "../session/desk.ts";
import { type Checkpoint, encodeNote } from "../wire/checkpoint_note.ts";
import { decodeSignedMessage, encodeSignedMessage } from "../wire/signed_message.ts";
import type { DeskNotice, DeskRequest, DeskToFeed, FeedToDesk } from "./desk_contract.ts";
import type { HouseLedgerParts } from "./house_ledger.ts";
import type { TypedPort } from "./typed_port.ts";
import { WakeTimer } from "./wake_timer.ts";

/** A checkpoint in its two forms: the message of the feed, and the note that people keep. */
export interface MadeCheckpoint {
  readonly message: Bytes;
  readonly note: string;
}

/** What checkpoints need of the desk's thread. */
export interface DeskCheckpointsParts {
  readonly clock: Clock;
  readonly desk: Desk;
  readonly log: CheckpointLog;
  readonly sale: string;
  /** The `x` of the house's key. */
  readonly houseX: string;
  /** Hears each note. */
  readonly main: Pick<TypedPort<DeskRequest, DeskNotice>, "send">;
  /** Hears each message, for the bidders. */
  readonly feed: Pick<TypedPort<FeedToDesk, DeskToFeed>, "send">;
  /** Runs the timer's work; what it throws ends the house. */
  guard(work: () => void): void;
}

/**
 * A new record's identity: the sale gets a random name for good. Fault: `record_rolled_back` where
 * the house has signed checkpoints, since the record that they are of is gone.
 */
export function newIdentity(house: string, log: Pick<CheckpointLog, "newest">): LedgerIdentity {
  if (log.newest !== null) throw rolledBack("there is none in the data folder any more");
  return { sale: crypto.getRandomValues(new Uint8Array(16)).toHex(), house };
}

/** How a record and the checkpoints beside it are opened. */
export interface KeptRecordParts {
  /** Opens the record of this house, or begins one. */
  openLedger(path: string, owner: Omit<HouseLedgerParts, "open">): LedgerStore;
  /** Opens the checkpoints that were kept beside the record. */
  openCheckpoints(ledger: string): CheckpointLog;
}

/** The record at `path` of the house with the key `house`, and its checkpoints. */
export function openKept(
  path: string,
  { house, openLedger, openCheckpoints }: KeptRecordParts & { readonly house: string },
): { readonly ledger: LedgerStore; readonly log: CheckpointLog } {
  let log: CheckpointLog | null = null;
  // Behind the record's lock: a second house must not cut off what the first is writing.
  const kept = () => log ??= openCheckpoints(path);
  const ledger = openLedger(path, { house, begin: (x) => newIdentity(x, kept()) });
  return { ledger, log: kept() };
}

/** Makes and keeps the checkpoints of one record. */
export class DeskCheckpoints {
  readonly #parts: DeskCheckpointsParts;
  readonly #key: ReturnType<typeof houseNoteKey>;
  readonly #due = new CheckpointClock();
  readonly #timer: WakeTimer;
  #newest: MadeCheckpoint | null = null;

  /**
   * Faults: `record_rolled_back` where the record lacks or contradicts what the house has signed,
   * `bad_file` where the newest kept note is not the house's.
   */
  constructor(parts: DeskCheckpointsParts) {
    const { log, houseX, main } = parts;
    this.#parts = parts;
    this.#key = houseNoteKey(houseX);
    this.#timer = new WakeTimer(parts.clock, () => parts.guard(() => this.#look()));
    if (log.cutBytes > 0) main.send({ type: "checkpoint_cut", bytes: log.cutBytes });
    if (log.newest === null) return;
    const flaw = noteFlawOf(houseX)(log.newest);
    if (flaw !== null) throw notOurs(flaw);
    refuseRolledBack(log.newest.checkpoint, parts);
    parts.desk.datedUpTo(log.newest.checkpoint.at);
    const { text: body, signature } = log.newest;
    const message = encodeSignedMessage({ kind: "checkpoint", signature, body });
    this.#newest = { message, note: encodeNote(log.newest) };
  }

  /** The newest one, kept on the disk; null before the first. */
  get newest(): MadeCheckpoint | null {
    return this.#newest;
  }

  /**
   * A run begins: makes a checkpoint where the record has grown beyond the newest kept one. Nobody
   * has joined yet: who joins gets it with the past.
   */
  begin(): void {
    const { desk, log, main } = this.#parts;
    if (desk.head().seq > (log.newest?.checkpoint.seq ?? 0)) this.#make();
    if (this.#newest !== null) main.send({ type: "checkpoint", note: this.#newest.note });
  }

  /** These events are in the record: makes a checkpoint at once where one ends a lot or the sale. */
  committed(events: readonly { readonly event: Pick<PublicEvent, "type"> }[]): void {
    this.#due.grew(events.map(({ event }) => event), this.#parts.clock.nowMs());
    this.#look();
  }

  /** The record grows no more: what no checkpoint covers yet gets one. */
  end(): void {
    if (this.#due.dueAt !== null) this.#make();
    this.#timer.clear();
    this.#parts.log.close();
  }

  /** No checkpoint any more: after a failure nothing is said of the record. */
  stop(): void {
    this.#timer.clear();
  }

  #look(): void {
    if (this.#due.isDue(this.#parts.clock.nowMs())) this.#spread(this.#make());
    if (this.#due.dueAt === null) this.#timer.clear();
    else this.#timer.set(this.#due.dueAt);
  }

  #spread({ message, note }: MadeCheckpoint): void {
    this.#parts.feed.send({ type: "checkpoint", message });
    this.#parts.main.send({ type: "checkpoint", note });
  }

  #make(): MadeCheckpoint {
    const { desk, clock, log } = this.#parts;
    const message = desk.checkpoint(clock.nowMs());
    const signed = decodeSignedMessage(message);
    assert(signed !== null, "The desk's own message can be read");
    const { body: text, signature } = signed;
    const note = encodeNote({ ...this.#key, text, signature });
    // First on the disk: a record that is put back is found out by whatever anyone has heard of.
    log.append(note);
    this.#due.made();
    this.#newest = { message, note };
    return this.#newest;
  }
}

/** The house has signed that its record goes so far: one that does not is not to be gone on with. */
function refuseRolledBack(
  kept: Checkpoint,
  { desk, sale }: Pick<DeskCheckpointsParts, "desk" | "sale">,
): void {
  if (kept.sale !== sale) throw rolledBack("the newest kept checkpoint is of another sale");
  const found = desk.hashAt(kept.seq);
  const { seq: last } = desk.head();
  if (found === null) throw rolledBack(`it ends at event ${last}, the checkpoint at ${kept.seq}`);
  if (!equalBytes(found, kept.hash)) throw rolledBack(`it has another event ${kept.seq}`);
}

function rolledBack(what: string): Fault {
  return new Fault("record_rolled_back", `The record is not the one that was signed: ${what}`);
}

function notOurs(flaw: string): Fault {
  return new Fault("bad_file", `Reading the newest kept checkpoint failed: ${flaw}`, {
    hint: "Start with the keys and the data folder that belong together.",
  });
}
