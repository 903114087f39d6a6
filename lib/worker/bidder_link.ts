// The bidder's link to the house: joins, follows, signs, keeps, repeats, and joins again by itself.
//
// It lives in the client's main thread and holds the bidder's keys; datagrams are its worker's.
// The faces see it as a HouseLink and know nothing of any of this.

import type { LotId } from "../auction/lot.ts";
import { emptyView, type SaleView } from "../auction/view.ts";
import type { Bytes } from "../base/bytes.ts";
import { asFault, type Fault } from "../base/fault.ts";
import type {
  BidTicket,
  BidWish,
  ConnectionState,
  HouseLink,
  LinkNotice,
  LinkQuality,
  LotPicture,
  Me,
} from "../bidder/house_link.ts";
import { withBeacon } from "../bidder/beacon.ts";
import type { Have } from "../wire/join_message.ts";
import type { Address } from "../net/address.ts";
import type { FeedPath, Receipt } from "../wire/member_message.ts";
import { batchIn } from "../wire/signed_message.ts";
import { BidderBids, refusedTicket } from "./bidder_bids.ts";
import type { Beacon, BidderFeedNotice } from "./bidder_feed_contract.ts";
import { type JoinedSession, joinHouse, JoinRefused } from "./bidder_join.ts";
import { BidderRecord } from "./bidder_record.ts";
import { faultOf, type LifeNotice } from "./life_cycle.ts";
import { deferred } from "./deferred.ts";
import { JoinRetries } from "./join_retries.ts";
import { refuseOtherPast, replaced, twoHistories } from "./link_fault.ts";
import type { LinkParts } from "./link_parts.ts";

/** A join takes no longer than the house allows it. */
const joinTimeoutMs = 70_000;

