// One run of a bidder's program: the real receiver, outbox and clock estimate, in the order that
// the bidder's link and feed thread keep (lib/worker/bidder_link.ts, bidder_feed_thread.ts).

import type { SaleView } from "../../lib/auction/view.ts";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import {
  BidDelivery,
  type DeliveryEffect,
  type OutgoingBid,
} from "../../lib/session/bid_delivery.ts";
import type { DeliveredEvent, ReceiverEffect } from "../../lib/session/effect.ts";
import type { FeedReceiver } from "../../lib/session/feed_receiver.ts";
import { HouseTime } from "../../lib/session/house_time.ts";
import type { SignedBid } from "../../lib/wire/bid_codec.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import {
  decodeReceipt,
  decodeToBidder,
  encodeToHouse,
  type ToHouse,
} from "../../lib/wire/member_message.ts";
import {
  decodeBatch,
  decodeHeartbeat,
  decodeSignedMessage,
} from "../../lib/wire/signed_message.ts";
import { type BidderDisk, type BidderParts, realReceiver } from "./bidder_machine.ts";
import type { HouseDesk } from "./house_desk.ts";
import type { Cargo } from "./network.ts";
import { Pings } from "./pings.ts";
import { Screen } from "./screen.ts";
import { signBid } from "./sign_bid.ts";
import type { Welcome } from "./stage.ts";
import { Alarm } from "./virtual_time.ts";

/** What a bidder wants to bid. */
export type Wish = Pick<SignedBid, "lot" | "kind" | "amount"> & { readonly currency?: string };

/** How the link stands, as its face would show it. */
export type LinkState = "joining" | "live" | "lagging";

interface Following {
  readonly welcome: Welcome;
  readonly receiver: FeedReceiver;
  caughtUp: boolean;
}

const retryFirstMs = 250;
const retryLastMs = 5_000;
const joinTimeoutMs = 10_000;

/** A running bidder. */
export class BidderRun {
  readonly #parts: BidderParts;
  readonly #disk: BidderDisk;
  readonly #delivery = new BidDelivery();
  readonly #houseTime = new HouseTime();
  readonly #receiverAlarm: Alarm;
  readonly #deliveryAlarm: Alarm;
  readonly #joinAlarm: Alarm;
  readonly #pings: Pings;
  #following: Following | null = null;
  readonly #screen = new Screen();
  #state: LinkState = "joining";
  #joins = 0;
  #retryMs = retryFirstMs;
  #alive = true;

