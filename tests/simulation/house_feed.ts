// One run of the house, its feed's side: who is a member, what they say, what goes out to them
// (lib/worker/feed_thread.ts). Seals are played (sealed.ts); the signatures of house and bidders
// are real.

import type { Bytes } from "../../lib/base/bytes.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import { thumbprintBytes } from "../../lib/secure/signing.ts";
import type { DeskInput, DeskOutput, SignedBatch } from "../../lib/session/desk_message.ts";
import type { SenderEffect } from "../../lib/session/effect.ts";
import { FeedSender } from "../../lib/session/feed_sender.ts";
import { decodeBid } from "../../lib/wire/bid_codec.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import {
  decodeReceipt,
  decodeToHouse,
  type OverReason,
  type Ping,
  type SeqRange,
} from "../../lib/wire/member_message.ts";
import type { Epoch, Pulse } from "../../lib/worker/desk_contract.ts";
import { ALIVE_MS } from "../../lib/worker/life_cycle.ts";
import { SourceBudget } from "../../lib/worker/source_budget.ts";
import { HouseRoom } from "./house_room.ts";
import type { RoomMember } from "./room_member.ts";
import type { Sealed } from "./sealed.ts";
import type { HouseParts, Route, Seat } from "./stage.ts";
import { Alarm } from "./virtual_time.ts";

/** What the feed asks of the desk. */
export interface FeedOptions {
  readonly session: string;
  readonly sale: string;
  readonly epoch: Epoch;
  toDesk(input: DeskInput): void;
  pulse(pulse: Pulse): void;
  fetch(member: string, range: SeqRange): void;
  worn(): void;
  left(member: string): void;
}

/** The longest that opening and verifying a bid takes. */
const verifyMs = 3;

/** A running house's feed. */
export class HouseFeed {
  readonly room: HouseRoom;
  readonly #parts: HouseParts;
  readonly #options: FeedOptions;
  readonly #sender: FeedSender;
  readonly #sources = new SourceBudget();
  readonly #house: Bytes;
  readonly #alarm: Alarm;
  #alive = true;
  #beat = 0;
  /** Bids, and what must stay behind them, come out of verification as they went in. */
  #verifiedAt = 0;

  constructor(parts: HouseParts, options: FeedOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#sender = new FeedSender(parts.time.nowMs());
    this.#house = thumbprintBytes(thumbprint(parts.signer.publicJwk()));
    this.room = new HouseRoom(parts, options);
    this.#alarm = new Alarm(parts.time, () => this.#run(this.#sender.tick(this.#now())));
  }

  begin(): void {
    this.#run(this.#sender.tick(this.#now()));
    this.#report();
  }

  end(): void {
    this.#alive = false;
    this.#alarm.clear();
    this.room.end();
  }

  // --- members ------------------------------------------------------------------------------

  join(id: string, joined: { readonly seat: Seat; readonly epoch: number }): void {
    this.room.join(id, joined);
  }

  /** Ends a member's session and says so, as the bidder would otherwise wait for answers. */
  dismiss(id: string, reason: OverReason): void {
    this.#sender.forget(id);
    const member = this.room.dismiss(id, reason);
    if (member !== null) this.#tellOver(member);
  }