/** One bidder's link. Start it with run(). */
export class BidderLink implements HouseLink {
  readonly #parts: LinkParts;
  readonly #bids: BidderBids;
  readonly #listeners = new Set<(notice: LinkNotice) => void>();
  readonly #stop = new AbortController();
  #record: BidderRecord | null = null;
  #session: JoinedSession | null = null;
  /** Where the house's pictures are: known before the past is, which names them. */
  #relay: Address | null = null;
  #state: ConnectionState = "joining";
  #path: FeedPath | null = null;
  #quality: LinkQuality | null = null;
  #beacon: Beacon | null = null;
  #saleEnded = false;
  #following = deferred();
  #lost = deferred();
  #caught = deferred();
  /** The last event held when this join began. */
  #heldAtJoin = 0;
  #fatal: Fault | null = null;
  /** From a session's end until the next one is followed: nothing is live meanwhile. */
  #betweenSessions = false;
  /** Bids are signed one after the other, in the order of the calls. */
  #signing: Promise<unknown> = Promise.resolve();

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#bids = new BidderBids(parts.store);
  }

  // --- what a face asks ---------------------------------------------------------------------

  me(): Me | null {
    const welcome = this.#session?.welcome;
    return welcome === undefined ? null : { paddle: welcome.paddle, name: welcome.name };
  }

  view(): SaleView {
    const view = this.#record?.view ?? emptyView();
    // What the house says of the open lots counts until the events behind it have come.
    return this.isAhead() ? withBeacon(view, this.#beacon?.lots ?? []) : view;
  }

  isAhead(): boolean {
    return this.#beacon !== null && this.#beacon.nextSeq > this.seq() + 1;
  }

  seq(): number {
    return this.#record?.seq ?? 0;
  }

  nowMs(): number {
    return this.#parts.clock.nowMs() + (this.#quality?.offsetMs ?? 0);
  }

  quality(): LinkQuality | null {
    return this.#quality;
  }

  /** Has the house send many heartbeats for a while, so that {@link quality} is known soon. */
  probe(): void {
    this.#parts.feed({ type: "probe" });
  }

  bids(): readonly BidTicket[] {
    return this.#bids.all();
  }

  async picture(lot: LotId): Promise<LotPicture | null> {
    const image = this.view().lots.get(lot)?.lot.image ?? null;
    if (image === null) return null;
    return await this.#parts.pictures.picture(image, this.#relay);
  }

  subscribe(listener: (notice: LinkNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  bid(wish: BidWish): Promise<BidTicket> {
    const placed = this.#signing.then(() => this.#place(wish));
    this.#signing = placed.catch(() => {}); // The caller is told; the next bid is not held up.
    return placed;
  }

  async #place(wish: BidWish): Promise<BidTicket> {
    const session = this.#session;
    const record = this.#record;
    const isOut = this.#state === "joining" || this.#state === "waiting_approval";
    if (session === null || record === null || isOut) {
      return refusedTicket(wish, "not_joined");
    }
    // Nobody signs a bid while the own view may be stale.
    if (this.#state !== "live") return refusedTicket(wish, "stale_view");
    if (!this.#bids.hasRoom()) return refusedTicket(wish, "too_many");
    const { ticket, bid } = await this.#bids.place(wish, {
      sale: record.sale,
      currency: session.welcome.currency,
      house: session.house,
      sign: this.#parts.identity.sign,
      seenSeq: record.seq,
      seenHash: record.head,
      now: this.#parts.clock.nowMs(),
    });
    this.#parts.feed({ type: "bid", bid });
    return ticket;
  }

  // --- the life of the link -----------------------------------------------------------------

  /**
   * Joins and follows until the sale is over, stop() is called, or nothing can be mended. Throws
   * the Fault in the last case.
   */
  async run(): Promise<void> {
    const retries = new JoinRetries(this.#parts.waitsForApproval ?? false);
    while (!this.#stop.signal.aborted) {
      try {
        await this.#join();
        if (this.#stop.signal.aborted) break;
        retries.joined();
        await this.#lost.promise;
        // Bids that the house has answered unheard are asked for once more.
        if ((this.#saleEnded && !this.#bids.isWaiting()) || this.#fatal !== null) break;
        this.#betweenSessions = true;
        this.#tellState("rejoining");
      } catch (error) {
        if (this.#stop.signal.aborted) break; // What was cut short is no fault.
        const fault = asFault(error);
        const waitMs = retries.waitAfter(fault);
        if (waitMs === null) {
          this.#fatal = fault;
          break;
        }
        if (retries.awaitsApproval(fault)) this.#tellWaiting();
        else this.#tell({ type: "problem", code: fault.code, message: fault.message });
        await this.#parts.wait(waitMs, this.#stop.signal);
      }
    }
    this.#tellState("ended");
    if (this.#fatal !== null) throw this.#fatal;
  }

  /** Ends the link; run() returns soon after. */
  stop(): void {
    this.#stop.abort();
    this.#lost.resolve();
  }

  async #join(): Promise<void> {
    const connection = await this.#parts.connect();
    const deadline = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(joinTimeoutMs)]);
    const cut = () => connection.close();
    deadline.addEventListener("abort", cut);
    try {
      deadline.throwIfAborted();
      const { session, ready } = await joinHouse(connection, {
        identity: this.#parts.identity,
        checkHouse: (thumbprint) => this.#parts.checkHouse(thumbprint),
        welcomed: (session) => this.#welcomed(session, connection.localAddress),
        caughtUp: (batches) => this.#catchUp(batches),
      });
      this.#session = session;
      for (const bid of this.#bids.restore(session.welcome.sale)) {
        this.#parts.feed({ type: "bid", bid });
      }
      this.#parts.feed({ type: "caught_up", ...ready });
    } finally {
      deadline.removeEventListener("abort", cut);
      connection.close();
    }
  }

  /** Joins the group before CONFIRM, so that nothing falls between catch-up and feed. */
  async #welcomed(session: JoinedSession, localAddress: string): Promise<Have | null> {
    if (this.#state === "waiting_approval") this.#tellState("joining");
    const { welcome, keys, epoch, houseX } = session;
    this.#relay = { hostname: welcome.relay.address, port: welcome.relay.port };
    const record = this.#recordOf(welcome.sale);
    const have = record.have();
    this.#heldAtJoin = have?.seq ?? 0;
    refuseOtherPast(record, {
      last: welcome.next - 1,
      hash: welcome.head,
      isNewRun: welcome.session !== this.#session?.welcome.session,
    });
    this.#following = deferred();
    this.#parts.feed({
      type: "follow",
      session: {
        session: welcome.session,
        sale: welcome.sale,
        member: welcome.member,
        houseX,
        epoch,
        toHouse: keys.toHouse,
        toBidder: keys.toBidder,
        group: welcome.group,
        bids: welcome.bids,
        relay: welcome.relay,
        interface: localAddress,
        houseNow: welcome.now,
        nextSeq: record.seq + 1,
        prevHash: record.head,
        trialLossPercent: this.#parts.trialLossPercent,
      },
    });
    await this.#following.promise;
    // From here on only the new session can be lost: the old one was left before.
    this.#lost = deferred();
    return have;
  }

  async #catchUp(batches: readonly Bytes[]): Promise<void> {
    this.#caught = deferred();
    const first = batchIn(batches[0] ?? new Uint8Array(0));
    // The house goes on behind what we hold, unless ours is not its past.
    const held = this.#heldAtJoin;
    if (first !== null && first.firstSeq <= held) throw twoHistories(held);
    this.#parts.feed({ type: "catchup", batches });
    await this.#caught.promise;
  }

  #recordOf(sale: string): BidderRecord {
    if (this.#record?.sale === sale) return this.#record;
    const record = new BidderRecord(sale, this.#parts.store);
    this.#beacon = null;
    const seen = record.restore();
    this.#record = record;
    for (const { seq, event } of seen) this.#tell({ type: "event", seq, event });
    return record;
  }

  // --- from the feed worker -----------------------------------------------------------------

  /** Takes a notice of the feed worker. What cannot be taken ends the link. */
  feedNotice(notice: Exclude<BidderFeedNotice, LifeNotice>): void {
    try {
      this.#notice(notice);
    } catch (error) {
      this.#end(asFault(error));
    }
  }

  #notice(notice: Exclude<BidderFeedNotice, LifeNotice>): void {
    switch (notice.type) {
      case "following":
        this.#betweenSessions = false;
        return this.#following.resolve();
      case "delivered": {
        const seen = this.#record?.take(notice.events, notice.batches) ?? [];
        for (const { seq, event } of seen) this.#tell({ type: "event", seq, event });
        return this.#checkPromises();
      }
      case "receipt":
        return this.#receipt(notice.receipt, notice.signed);
      case "follow_failed":
        return this.#following.reject(faultOf(notice.fault));
      case "caught":
        return this.#caught.resolve();
      case "health":
        if (this.#betweenSessions) return; // The session that was given up: its frames may be old.
        this.#path = notice.path;
        if (notice.health === "lost") return this.#lost.resolve();
        return this.#tellState(notice.health);
      case "quality":
        this.#quality = notice.quality;
        return;
      case "beacon":
        this.#beacon = notice.beacon;
        return this.#tell({ type: "ahead" });
      case "house":
        this.#saleEnded = notice.state === "ended";
        this.#tell({ type: "house", state: notice.state });
        return;
      case "over":
        // Put out: joining again brings the house's signed refusal, or a session if it is let in.
        return notice.reason === "replaced" ? this.#end(replaced()) : this.#lost.resolve();
      case "fetch":
      case "unanswered":
      case "moved":
        return this.#lost.resolve();
      case "checkpoint":
        // One that a session of another sale has brought is not for this record.
        if (notice.sale === this.#record?.sale) this.#record.keepCheckpoint(notice);
        return this.#checkPromises();
      case "equivocation":
        return this.#contradicted(notice);
    }
  }

  /** The feed worker died. */
  feedFailed(fault: Fault): void {
    this.#end(fault);
  }

  #receipt(receipt: Receipt, signed: Bytes): void {
    const ticket = this.#bids.answered(receipt, signed);
    if (ticket === null) return;
    this.#tell({ type: "bid", ticket });
    // We named events that we hold: a house that does not know them has another past.
    if (!receipt.seenAgrees) return this.#end(twoHistories(receipt.seq));
    this.#record?.promised({ ...receipt, signed: null });
    this.#checkPromises();
  }

  /** Receipts and checkpoints name a place in the record: its event must be the same. */
  #checkPromises(): void {
    const broken = this.#record?.brokenPromise() ?? null;
    if (broken !== null) this.#contradicted(broken);
  }

  /** The house has signed two pasts: what proves it is kept, and nothing more is believed. */
  #contradicted({ seq, signed }: { readonly seq: number; readonly signed: Bytes | null }): void {
    this.#record?.keepEvidence({ seq, signed });
    this.#end(twoHistories(seq));
  }

  /** Ends the link for a reason that joining again does not mend. */
  #end(fault: Fault): void {
    this.#fatal ??= fault;
    this.#stop.abort();
    this.#following.reject(fault);
    this.#caught.reject(fault);
    this.#lost.resolve();
  }

  /** Said once, however often the house is asked. */
  #tellWaiting(): void {
    if (this.#state !== "waiting_approval") this.#tellState("waiting_approval");
  }

  #tellState(state: ConnectionState): void {
    this.#state = state;
    const { thumbprint: fingerprint } = this.#parts.identity;
    const own = state === "waiting_approval" ? { fingerprint } : {};
    const reason = this.#fatal instanceof JoinRefused ? this.#fatal.reason : null;
    const isPutOut = state === "ended" && (reason === "suspended" || reason === "banned");
    const out = isPutOut ? { putOut: reason } : {};
    this.#tell({ type: "connection", state, path: this.#path, ...own, ...out });
  }

  #tell(notice: LinkNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}