  constructor(parts: BidderParts, disk: BidderDisk) {
    this.#parts = parts;
    this.#disk = disk;
    this.#receiverAlarm = new Alarm(parts.time, () => this.#tickReceiver());
    this.#deliveryAlarm = new Alarm(parts.time, () => {
      this.#deliver(this.#delivery.tick(this.#clock()));
    });
    this.#joinAlarm = new Alarm(parts.time, () => this.#join());
    this.#pings = new Pings(parts.time, () => this.#ping());
    this.#screen.restore(disk.batches);
  }

  begin(): void {
    this.#join();
  }

  end(): void {
    this.#alive = false;
    for (const alarm of [this.#receiverAlarm, this.#deliveryAlarm, this.#joinAlarm]) alarm.clear();
    this.#pings.end();
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
    return this.#clock() + this.#houseTime.offsetMs();
  }

  get houseTime(): HouseTime {
    return this.#houseTime;
  }

  // --- bids ---------------------------------------------------------------------------------

  /** Signs, keeps and sends a bid; null while the own view may be stale. */
  bid(wish: Wish): string | null {
    if (this.#following === null || this.#state !== "live") return null;
    const bidId = this.#parts.random.bytes(16).toHex();
    const bid = this.#sign(wish, bidId);
    this.#disk.bids.set(bidId, { ...bid, receipt: null });
    const seen = `having seen ${this.#screen.seq}`;
    this.#parts.trace.note(
      `${this.#parts.seat} bids ${wish.kind} ${wish.amount} on ${wish.lot}, ${seen}`,
    );
    this.#deliver(this.#delivery.submit(bid, this.#clock()));
    return bidId;
  }

  #sign(wish: Wish, bidId: string): OutgoingBid {
    const sale = this.#following?.welcome.sale ?? "";
    const currency = wish.currency ?? this.#screen.view.currency;
    const seen = { seenSeq: this.#screen.seq, seenHash: this.#screen.head };
    return signBid(this.#parts, { ...wish, sale, currency, bidId, ...seen });
  }

  /** Signs and sends another bid under an id that was used already: a broken or bad program. */
  contradict(bidId: string, wish: Wish): void {
    if (this.#following === null) return;
    this.#send("bid", { ...this.#sign(wish, bidId), type: "bid" });
  }

  /** Sends a bid that was signed before once more, answered or not: a stubborn program. */
  repeat(bidId: string): void {
    const kept = this.#disk.bids.get(bidId);
    if (kept !== undefined) this.#send("bid", { ...kept, type: "bid" });
  }

  #deliver(effects: readonly DeliveryEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "send") {
        this.#send("bid", { ...effect.bid, type: "bid" });
      } else {
        this.#parts.checkers.wakePlanned("delivery", this.#unclock(effect.at));
        this.#deliveryAlarm.set(this.#unclock(effect.at));
      }
    }
  }

  // --- joins --------------------------------------------------------------------------------

  #join(): void {
    const attempt = ++this.#joins;
    this.#state = "joining";
    this.#joinAlarm.set(this.#parts.time.nowMs() + joinTimeoutMs);
    this.#ask((house) => {
      const welcome = house?.welcome(this.#parts.seat) ?? null;
      this.#reply(attempt, () => {
        if (welcome === null) return this.#tryAgain();
        this.#follow(welcome);
        this.#confirm(welcome, attempt);
      });
    });
  }

  #follow(welcome: Welcome): void {
    const { random, makeReceiver = realReceiver } = this.#parts;
    const now = this.#clock();
    this.#houseTime.hint(welcome.now, now);
    this.#receiverAlarm.clear();
    const { sale, session } = welcome;
    const [nextSeq, prevHash] = [this.#screen.seq + 1, this.#screen.head];
    const own = random.fork();
    const start = { sale, session, nextSeq, prevHash, now, random: () => own.fraction() };
    this.#following = { welcome, receiver: makeReceiver(start), caughtUp: false };
    this.#pings.begin();
  }

  #confirm(welcome: Welcome, attempt: number): void {
    const have = { seq: this.#screen.seq, hash: this.#screen.head };
    this.#ask((house) => {
      if (house === null) return;
      house.feed.confirm(this.#parts.seat, welcome.member);
      this.#catchUp(house.resumeAt(have), { house, attempt });
    });
  }

  /** At the house: sends the next part; the bidder asks for the one after it, until it is whole. */
  #catchUp(
    from: number,
    { house, attempt }: { readonly house: HouseDesk; readonly attempt: number },
  ): void {
    const { batches, after } = house.history(from);
    this.#reply(attempt, () => {
      if (batches.length === 0) return this.#caughtUp();
      for (const batch of batches) this.#signed(batch, { live: false });
      this.#ask((now) => {
        if (now === house) this.#catchUp(after, { house, attempt });
      });
    });
  }

  #caughtUp(): void {
    const following = this.#following;
    if (following === null) return;
    following.caughtUp = true;
    this.#retryMs = retryFirstMs;
    this.#joinAlarm.clear();
    this.#parts.trace.note(`${this.#parts.seat} is caught up at ${this.#screen.seq}`);
    this.#state = "lagging";
    this.#noteHealth(following.receiver.health);
    this.#tickReceiver();
    for (const kept of this.#disk.bids.values()) {
      if (kept.receipt === null) this.#delivery.submit(kept, this.#clock());
    }
    this.#deliver(this.#delivery.restart(this.#clock()));
  }

  #rejoin(why: string): void {
    if (this.#state === "joining") return;
    this.#parts.trace.note(`${this.#parts.seat} joins again: ${why}`);
    this.#join();
  }

  #tryAgain(): void {
    this.#joins++;
    this.#joinAlarm.set(this.#parts.time.nowMs() + this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, retryLastMs);
  }

  /** Over the stream to the house; `null` there: nobody answers. */
  #ask(arrived: (house: HouseDesk | null) => void): void {
    const { seat, network, house } = this.#parts;
    network.stream({ seat, toHouse: true, arrive: () => arrived(house.run) });
  }

  /** Back from the house, unless this join was given up or the program ended meanwhile. */
  #reply(attempt: number, work: () => void): void {
    const { seat, network } = this.#parts;
    const arrive = () => {
      if (this.#alive && attempt === this.#joins) work();
    };
    network.stream({ seat, toHouse: false, arrive });
  }

  // --- in -----------------------------------------------------------------------------------

  hearGroup(session: string, message: Bytes): void {
    if (session === this.#following?.welcome.session) this.#signed(message, { live: true });
  }

  #signed(bytes: Bytes, { live }: { readonly live: boolean }): void {
    const message = decodeSignedMessage(bytes);
    const following = this.#following;
    if (message === null || following === null) return;
    const { kind, body, signature } = message;
    const isHouse = () =>
      this.#parts.houseCheck.holds(bytes, { label: kind, parts: [body], signature });
    const now = this.#clock();
    if (kind === "batch") {
      const batch = decodeBatch(body);
      if (batch === null || !following.receiver.wants(batch) || !isHouse()) return;
      this.#run(following.receiver.batch({ ...batch, signed: bytes }, { now, live }));
    } else {
      const heartbeat = decodeHeartbeat(body);
      if (heartbeat === null || !isHouse()) return;
      this.#run(following.receiver.heartbeat(heartbeat, now));
    }
  }

  hearMember(member: string, plaintext: Bytes): void {
    if (member !== this.#following?.welcome.member) return;
    const message = decodeToBidder(plaintext);
    if (message === null) return;
    if (message.type === "pong") {
      return this.#houseTime.pong({ ...message, receivedAt: this.#clock() });
    }
    if (message.type !== "receipt") return;
    const { receipt: body, signature } = message;
    const receipt = decodeReceipt(body);
    const parts = [body];
    if (receipt?.sale !== this.#following.welcome.sale) return;
    if (!this.#parts.houseCheck.holds(plaintext, { label: "receipt", parts, signature })) return;
    this.#parts.checkers.receiptHeard(this.#parts.seat, concat(signature, body));
    if (!this.#delivery.answered(receipt)) return;
    this.#parts.trace.note(`${this.#parts.seat} is answered ${receipt.verdict} at ${receipt.seq}`);
    const kept = this.#disk.bids.get(receipt.bidId);
    if (kept !== undefined) kept.receipt = concat(signature.slice(0, SIGNATURE_BYTES), body);
  }

  // --- effects ------------------------------------------------------------------------------

  #tickReceiver(): void {
    if (this.#following !== null) this.#run(this.#following.receiver.tick(this.#clock()));
  }

  #run(effects: readonly ReceiverEffect[]): void {
    const { seat, checkers, trace } = this.#parts;
    const caughtUp = this.#following?.caughtUp ?? false;
    for (const effect of effects) {
      switch (effect.type) {
        case "deliver":
          this.#disk.batches.push(...effect.batches);
          this.#show(effect.events);
          break;
        case "nak":
          if (!caughtUp) break; // What is missing is on its way over TCP.
          trace.note(`${seat} asks for ${effect.ranges.map(spelled).join(" ")}`);
          this.#send("nak", effect);
          break;
        case "fetch":
          if (caughtUp) this.#rejoin("repair does not come");
          break;
        case "health":
          if (caughtUp) this.#noteHealth(effect.health);
          break;
        case "equivocation":
          checkers.equivocation(seat, effect.seq);
          break;
        case "wake":
          checkers.wakePlanned("receiver", this.#unclock(effect.at));
          this.#receiverAlarm.set(this.#unclock(effect.at));
      }
    }
  }

  #noteHealth(health: "live" | "lagging" | "lost"): void {
    if (health === "lost") return this.#rejoin("nothing is heard");
    if (this.#state !== health) this.#parts.trace.note(`${this.#parts.seat} is ${health}`);
    this.#state = health;
  }

  #show(events: readonly DeliveredEvent[]): void {
    const { seat, checkers, trace } = this.#parts;
    const types = events.map((event) => {
      checkers.shown(seat, event, this.#screen.seq);
      return this.#screen.show(event);
    });
    const [first, last] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
    trace.note(`${seat} shows ${spelled({ first, last })} ${types.join(" ")}`);
  }

  // --- out ----------------------------------------------------------------------------------

  #ping(): void {
    this.#send("ping", { type: "ping", sentAt: this.#clock(), nextSeq: this.#screen.seq + 1 });
  }

  #send(cargo: Cargo, message: ToHouse): void {
    const following = this.#following;
    if (following === null) return;
    const { seat, network, house } = this.#parts;
    const plaintext = encodeToHouse(message);
    const arrive = () => house.run?.feed.hear(following.welcome, plaintext);
    network.datagram({ seat, cargo, toHouse: true, arrive });
  }

  /** This machine's own clock, which may be hours off. */
  #clock(): number {
    return this.#parts.time.nowMs() + this.#parts.clockOffMs;
  }

  /** A moment of the own clock, in the simulation's time. */
  #unclock(moment: number): number {
    return moment - this.#parts.clockOffMs;
  }
}

function spelled({ first, last }: { readonly first: number; readonly last: number }): string {
  return first === last ? `${first}` : `${first}..${last}`;
}
