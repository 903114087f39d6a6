// Mistakes about paths and keys to build into a simulated sale; planted.ts has the others.

import { EpochSpread } from "../../lib/session/epoch_spread.ts";
import { type LinkEffect, LinkKeeper } from "../../lib/session/link_keeper.ts";
import type { Epoch } from "../../lib/worker/desk_contract.ts";
import { Membership } from "../../lib/worker/membership.ts";
import type { FeedPath } from "../../lib/wire/member_message.ts";

type Held = Parameters<EpochSpread["holds"]>[1];

/** Never sends a new key to the member that joined first, whatever its pings say. */
export class ForgetfulSpread extends EpochSpread {
  #forgotten: string | null = null;

  override holds(member: string, held: Held) {
    this.#forgotten ??= member;
    return member === this.#forgotten ? this.tick(held.now) : super.holds(member, held);
  }
}

/** Spreads new keys and goes on sealing with the old one. */
export class FaithfulSpread extends EpochSpread {
  override tick(now: number) {
    return super.tick(now).filter(({ type }) => type !== "switch");
  }
}

/** Gives the next epoch another number and the same key: its counters begin anew. */
export class ThriftyMembership extends Membership {
  override get epoch(): Epoch {
    const { number } = super.epoch;
    return { number, key: new Uint8Array(32), salt: new Uint8Array(4) };
  }

  override rekey(): Epoch {
    super.rekey();
    return this.epoch;
  }
}

/** Asks for copies and never notices that the group is heard again. */
export class HumbleKeeper extends LinkKeeper {
  override opened(path: FeedPath, now: number): void {
    if (path === this.path) super.opened(path, now);
  }
}

/** Stays with the group whatever comes of it. */
export class ProudKeeper extends LinkKeeper {
  override get path(): FeedPath {
    return "multicast";
  }

  override tick(now: number): readonly LinkEffect[] {
    return super.tick(now).filter(({ type }) => type !== "use");
  }
}
