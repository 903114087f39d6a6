// One run of a bidder's program: joins, what is kept, what is signed and when, in the order that
// the bidder's link keeps (lib/worker/bidder_link.ts). The feed is bidder_feed.ts.

import type { SaleView } from "../../lib/auction/view.ts";
import type { Bytes } from "../../lib/base/bytes.ts";
import type { FeedHealth, ReceiverEffect } from "../../lib/session/effect.ts";
import { OUTBOX_BIDS_MAX } from "../../lib/session/session_limits.ts";
import type { SignedBid } from "../../lib/wire/bid_codec.ts";
import type { OverReason, Receipt } from "../../lib/wire/member_message.ts";
import { refuseOtherPast } from "../../lib/worker/link_fault.ts";
import { BidderFeed, spelled } from "./bidder_feed.ts";
import { BidderJoin } from "./bidder_join.ts";
import type { BidderMachine, BidderParts } from "./bidder_machine.ts";
import type { Ready } from "./house_joins.ts";
import { MachineAlarm } from "./machine_alarm.ts";
import { Screen } from "./screen.ts";
import { signBid } from "./sign_bid.ts";
import type { Welcome } from "./stage.ts";

/** What a bidder wants to bid. */
export type Wish =
  & Pick<SignedBid, "lot" | "kind" | "amount">
  & { readonly quantity?: number }
  & { readonly currency?: string };

/** How the link stands, as its face would show it. */
export type LinkState = "joining" | "live" | "lagging" | "ended";

/** Why a link ends that has seen the end of the sale. */
export const SALE_OVER = "the sale is over";

const retryFirstMs = 250;
const retryLastMs = 5_000;

/** A running bidder. */
export class BidderRun {
  readonly feed: BidderFeed;
  readonly #machine: BidderMachine;
  readonly #parts: BidderParts;
  readonly #screen = new Screen();
  readonly #retryAlarm: MachineAlarm;
  #welcome: Welcome | null = null;
  #state: LinkState = "joining";
  #join: BidderJoin | null = null;
  /** The new session was lost before its join was over. */
  #lost = false;
  #saleEnded = false;
  #retryMs = retryFirstMs;
  /** Why the link ended for good, or null. */
  endedBy: string | null = null;

  constructor(machine: BidderMachine) {
    this.#machine = machine;
    this.#parts = machine.parts;
    this.#retryAlarm = new MachineAlarm(machine, () => this.#joinNow());
    this.feed = new BidderFeed(machine, {
      delivered: (effect) => this.#show(effect),
      receipt: (receipt, signed) => this.#receipt(receipt, signed),
      health: (health) => this.#noteHealth(health),
      house: (notice) => {
        if (notice.type === "house") this.#saleEnded = notice.state === "ended";
      },
      lost: (why) => this.#loseLink(why),
      over: (reason) => this.#over(reason),
    });
    this.#screen.restore(machine.disk.batches);
  }

  begin(): void {
    this.#joinNow();
  }

  end(): void {
    this.#join?.cut();
    this.#retryAlarm.clear();
    this.feed.end();
  }

  /** Says good-bye; the program ends after it. */
  leave(): void {
    this.feed.send({ type: "leave" });
  }

  get view(): SaleView {
    return this.#screen.view;
  }

  get seq(): number {
    return this.#screen.seq;
  }

