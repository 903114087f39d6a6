// One member as the house's feed knows it: its keys, its window, its budgets, where it is.

import type { Bytes } from "../base/bytes.ts";
import type { Paddle } from "../auction/lot.ts";
import type { Address } from "../net/datagram_socket.ts";
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
import type { FeedMember } from "./desk_contract.ts";

/** A member of this session. */
export class HouseMember {
  readonly id: string;
  readonly paddle: Paddle;
  readonly toHouse: SealKey;
  readonly verifyKey: CryptoKey;
  readonly window = new ReplayWindow();
  /** Where its last believed datagram came from: a bidder may change its address. */
  address: Address | null = null;
  heardAt = 0;
  readonly #sealer: Sealer;
  #datagrams: TokenBucket | null = null;
  #bids: TokenBucket | null = null;

  private constructor(member: FeedMember, verifyKey: CryptoKey) {
    this.id = member.id;
    this.paddle = member.paddle;
    this.toHouse = member.keys.toHouse;
    this.verifyKey = verifyKey;
    this.#sealer = new Sealer(member.keys.toBidder);
  }

  /** Makes the member, importing its signing key. */
  static async of(member: FeedMember): Promise<HouseMember> {
    return new HouseMember(member, await importVerifyKey(member.signingX));
  }

  /** Whether one more datagram of this member may cost crypto. */
  allowsDatagram(now: number): boolean {
    this.#datagrams ??= new TokenBucket({
      perSecond: MEMBER_DATAGRAMS_PER_SECOND,
      burst: MEMBER_DATAGRAMS_BURST,
      now,
    });
    return this.#datagrams.take(now);
  }

  /** Whether one more bid of this member may go to the desk. */
  allowsBid(now: number): boolean {
    this.#bids ??= new TokenBucket({
      perSecond: MEMBER_BIDS_PER_SECOND,
      burst: MEMBER_BIDS_BURST,
      now,
    });
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
