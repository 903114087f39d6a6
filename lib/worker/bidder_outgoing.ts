// What leaves a bidder's feed thread for the house: sealed for this member, one after the other,
// so that bids leave in the order in which they were placed.

import { Sealer } from "../secure/sealing.ts";
import { encodeHeader } from "../wire/header.ts";
import { encodeToHouse, type ToHouse } from "../wire/member_message.ts";
import type { FollowedSession } from "./bidder_feed_contract.ts";
import type { BidderLine } from "./bidder_line.ts";

/** Seals and sends in one session. */
export class BidderOutgoing {
  readonly #session: FollowedSession;
  readonly #line: BidderLine;
  readonly #sealer: Sealer;
  #sending: Promise<unknown> = Promise.resolve();

  constructor(session: FollowedSession, line: BidderLine) {
    this.#session = session;
    this.#line = line;
    this.#sealer = new Sealer(session.toHouse);
  }

  /** Sends a message behind those before it; resolves when it has left. */
  send(message: ToHouse): Promise<void> {
    const sent = this.#sending.then(() => this.#send(message));
    this.#sending = sent.catch(() => {}); // The caller is told; the next message is not held up.
    return sent;
  }

  async #send(message: ToHouse): Promise<void> {
    const { session, member } = this.#session;
    const frame = await this.#sealer.seal(
      encodeToHouse(message),
      (counter) => encodeHeader({ kind: "to_house", session, channel: member, counter }),
    );
    await this.#line.send(frame);
  }
}