  get head(): Bytes {
    return this.#screen.head;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** The house's time as this bidder believes it to be. */
  houseNow(): number {
    return this.#machine.clock.nowMs() + (this.feed.measured?.offsetMs ?? 0);
  }

  // --- bids ---------------------------------------------------------------------------------

  /** Signs, keeps and sends a bid; null while the own view may be stale. */
  bid(wish: Wish): string | null {
    if (this.#welcome === null || this.#state !== "live") return null;
    if (this.#machine.unanswered >= OUTBOX_BIDS_MAX) return null;
    const bidId = this.#parts.random.bytes(16).toHex();
    const bid = this.#sign(wish, bidId);
    this.#machine.disk.bids.set(bidId, { ...bid, receipt: null });
    const seen = `having seen ${this.#screen.seq}`;
    this.#parts.trace.note(
      `${this.#parts.seat} bids ${wish.kind} ${wish.amount} on ${wish.lot}, ${seen}`,
    );
    this.feed.submit(bid);
    return bidId;
  }

  #sign(wish: Wish, bidId: string) {
    const sale = this.#welcome?.sale ?? "";
    const currency = wish.currency ?? this.#screen.view.currency;
    const seen = { seenSeq: this.#screen.seq, seenHash: this.#screen.head };
    return signBid(this.#parts, { quantity: 1, ...wish, sale, currency, bidId, ...seen });
  }

  /** Signs and sends another bid under an id that was used already: a broken or bad program. */
  contradict(bidId: string, wish: Wish): void {
    if (this.#welcome !== null) this.feed.send({ ...this.#sign(wish, bidId), type: "bid" });
  }

  /** Sends a bid that was signed before once more, answered or not: a stubborn program. */
  repeat(bidId: string): void {
    const kept = this.#machine.disk.bids.get(bidId);
    if (kept !== undefined) this.feed.send({ ...kept, type: "bid" });
  }

  #receipt(receipt: Receipt, signed: Bytes): void {
    const { seat, trace, checkers } = this.#parts;
    checkers.receiptHeard(seat, signed);
    trace.note(`${seat} is answered ${receipt.verdict} at ${receipt.seq}`);
    const kept = this.#machine.disk.bids.get(receipt.bidId);
    if (kept !== undefined) kept.receipt = signed;
    // We named events that we hold: a house that does not know them has another past.
    if (!receipt.seenAgrees) checkers.equivocation(seat, receipt.seq);
  }

  // --- joins --------------------------------------------------------------------------------

  #joinNow(): void {
    this.#state = "joining";
    this.#machine.joins++;
    this.#join?.cut();
    this.#join = new BidderJoin(this.#machine, {
      welcomed: (welcome) => this.#follow(welcome),
      caughtUp: (messages) => this.feed.catchUp(messages),
      ready: (ready) => this.#joined(ready),
      refused: (reason) => this.#end(`refused: ${reason}`),
      failed: () => this.#tryAgain(),
    });
  }

  #follow(welcome: Welcome): { readonly seq: number; readonly hash: Bytes } {
    const { session, last, head } = welcome;
    this.#refuseOtherPast({
      last,
      hash: head.toHex(),
      isNewRun: session !== this.#welcome?.session,
    });
    this.#welcome = welcome;
    const { seq, head: hash } = this.#screen;
    this.feed.follow(welcome, { nextSeq: seq + 1, prevHash: hash });
    this.#lost = false;
    return { seq, hash };
  }

  #refuseOtherPast(named: Parameters<typeof refuseOtherPast>[1]): void {
    try {
      refuseOtherPast(this.#screen, named);
    } catch {
      this.#parts.checkers.equivocation(this.#parts.seat, named.last);
    }
  }

  #joined(ready: Ready): void {
    this.#join = null;
    this.#retryMs = retryFirstMs;
    this.#parts.trace.note(`${this.#parts.seat} is caught up at ${this.#screen.seq}`);
    for (const kept of this.#machine.disk.bids.values()) {
      if (kept.receipt === null) this.feed.submit(kept);
    }
    this.feed.caughtUp(ready);
    if (this.#lost) this.#linkLost();
  }

  #loseLink(why: string): void {
    if (this.#lost || this.#state === "ended") return;
    this.#parts.trace.note(`${this.#parts.seat} has lost the house: ${why}`);
    this.#lost = true;
    if (this.#join === null) this.#linkLost();
  }

  #linkLost(): void {
    if (this.#saleEnded && this.#machine.unanswered === 0) return this.#end(SALE_OVER);
    this.#joinNow();
  }

  #tryAgain(): void {
    this.#join = null;
    this.#retryAlarm.setIn(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, retryLastMs);
  }

  #over(reason: OverReason): void {
    if (reason === "replaced") this.#end("replaced");
    else this.#loseLink("put out");
  }

  /** Joining again does not mend it: a person has to start the program anew. */
  #end(why: string): void {
    this.#parts.trace.note(`${this.#parts.seat} ends: ${why}`);
    this.leave();
    this.end();
    this.#state = "ended";
    this.endedBy = why;
  }

  // --- the feed -----------------------------------------------------------------------------

  #noteHealth(health: FeedHealth): void {
    if (health === "lost") return this.#loseLink("nothing is heard");
    if (this.#state !== health) this.#parts.trace.note(`${this.#parts.seat} is ${health}`);
    this.#state = health;
  }

  #show({ events, batches }: Extract<ReceiverEffect, { type: "deliver" }>): void {
    const { seat, checkers, trace } = this.#parts;
    this.#machine.disk.batches.push(...batches);
    const types = events.map((event) => {
      checkers.shown(seat, event, this.#screen.seq);
      return this.#screen.show(event);
    });
    const [first, last] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
    trace.note(`${seat} shows ${spelled({ first, last })} ${types.join(" ")}`);
  }
}
