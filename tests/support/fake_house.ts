// A house in memory for the tests of its faces: the real rules, the real checks of lots, pictures
// and keys, and no network, no disk and no clock. It counts its events as the ledger does.

import { assert } from "@std/assert";
import type { ActionEntry } from "../../lib/admin/action.ts";
import { ActionLog } from "../../lib/admin/action_log.ts";
import {
  type AdminCommand,
  type Answer,
  type BackupAnswer,
  type BidderRequest,
  type BidderRow,
  type FileProblem,
  type FloorPaddle,
  type HouseEvent,
  type HousePort,
  type HouseSettlement,
  type HouseSnapshot,
  type Knock,
  type LoadAnswer,
  type LotLoad,
  type LotPicture,
  type Preview,
  type PreviewCommand,
  stampedCommand,
  type WatchedPart,
} from "../../lib/admin/house_port.ts";
import { BidBook, type BidHistory } from "../../lib/auction/bid_book.ts";
import type { Command } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import { publicEvent } from "../../lib/auction/event.ts";
import type { Lot, Paddle } from "../../lib/auction/lot.ts";
import { emptySale, evolve, type Sale } from "../../lib/auction/sale.ts";
import { Fault } from "../../lib/base/fault.ts";
import { checkImage } from "../../lib/catalogue/image.ts";
import { foundIn, problemAt } from "../../lib/catalogue/problem.ts";
import type { MissedBid } from "../../lib/session/missed_bids.ts";
import { previewOf } from "../../lib/session/preview.ts";
import {
  hasMoved,
  type SeenStanding,
  type StandingMoved,
} from "../../lib/session/seen_standing.ts";
import { evolveNotes, NO_NOTES } from "../../lib/settlement/sale_notes.ts";
import { floorIdentity } from "../../lib/secure/floor_paddles.ts";
import {
  type BidderStatus,
  nextPaddle,
  paddleKey,
  type RegisteredBidder,
  registeredBidder,
  sharedBy,
} from "../../lib/secure/registry.ts";

/** The moment at which everything in the fake house happens, unless a test moves it. */
export const FAKE_NOW_MS = 1_800_000_000_000;

/** A house that runs the real rules in memory. Its fields are open so that tests can set a scene. */
export class FakeHouse implements HousePort {
  /** How many new group keys were asked for. */
  rekeys = 0;
  nowMs = FAKE_NOW_MS;
  up = true;
  /** The newest checkpoint's note. */
  note: string | null = null;
  /** When set, the next command fails with it, as a broken ledger would. */
  nextFault: Error | null = null;
  nextBackup: BackupAnswer = { type: "busy" };
  problems: readonly FileProblem[] = [];
  /** The pictures of loaded lots, by their digests. */
  readonly pictures = new Map<string, LotPicture>();
  missed: readonly MissedBid[] = [];
  knocking: readonly Knock[] = [];
  readonly counts: Record<string, number> = { bad_tag: 3 };
  readonly #actions = new ActionLog();
  readonly #watchers = new Set<(part: WatchedPart) => void>();
  readonly #listeners = new Set<(item: HouseEvent) => void>();
  readonly #floorNames = new Map<Paddle, string>();
  readonly #bidders = new Map<Paddle, RegisteredBidder>();
  #sale: Sale = emptySale();
  #seq = 0;
  #notes = NO_NOTES;
  readonly #book = new BidBook();

  constructor() {
    this.play({
      type: "CreateSale",
      at: this.nowMs,
      sale: "5a".repeat(16),
      name: "Leilão de outono",
      currency: "BRL",
    });
  }

  /** How many listen to the events. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** How many are told what changes beside the events. */
  get watchers(): number {
    return this.#watchers.size;
  }

