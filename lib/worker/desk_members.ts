// Who takes part, as the desk's thread acts upon it: it lets in and puts out, tells main and the
// feed, and has the record follow the registry. Who may come is Membership's word.

import type { Command } from "../auction/command.ts";
import type { Clock } from "../base/clock.ts";
import { identityOf, ownerOf } from "../secure/paddle_owner.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import type { Desk } from "../session/desk.ts";
import type { Preview } from "../session/preview.ts";
import type {
  DeskNotice,
  DeskRequest,
  DeskToFeed,
  FeedMember,
  FeedToDesk,
} from "./desk_contract.ts";
import type { DeskRekey } from "./desk_rekey.ts";
import type { Membership } from "./membership.ts";
import type { TypedPort } from "./typed_port.ts";

/** What members need of the desk's thread. */
export interface DeskMembersParts {
  readonly clock: Clock;
  readonly members: Membership;
  readonly desk: Desk;
  readonly main: TypedPort<DeskRequest, DeskNotice>;
  readonly feed: TypedPort<FeedToDesk, DeskToFeed>;
  readonly rekey: DeskRekey;
  /** Puts a command of the house itself behind whatever was received before it. */
  hold(command: Command): void;
}

/** Acts on who comes, goes, and is put out. */
export class DeskMembers {
  readonly #parts: DeskMembersParts;

  constructor(parts: DeskMembersParts) {
    this.#parts = parts;
  }

  /** Takes the registry; who may not go on is put out at once. */
  register(bidders: readonly RegisteredBidder[]): void {
    const { members, feed, rekey } = this.#parts;
    for (const member of members.register(bidders)) {
      if (this.leave(member)) feed.send({ type: "dismiss", member, reason: "put_out" });
    }
    // Whoever was put out must not read on: the rest get a new key.
    if (members.hasStrayReader()) rekey.urgent();
  }

  /** The commands by which the record follows the registry. */
  standings(): readonly Command[] {
    const { members, desk, clock } = this.#parts;
    return members.standings(desk.view.paddles, clock.nowMs());
  }

  /** What would become of `command`. */
  preview(command: Command): Preview {
    const { members, desk } = this.#parts;
    return desk.preview(members.attempt(command, desk.view.paddles));
  }

  /** Puts a bidder's first coming into the record. */
  record(bidder: RegisteredBidder): void {
    const { clock, members, hold } = this.#parts;
    const { paddle } = bidder;
    // Its first bid comes through the feed behind this barrier.
    hold({ type: "AdmitPaddle", at: clock.nowMs(), paddle, identity: identityOf(bidder) });
    members.admitted(paddle, ownerOf(bidder));
  }

  /** A bidder is a member from now on; its older session, if any, is over. */
  joined(member: FeedMember, ended: string | null): void {
    const { main, feed, clock } = this.#parts;
    if (ended !== null) feed.send({ type: "dismiss", member: ended, reason: "replaced" });
    feed.send({ type: "member", member });
    main.send({ type: "joined", paddle: member.paddle, at: clock.nowMs() });
  }

  /** Ends a member's session; false where there was none. */
  leave(member: string): boolean {
    const { members, main, clock } = this.#parts;
    const paddle = members.leave(member);
    if (paddle !== null) main.send({ type: "left", paddle, at: clock.nowMs() });
    return paddle !== null;
  }
}
