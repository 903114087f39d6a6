// One member as the house's feed knows it: its keys, its window, its budgets, where it is.

import type { Bytes } from "../base/bytes.ts";
import type { Paddle } from "../auction/lot.ts";
import type { Address } from "../net/address.ts";
import { ReplayWindow } from "../secure/replay_window.ts";
import { Sealer, type SealKey } from "../secure/sealing.ts";
import { importVerifyKey } from "../secure/signing.ts";
import {
  MEMBER_BIDS_BURST,
  MEMBER_BIDS_PER_SECOND,
  MEMBER_DATAGRAMS_BURST,
  MEMBER_DATAGRAMS_PER_SECOND,
} from "../session/session_limits.ts";
import { TokenBucket } from "../session/token_bucket.ts";
import { encodeHeader } from "../wire/header.ts";
import type { DatagramSocket } from "../net/datagram_socket.ts";
import type { FeedPath, OverReason } from "../wire/member_message.ts";
import type { FeedMember } from "./desk_contract.ts";
import { RELAY_HOST } from "./relay_line.ts";

const datagramBudget = {
  perSecond: MEMBER_DATAGRAMS_PER_SECOND,
  burst: MEMBER_DATAGRAMS_BURST,
} as const;
const bidBudget = { perSecond: MEMBER_BIDS_PER_SECOND, burst: MEMBER_BIDS_BURST } as const;
/** Datagrams from another address than the last believed one: enough to move house. */
const elsewhereBudget = { perSecond: 10, burst: 20 } as const;
/** All of them together, by UDP and by TCP apart: anyone can send junk in a member's name. */
const allElsewhereBudget = { perSecond: 40, burst: 80 } as const;
/** New addresses that are known at once. */
const elsewhereMax = 16;
/** Pongs and the like: a client asks for one in five seconds, and four at its start. */
const answerBudget = { perSecond: 2, burst: 10 } as const;

/** Where a member is, and the socket that reaches it there. */
export interface Route {
  readonly socket: DatagramSocket;
  readonly address: Address;
  /** Ends the connection under this address, where there is one. */
  readonly disconnect?: () => void;
}

/** One check of the connection a minute, and a few at once. */
const probeBudget = { perSecond: 1 / 60, burst: 3 } as const;

/** A member of this session. */
export class HouseMember {
  readonly id: string;
  readonly paddle: Paddle;
  readonly toHouse: SealKey;
  /** Checks the signatures of its bids; imported in the background. */
  readonly verifyKey: Promise<CryptoKey>;
  readonly window = new ReplayWindow();
  /** Where its newest believed datagram came from: a bidder may change its address. */
  route: Route | null = null;
  /** How it wants the feed. */
  path: FeedPath = "multicast";
  /** Heartbeats that it lost, as it says; null before it knows. */
  lossPermille: number | null = null;
  heardAt: number;
  /** Why its session is over, or null while it lives. */
  over: OverReason | null = null;
  readonly #sealer: Sealer;
  readonly #datagrams: TokenBucket;
  readonly #elsewhere: TokenBucket;
  readonly #relayed: TokenBucket;
  readonly #probes: TokenBucket;
  readonly #addresses = new Map<string, TokenBucket>();
  readonly #answers: TokenBucket;
  readonly #bids: TokenBucket;

  constructor(member: FeedMember, now: number) {
    this.id = member.id;
    this.paddle = member.paddle;
    this.toHouse = member.keys.toHouse;
    this.verifyKey = importVerifyKey(member.signingX);
    this.heardAt = now;
    this.#datagrams = new TokenBucket({ ...datagramBudget, now });
    this.#elsewhere = new TokenBucket({ ...allElsewhereBudget, now });
    this.#relayed = new TokenBucket({ ...allElsewhereBudget, now });
    this.#probes = new TokenBucket({ ...probeBudget, now });
    this.#answers = new TokenBucket({ ...answerBudget, now });
    this.#bids = new TokenBucket({ ...bidBudget, now });
    this.#sealer = new Sealer(member.keys.toBidder);
  }

  /**
   * Whether one more datagram in this member's name may cost crypto. Session and member stand in
   * clear in each header, so that anyone who listens can send junk under them: what comes from
   * another address than the member's own has a small budget apart, and cannot use up the own one,
   * nor that of the address to which the member moves.
   */
  allowsDatagram(from: Address, now: number): boolean {
    const address = this.route?.address;
    const own = address?.hostname === from.hostname && address.port === from.port;
    if (own) return this.#datagrams.take(now);
    const all = from.hostname === RELAY_HOST ? this.#relayed : this.#elsewhere;
    return this.#budgetAt(from, now).take(now) && all.take(now);
  }

  #budgetAt({ hostname, port }: Address, now: number): TokenBucket {
    const name = `${hostname}:${port}`;
    const bucket = this.#addresses.get(name) ?? new TokenBucket({ ...elsewhereBudget, now });
    // The one used last stands last: the oldest has to go.
    this.#addresses.delete(name);
    this.#addresses.set(name, bucket);
    const oldest = this.#addresses.size > elsewhereMax ? this.#addresses.keys().next().value : null;
    if (typeof oldest === "string") this.#addresses.delete(oldest);
    return bucket;
  }

  /**
   * A datagram of it was believed. The newest one says where it is: one that was overtaken on the
   * way must not send the feed back to an address that it has left.
   */
  wasHeard(route: Route, { counter, at }: { readonly counter: number; readonly at: number }): void {
    // One whose session is over is forgotten in its time, however much it goes on.
    if (this.over === null) this.heardAt = at;
    if (counter !== this.window.highest) return;
    const { address: before } = this.route ?? route;
    const { address: now } = route;
    if (before.hostname !== now.hostname || before.port !== now.port) this.disconnect();
    this.route = route;
  }

  /** Ends the connection that it came by, where it came by one: a member has one at a time. */
  disconnect(): void {
    this.route?.disconnect?.();
  }

  /** Whether one more answer that is no receipt may be sent to this member. */
  allowsAnswer(now: number): boolean {
    return this.#answers.take(now);
  }

  /** Whether it may ask for heartbeats to measure its loss. */
  allowsProbe(now: number): boolean {
    return this.#probes.take(now);
  }

  /** Whether one more bid of this member may go to the desk. */
  allowsBid(now: number): boolean {
    return this.#bids.take(now);
  }

  /** Seals a message for this member alone. */
  async seal(plaintext: Bytes, session: string): Promise<Bytes> {
    return await this.#sealer.seal(
      plaintext,
      (counter) => encodeHeader({ kind: "to_bidder", session, channel: this.id, counter }),
    );
  }
}