  /** Runs `command` through the rules and tells the listeners what happened. */
  play(command: Command): Answer {
    const decision = decide(this.#sale, command);
    if (decision.type === "rejected") {
      const { reason, ask } = decision;
      return { type: "rejected", reason, ...(ask === undefined ? {} : { ask }) };
    }
    for (const event of decision.events) {
      this.#sale = evolve(this.#sale, event);
      this.#notes = evolveNotes(this.#notes, publicEvent(event));
      this.#seq += 1;
      this.#book.take(this.#seq, publicEvent(event));
      for (const tell of this.#listeners) tell({ seq: this.#seq, event: publicEvent(event) });
    }
    return { type: "done", seq: this.#seq };
  }

  /** A bid of `paddle`, who is admitted where that is still missing. */
  bid(lot: string, paddle: Paddle, amount: number): Answer {
    const at = this.nowMs;
    this.play({ type: "AdmitPaddle", at, paddle, identity: "" });
    const bid = { lot, paddle, kind: "max", amount, quantity: 1, currency: null } as const;
    return this.play({ type: "PlaceBid", at, ...bid });
  }

  snapshot(): HouseSnapshot {
    return { seq: this.#seq, view: this.#sale.view };
  }

  settlement(): HouseSettlement {
    // The chain is the desk's: here the hash only has to change with each event.
    const place = {
      house: "A".repeat(43),
      seq: this.#seq,
      hash: this.#seq.toString(16).padStart(64, "0"),
    };
    const registered = this.bidders().map(({ paddle, name }) => [paddle, name] as const);
    const names = new Map([...registered, ...this.#floorNames]);
    return { notes: this.#notes, place, names };
  }

  book(): BidHistory {
    return this.#book;
  }

  bidders(): readonly BidderRow[] {
    return [...this.#bidders.values()].map(rowOf);
  }

  missedBids(): readonly MissedBid[] {
    return this.missed;
  }

  actions(): readonly ActionEntry[] {
    return this.#actions.list();
  }

  acted(entry: ActionEntry): void {
    this.#actions.append(entry);
    this.changed("actions");
  }

  knocks(): readonly Knock[] {
    return this.knocking;
  }

  dismissKnock(fingerprint: string): boolean {
    const before = this.knocking.length;
    this.knocking = this.knocking.filter((knock) => knock.fingerprint !== fingerprint);
    const isGone = this.knocking.length < before;
    if (isGone) this.changed("knocks");
    return isGone;
  }

  watch(listener: (part: WatchedPart) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Tells the watchers that a part has changed. */
  changed(part: WatchedPart): void {
    for (const tell of this.#watchers) tell(part);
  }

  reports(): readonly FileProblem[] {
    return this.problems;
  }

  counters(): Readonly<Record<string, number>> {
    return this.counts;
  }

  picture(sha256: string): Promise<LotPicture | null> {
    return Promise.resolve(this.pictures.get(sha256) ?? null);
  }

  checkpoint(): string | null {
    return this.note;
  }

  healthy(): boolean {
    return this.up;
  }

  async commandIfStill(command: AdminCommand, seen: SeenStanding): Promise<Answer | StandingMoved> {
    if (hasMoved(this.#sale.view, seen)) return { type: "rejected", reason: "standing_moved" };
    return await this.command(command);
  }

  command(command: AdminCommand): Promise<Answer> {
    if (this.nextFault !== null) return Promise.reject(this.nextFault);
    const stamp = { at: this.nowMs, salt: "00".repeat(16) };
    return Promise.resolve(this.play(stampedCommand(command, stamp)));
  }

  preview(asked: PreviewCommand): Promise<Preview> {
    const command = stampedCommand(asked, { at: this.nowMs, salt: "00".repeat(16) });
    const attempt = { before: [], command };
    return Promise.resolve(previewOf(this.#sale, { attempt, lastAt: this.nowMs }));
  }

  rekey(): Promise<Answer> {
    if (this.nextFault !== null) return Promise.reject(this.nextFault);
    this.rekeys++;
    return Promise.resolve({ type: "done", seq: this.#seq });
  }

  backup(): Promise<BackupAnswer> {
    if (this.nextFault !== null) return Promise.reject(this.nextFault);
    return Promise.resolve(this.nextBackup);
  }

  async loadLots({ lots, images }: LotLoad): Promise<LoadAnswer> {
    const pictures = new Map(images.map((image) => [image.name, image.bytes]));
    const ready: Lot[] = [];
    const problems: FileProblem[] = [];
    for (const { lot, imageName } of lots) {
      const bytes = imageName === null ? undefined : pictures.get(imageName);
      if (imageName === null) ready.push(lot);
      else if (bytes === undefined) {
        const found = foundIn(imageName);
        const problem = problemAt("image", "image_present", { found, detail: found });
        problems.push({ file: imageName, problem });
      } else {
        const checked = await checkImage(imageName, bytes);
        if (checked.ok) {
          const { image } = checked;
          ready.push({ ...lot, image });
          this.pictures.set(image.sha256, { bytes, mediaType: image.mediaType });
        } else problems.push({ file: imageName, problem: checked.problem });
      }
    }
    if (problems.length > 0) return { type: "refused", problems };
    const salt = "00".repeat(16);
    const results = ready.map((lot) => ({
      lot: lot.id,
      answer: this.play({ type: "CatalogueLot", at: this.nowMs, lot, salt }),
    }));
    return { type: "loaded", results };
  }

  registerBidder({ name, paddle, keySet }: BidderRequest): Promise<BidderRow> {
    const known = [...this.#bidders.values()];
    const bidder = registeredBidder(keySet, {
      name,
      paddle: paddle ?? nextPaddle(known),
      status: "registered",
    });
    if (known.some((other) => sharedBy(bidder, other) !== null)) {
      return Promise.reject(new Fault("already_registered", `bidder: "${name}" is known`));
    }
    this.#bidders.set(bidder.paddle, bidder);
    this.dismissKnock(bidder.thumbprint);
    this.changed("bidders");
    const at = this.nowMs;
    this.play({ type: "AdmitPaddle", at, paddle: bidder.paddle, identity: bidder.thumbprint });
    return Promise.resolve(rowOf(bidder));
  }

  suspendBidder(paddle: Paddle): Promise<Answer> {
    return Promise.resolve(this.#change(paddle, "suspended"));
  }

  banBidder(paddle: Paddle): Promise<Answer> {
    return Promise.resolve(this.#change(paddle, "banned"));
  }

  admitFloorPaddle({ paddle, name }: FloorPaddle): Promise<Answer> {
    const known = [...this.#bidders.keys(), ...this.#sale.view.paddles.keys()];
    if (known.some((other) => paddleKey(other) === paddleKey(paddle))) {
      return Promise.reject(new Fault("already_registered", `paddle: "${paddle}" is known`));
    }
    if (name !== null) this.#floorNames.set(paddle, name);
    const identity = floorIdentity({ name, salt: "00".repeat(16) });
    const answer = this.play({ type: "AdmitPaddle", at: this.nowMs, paddle, identity });
    return Promise.resolve(answer);
  }

  reinstateBidder(paddle: Paddle): Promise<Answer> {
    return Promise.resolve(this.#change(paddle, "registered"));
  }

  subscribe(listener: (item: HouseEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      const removed = this.#listeners.delete(listener);
      assert(removed, "A listener unsubscribed twice");
    };
  }

  #change(paddle: Paddle, status: BidderStatus): Answer {
    const bidder = this.#bidders.get(paddle);
    if (bidder !== undefined) this.#bidders.set(paddle, { ...bidder, status });
    this.changed("bidders");
    return this.play({ type: standingOf[status], at: this.nowMs, paddle });
  }
}

const standingOf = {
  registered: "ReinstatePaddle",
  suspended: "SuspendPaddle",
  banned: "BanPaddle",
} as const;

function rowOf(bidder: RegisteredBidder): BidderRow {
  return {
    paddle: bidder.paddle,
    name: bidder.name,
    fingerprint: bidder.thumbprint,
    status: bidder.status,
    joined: false,
    path: null,
    lossPercent: null,
    lastSeenMs: null,
  };
}
