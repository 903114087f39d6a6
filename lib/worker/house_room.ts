// The members of the house's session as its feed thread keeps them: what they say, what goes out to
// them, and which group key they hold. A new key comes from the desk, goes to each of them, and is
// used when they have it or when it is time (PROTOCOL §8).

import { assert } from "@std/assert";
import type { Clock } from "../base/clock.ts";
import type { Address } from "../net/address.ts";
import type { DatagramSocket } from "../net/datagram_socket.ts";
import { type EpochEffect, EpochSpread } from "../session/epoch_spread.ts";
import { GroupRoundTrip } from "../session/group_round_trip.ts";
import type { OverReason, Ping } from "../wire/member_message.ts";
import type { DeskToFeed, Epoch, FeedMember } from "./desk_contract.ts";
import type { DropCounters } from "./drop_counters.ts";
import type { HouseMember } from "./house_member.ts";
import { HouseOutgoing } from "./house_outgoing.ts";
import { MemberInbox } from "./member_inbox.ts";
import { WakeTimer } from "./wake_timer.ts";

/** What a room stands on. */
export interface HouseRoomParts {
  readonly clock: Clock;
  readonly socket: DatagramSocket;
  readonly group: Address;
  readonly drops: DropCounters;
  /** The group key has sealed enough. */
  worn(): void;
  fail(error: unknown): void;
}

/** One session's members. */
export class HouseRoom {
  readonly inbox: MemberInbox;
  readonly outgoing: HouseOutgoing;
  readonly #clock: Clock;
  readonly #epochs: EpochSpread;
  readonly #epochTimer: WakeTimer;
  readonly #roundTrip = new GroupRoundTrip();
  #newest: Epoch;

  constructor(session: Extract<DeskToFeed, { type: "session" }>, parts: HouseRoomParts) {
    const { clock, drops } = parts;
    this.#clock = clock;
    this.#newest = session.epoch;
    this.inbox = new MemberInbox({ ...session, drops });
    this.outgoing = new HouseOutgoing({ ...parts, session: session.session }, session.epoch);
    this.#epochs = new EpochSpread(session.epoch.number, clock.nowMs());
    this.#epochTimer = new WakeTimer(clock, () => this.#run(this.#epochs.tick(clock.nowMs())));
  }

  /** How many members hear the group itself: what spreads their NAKs. */
  get members(): number {
    return this.inbox.living - this.outgoing.copies;
  }

  /** The group's round trip in milliseconds. */
  get roundTripMs(): number {
    return this.#roundTrip.ms;
  }

  /** What the sender's pace depends on. */
  get crowd(): { readonly copies: number; readonly roundTripMs: number } {
    return { copies: this.outgoing.copies, roundTripMs: this.#roundTrip.ms };
  }

  /** How often a group key was sent to a member. */
  get keysTold(): number {
    return this.#epochs.told;
  }

  /** Lets a member in. One whose WELCOME brought an older key gets the newest. */
  join(joined: FeedMember): void {
    const now = this.#clock.nowMs();
    this.inbox.add(joined, now);
    this.#run(this.#epochs.holds(joined.id, { epoch: joined.epoch, now }));
  }

  /** Ends a session; gives the member, who is known a while longer to be told so. */
  end(id: string, reason: OverReason): HouseMember | null {
    this.inbox.end(id, reason);
    this.#forget(id);
    return this.inbox.find(id);
  }

  /** Forgets a member that left. */
  remove(id: string): void {
    this.inbox.remove(id);
    this.#forget(id);
  }

  /** Forgets who was silent for too long; gives those whose session still lived. */
  expire(): readonly HouseMember[] {
    const gone = this.inbox.expire(this.#clock.nowMs());
    for (const { id } of gone) this.#forget(id);
    this.#roundTrip.update();
    return gone;
  }

  /** A member says what it holds and how it wants the feed. */
  ping(
    member: HouseMember,
    { ping, counter }: { readonly ping: Ping; readonly counter: number },
  ): void {
    // One that was overtaken on the way says what was true before.
    if (counter === member.window.highest) {
      member.path = ping.path;
      member.lossPermille = ping.lossPermille;
      this.outgoing.deliver(member);
    }
    if (ping.roundTripMs !== null) this.#roundTrip.told(member.id, ping.roundTripMs);
    this.#run(this.#epochs.holds(member.id, { epoch: ping.epoch, now: this.#clock.nowMs() }));
  }

  /** Spreads a new key to all who are members now. */
  rekey(epoch: Epoch): void {
    assert(epoch.number > this.#newest.number, "Epochs only grow");
    this.#newest = epoch;
    this.#run(this.#epochs.begin(epoch.number, this.#clock.nowMs()));
  }

  /** Ends: resolves when all has left. */
  async close(): Promise<void> {
    this.#epochTimer.clear();
    await this.outgoing.sent();
  }

  #forget(id: string): void {
    this.#epochs.forget(id);
    this.#roundTrip.forget(id);
    this.outgoing.forget(id);
  }

  #run(effects: readonly EpochEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "tell": {
          const member = this.inbox.find(effect.member);
          if (member !== null) this.outgoing.toMember(member, { type: "epoch", ...this.#newest });
          break;
        }
        case "switch":
          this.outgoing.use(this.#newest);
          break;
        case "wake":
          this.#epochTimer.set(effect.at);
      }
    }
  }
}