  #tellOver(member: RoomMember): void {
    if (member.over === null || !member.allowsAnswer(this.#now())) return;
    this.#parts.trace.note(`house -> ${member.seat.seat}: over, ${member.over}`);
    this.room.toMember(member, { type: "over", reason: member.over });
  }

  #report(): void {
    for (const { id, seat: { seat } } of this.room.expire()) {
      this.#parts.trace.note(`house has not heard of ${seat} for long`);
      this.#sender.forget(id);
      this.#options.left(id);
    }
    this.#sender.group(this.room.crowd);
    const at = this.#now() + ALIVE_MS;
    this.#parts.time.at(at, () => {
      if (this.#alive) this.#report();
    });
  }

  // --- in -----------------------------------------------------------------------------------

  /** A datagram came, by UDP or by the relay. False where it was not believed. */
  take(sealed: Sealed, route: Route): boolean {
    const at = this.#now();
    const source = { hostname: route.address, port: 0 };
    if (!this.#alive || !this.#sources.allows(source, at)) return false;
    if (sealed.session !== this.#options.session) return false;
    const member = this.room.find(sealed.member);
    if (member === null || !member.window.isNew(sealed.counter)) return false;
    if (!member.allowsDatagram(route, at)) return false;
    if (sealed.key !== member.toHouse) return false;
    this.#parts.checkers.keys.nonces.opened(sealed);
    if (!member.window.accept(sealed.counter)) return false;
    member.wasHeard(route, { counter: sealed.counter, at });
    this.#heard(member, sealed);
    return true;
  }

  #heard(member: RoomMember, { plaintext, counter }: Sealed): void {
    const message = decodeToHouse(plaintext);
    if (message === null) return;
    if (member.over !== null) return this.#tellOver(member);
    const now = this.#now();
    switch (message.type) {
      case "bid":
        return this.#hearBid(message, { member, plaintext });
      case "nak": {
        const hearsGroup = member.path === "multicast";
        return this.#run(this.#sender.nak(message.ranges, { member: member.id, hearsGroup, now }));
      }
      case "ping":
        return this.#ping(member, { ping: message, counter });
      case "probe":
        return this.#run(this.#sender.probe(now));
      case "leave":
        this.room.remove(member.id);
        this.#sender.forget(member.id);
        return this.#options.left(member.id);
    }
  }

  #ping(
    member: RoomMember,
    { ping, counter }: { readonly ping: Ping; readonly counter: number },
  ): void {
    this.room.ping(member, { ping, counter });
    this.#sender.group(this.room.crowd);
    const houseAt = this.#now();
    if (!member.allowsAnswer(houseAt)) return;
    this.room.toMember(member, { type: "pong", sentAt: ping.sentAt, houseAt });
  }

  #hearBid(
    { bid, signature }: { readonly bid: Bytes; readonly signature: Bytes },
    { member, plaintext }: { readonly member: RoomMember; readonly plaintext: Bytes },
  ): void {
    const at = this.#now();
    if (decodeBid(bid)?.sale !== this.#options.sale || !member.allowsBid(at)) return;
    const { paddle, seat: { check } } = member;
    const parts = [this.#house, bid];
    if (!check.holds(plaintext, { label: "bid", parts, signature })) return;
    const verified = at + this.#parts.random.between(0, verifyMs);
    this.#verifiedAt = Math.max(this.#verifiedAt, verified);
    const input = { type: "bid", from: member.id, paddle, bid, signature, at } as const;
    this.behindBids(() => this.#options.toDesk(input));
  }

  /** Does desk work behind every bid that was received before it. */
  behindBids(work: () => void): void {
    this.#parts.time.at(Math.max(this.#verifiedAt, this.#now()), () => {
      if (this.#alive) work();
    });
  }

  // --- out ----------------------------------------------------------------------------------

  /** What the desk has committed. */
  publish({ receipts, batches }: DeskOutput): void {
    for (const { to, signed } of receipts) this.#answer(to, signed);
    this.#run(this.#sender.publish(batches, this.#now()));
  }

  heartbeat(message: Bytes, seq: number): void {
    this.#parts.checkers.heartbeatSent(message, seq);
    this.room.toEveryone("heartbeat", message);
  }

  checkpoint(message: Bytes): void {
    this.room.toEveryone("checkpoint", message);
  }

  fetched(member: string, batches: readonly SignedBatch[]): void {
    this.#run(this.#sender.fetched(batches, { member, now: this.#now() }));
  }

  #answer(to: string, signed: Bytes): void {
    this.#parts.checkers.receiptSent(signed);
    const signature = signed.slice(0, SIGNATURE_BYTES);
    const receipt = signed.slice(SIGNATURE_BYTES);
    const member = this.room.find(to);
    if (member === null) return;
    const { verdict, seq } = decodeReceipt(receipt) ?? { verdict: "unreadable", seq: 0 };
    this.#parts.trace.note(`house -> ${member.seat.seat}: receipt ${verdict} at ${seq}`);
    this.room.toMember(member, { type: "receipt", receipt, signature });
  }

  #run(effects: readonly SenderEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "send":
          this.#send(effect);
          break;
        case "pulse": {
          const { members, roundTripMs } = this.room;
          const at = this.#now();
          this.#options.pulse({ beat: ++this.#beat, at, state: "running", members, roundTripMs });
          break;
        }
        case "fetch":
          this.#options.fetch(effect.member, effect.range);
          break;
        case "wake":
          this.#parts.checkers.wakePlanned("sender", effect.at - this.#now());
          this.#alarm.set(effect.at);
      }
    }
  }

  #send({ to, message }: Extract<SenderEffect, { type: "send" }>): void {
    const what = this.#parts.checkers.batchSent(message);
    const member = typeof to === "string" ? null : this.room.find(to.member);
    if (typeof to !== "string" && (member === null || member.route === null)) return;
    this.#parts.trace.note(`house -> ${member?.seat.seat ?? "group"}: ${what}`);
    if (member !== null) this.room.repair(member, message);
    else if (to === "everyone") this.room.toEveryone("batch", message);
    else this.room.toGroup("batch", message);
  }

  #now(): number {
    return this.#parts.time.nowMs();
  }
}
