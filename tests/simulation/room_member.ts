// One member as the simulated house's feed knows it (lib/worker/house_member.ts).

import { ReplayWindow } from "../../lib/secure/replay_window.ts";
import {
  MEMBER_BIDS_BURST,
  MEMBER_BIDS_PER_SECOND,
  MEMBER_DATAGRAMS_BURST,
  MEMBER_DATAGRAMS_PER_SECOND,
} from "../../lib/session/session_limits.ts";
import { TokenBucket } from "../../lib/session/token_bucket.ts";
import type { FeedPath, OverReason } from "../../lib/wire/member_message.ts";
import { type KeyName, memberKeyNames, type NonceBook, SimulatedSealer } from "./sealed.ts";
import type { Route, Seat } from "./stage.ts";

const elsewhereBudget = { perSecond: 10, burst: 20 } as const;
const answerBudget = { perSecond: 2, burst: 10 } as const;

/** A member of this session. */
export class RoomMember {
  readonly id: string;
  readonly paddle: string;
  readonly seat: Seat;
  readonly toHouse: KeyName;
  readonly window = new ReplayWindow();
  readonly sealer: SimulatedSealer;
  route: Route | null = null;
  path: FeedPath = "multicast";
  heardAt: number;
  over: OverReason | null = null;
  readonly #datagrams: TokenBucket;
  readonly #elsewhere: TokenBucket;
  readonly #answers: TokenBucket;
  readonly #bids: TokenBucket;

  constructor(
    id: string,
    { seat, nonces, now }: {
      readonly seat: Seat;
      readonly nonces: NonceBook;
      readonly now: number;
    },
  ) {
    this.id = id;
    this.paddle = seat.registered.paddle;
    this.seat = seat;
    const { toHouse, toBidder } = memberKeyNames(id);
    this.toHouse = toHouse;
    this.sealer = new SimulatedSealer(toBidder, nonces);
    this.heardAt = now;
    this.#datagrams = new TokenBucket({
      perSecond: MEMBER_DATAGRAMS_PER_SECOND,
      burst: MEMBER_DATAGRAMS_BURST,
      now,
    });
    this.#elsewhere = new TokenBucket({ ...elsewhereBudget, now });
    this.#answers = new TokenBucket({ ...answerBudget, now });
    this.#bids = new TokenBucket({
      perSecond: MEMBER_BIDS_PER_SECOND,
      burst: MEMBER_BIDS_BURST,
      now,
    });
  }

  allowsDatagram({ address }: Route, now: number): boolean {
    return (this.route?.address === address ? this.#datagrams : this.#elsewhere).take(now);
  }

  wasHeard(route: Route, { counter, at }: { readonly counter: number; readonly at: number }): void {
    if (this.over === null) this.heardAt = at;
    if (counter === this.window.highest) this.route = route;
  }

  allowsAnswer(now: number): boolean {
    return this.#answers.take(now);
  }

  allowsBid(now: number): boolean {
    return this.#bids.take(now);
  }
}
