// What goes on around the sale, beside the record: who is here, who asks to be let in, whose bid came
// too late. Nothing of it is kept over a restart, and whoever shows it is told when it changes.

import type { Knock, WatchedPart } from "../admin/house_port.ts";
import type { PublicEvent } from "../auction/event.ts";
import { thumbprint } from "../secure/key_set.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import { type MissedBid, MissedBids } from "../session/missed_bids.ts";
import type { DeskNotice } from "./desk_contract.ts";
import type { HeardMember } from "./feed_contract.ts";
import { HousePresence } from "./house_presence.ts";
import { KnockList } from "./knock_list.ts";

/** What the desk says of it. */
export type LobbyNotice = Extract<
  DeskNotice,
  { readonly type: "joined" | "left" | "missed_bid" | "knock" }
>;

/** The surroundings of one house's sale. */
export class HouseLobby {
  readonly presence = new HousePresence();
  readonly #missed = new MissedBids();
  readonly #knocks = new KnockList();
  readonly #watchers = new Set<(part: WatchedPart) => void>();
  #registered: ReadonlySet<string> = new Set();

  /** Takes what the desk says. */
  heard(notice: LobbyNotice): void {
    switch (notice.type) {
      case "joined":
        this.presence.comes(notice.paddle, notice.at);
        return this.changed("bidders");
      case "left":
        this.presence.goes(notice.paddle);
        return this.changed("bidders");
      case "missed_bid": {
        const { type: _type, ...missed } = notice;
        if (this.#missed.keep(missed)) this.changed("missed_bids");
        return;
      }
      case "knock":
        // It may have been registered while this was on its way.
        if (this.#registered.has(thumbprint(notice.keySet.encryption))) return;
        this.#knocks.knocks(notice.keySet, notice.at);
        return this.changed("knocks");
    }
  }

  /** Takes what the feed says of the links. */
  links(members: readonly HeardMember[]): void {
    if (this.presence.heard(members)) this.changed("bidders");
  }

  /** Takes an event of the sale: it may settle what came too late. */
  happened(event: PublicEvent): void {
    if (this.#missed.happened(event)) this.changed("missed_bids");
  }

  /** The registry as it is now: who is in it needs not knock any more. */
  registered(bidders: readonly RegisteredBidder[]): void {
    this.#registered = new Set(bidders.map(({ thumbprint }) => thumbprint));
    for (const fingerprint of this.#registered) this.dismissKnock(fingerprint);
    this.changed("bidders");
  }

  /** Bids that came just too late, the newest last. */
  missedBids(): readonly MissedBid[] {
    return this.#missed.list();
  }

  /** Who asks to be let in, the newest last. */
  knocks(): readonly Knock[] {
    return this.#knocks.list();
  }

  /** Forgets a knock; false where there is none. */
  dismissKnock(fingerprint: string): boolean {
    const isGone = this.#knocks.forget(fingerprint);
    if (isGone) this.changed("knocks");
    return isGone;
  }

  /** Tells `listener` each part that changes; gives the way out. */
  watch(listener: (part: WatchedPart) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Tells that a part has changed. */
  changed(part: WatchedPart): void {
    for (const watcher of this.#watchers) watcher(part);
  }
}
