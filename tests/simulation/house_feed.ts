// One run of the house, its feed's side: who is a member, what they say, what goes out to them
// (lib/worker/feed_thread.ts).
//
// Left out: seals. A datagram says by itself which session and member it is of, as an opened header
// and seal would have shown; and a doubled one is heard twice, where the replay window would drop
// it: the desk must bear even that. The signatures of house and bidders are real.

import type { Bytes } from "../../lib/base/bytes.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import { thumbprintBytes } from "../../lib/secure/signing.ts";
import type { DeskInput, DeskOutput, SignedBatch } from "../../lib/session/desk_message.ts";
import type { SenderEffect } from "../../lib/session/effect.ts";
import { FeedSender } from "../../lib/session/feed_sender.ts";
import { MEMBER_BIDS_BURST, MEMBER_BIDS_PER_SECOND } from "../../lib/session/session_limits.ts";
import { TokenBucket } from "../../lib/session/token_bucket.ts";
import { decodeBid } from "../../lib/wire/bid_codec.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import {
  decodeReceipt,
  decodeToHouse,
  encodeToBidder,
  type SeqRange,
} from "../../lib/wire/member_message.ts";
import type { Cargo } from "./network.ts";
import type { HouseParts, RegisteredBidder, Welcome } from "./stage.ts";
import { Alarm } from "./virtual_time.ts";

/** What the feed asks of the desk. */
export interface FeedOptions {
  readonly session: string;
  readonly sale: string;
  toDesk(input: DeskInput): void;
  pulse(beat: number, at: number): void;
  fetch(member: string, range: SeqRange): void;
}

interface Member {
  readonly id: string;
  readonly bidder: RegisteredBidder;
  readonly bids: TokenBucket;
  /** A bidder's address is known once a datagram came from it. */
  heard: boolean;
}

/** The longest that opening and verifying a bid takes. */
const verifyMs = 3;

/** A running house's feed. */
export class HouseFeed {
  readonly #parts: HouseParts;
  readonly #options: FeedOptions;
  readonly #sender: FeedSender;
  readonly #house: Bytes;
  readonly #members = new Map<string, Member>();
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
    this.#alarm = new Alarm(parts.time, () => this.#run(this.#sender.tick(this.#now())));
  }

  begin(): void {
    this.#run(this.#sender.tick(this.#now()));
  }

  end(): void {
    this.#alive = false;
    this.#alarm.clear();
  }

  // --- in -----------------------------------------------------------------------------------

  /** From now on a member; an older session of the same bidder ends. */
  confirm(seat: string, id: string): void {
    const bidder = this.#parts.bidders.get(seat);
    if (bidder === undefined) return;
    for (const old of this.#members.values()) {
      if (old.bidder === bidder) this.#dismiss(old.id);
    }
    const perSecond = MEMBER_BIDS_PER_SECOND;
    const bids = new TokenBucket({ perSecond, burst: MEMBER_BIDS_BURST, now: this.#now() });
    this.#members.set(id, { id, bidder, bids, heard: false });
  }

  #dismiss(id: string): void {
    this.#members.delete(id);
    this.#sender.forget(id);
  }

  /** What came from the member that the header names. */
  hear({ session, member: id }: Pick<Welcome, "session" | "member">, plaintext: Bytes): void {
    const member = this.#members.get(id);
    const message = decodeToHouse(plaintext);
    if (!this.#alive || session !== this.#options.session) return;
    if (member === undefined || message === null) return;
    const now = this.#now();
    member.heard = true;
    switch (message.type) {
      case "bid":
        return this.#hearBid(message, { member, plaintext });
      case "nak":
        return this.#run(this.#sender.nak(message.ranges, { member: id, now }));
      case "ping": {
        const pong = { type: "pong", sentAt: message.sentAt, houseAt: now } as const;
        return this.#toMember(member, "pong", encodeToBidder(pong));
      }
      case "leave":
        return this.#dismiss(id);
    }
  }

  #hearBid(
    { bid, signature }: { readonly bid: Bytes; readonly signature: Bytes },
    { member, plaintext }: { readonly member: Member; readonly plaintext: Bytes },
  ): void {
    const at = this.#now();
    if (decodeBid(bid)?.sale !== this.#options.sale || !member.bids.take(at)) return;
    const { paddle, check } = member.bidder;
    const parts = [this.#house, bid];
    if (!check.holds(plaintext, { label: "bid", parts, signature })) return;
    const verified = at + this.#parts.random.between(0, verifyMs);
    this.#verifiedAt = Math.max(this.#verifiedAt, verified);
    this.behindBids({ type: "bid", from: member.id, paddle, bid, signature, at });
  }

  /** Hands an input to the desk behind every bid that was received before it. */
  behindBids(input: DeskInput): void {
    this.#parts.time.at(Math.max(this.#verifiedAt, this.#now()), () => {
      if (this.#alive) this.#options.toDesk(input);
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
    this.#toGroup("heartbeat", message);
  }

  fetched(member: string, batches: readonly SignedBatch[]): void {
    this.#run(this.#sender.fetched(batches, { member, now: this.#now() }));
  }

  #answer(to: string, signed: Bytes): void {
    this.#parts.checkers.receiptSent(signed);
    const signature = signed.slice(0, SIGNATURE_BYTES);
    const receipt = signed.slice(SIGNATURE_BYTES);
    const member = this.#members.get(to);
    if (member === undefined) return;
    const { verdict, seq } = decodeReceipt(receipt) ?? { verdict: "unreadable", seq: 0 };
    this.#parts.trace.note(`house -> ${member.bidder.seat}: receipt ${verdict} at ${seq}`);
    this.#toMember(member, "receipt", encodeToBidder({ type: "receipt", receipt, signature }));
  }

  #run(effects: readonly SenderEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "send":
          this.#send(effect);
          break;
        case "pulse":
          this.#options.pulse(++this.#beat, this.#now());
          break;
        case "fetch":
          this.#options.fetch(effect.member, effect.range);
          break;
        case "wake":
          this.#parts.checkers.wakePlanned("sender", effect.at);
          this.#alarm.set(effect.at);
      }
    }
  }

  #send({ to, message }: Extract<SenderEffect, { type: "send" }>): void {
    const what = this.#parts.checkers.batchSent(message);
    const member = to === "group" ? null : this.#members.get(to.member);
    if (member === undefined || member?.heard === false) return;
    this.#parts.trace.note(`house -> ${member?.bidder.seat ?? "group"}: ${what}`);
    if (member === null) this.#toGroup("batch", message);
    else this.#groupFrame(member.bidder, { cargo: "repair", message });
  }

  #toGroup(cargo: Cargo, message: Bytes): void {
    for (const bidder of this.#parts.bidders.values()) this.#groupFrame(bidder, { cargo, message });
  }

  #groupFrame(
    { seat, ears }: RegisteredBidder,
    { cargo, message }: { readonly cargo: Cargo; readonly message: Bytes },
  ): void {
    const arrive = () => ears.hearGroup(this.#options.session, message);
    this.#parts.network.datagram({ seat, cargo, toHouse: false, arrive });
  }

  #toMember({ id, heard, bidder }: Member, cargo: Cargo, plaintext: Bytes): void {
    if (!heard) return;
    const arrive = () => bidder.ears.hearMember(id, plaintext);
    this.#parts.network.datagram({ seat: bidder.seat, cargo, toHouse: false, arrive });
  }

  #now(): number {
    return this.#parts.time.nowMs();
  }
}
