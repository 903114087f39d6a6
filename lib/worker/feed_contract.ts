// What the house's feed worker hears from main and says to it. Its talk with the desk is in
// desk_contract.ts.

import type { Paddle } from "../auction/lot.ts";
import type { FeedPath } from "../wire/member_message.ts";
import type { LifeNotice } from "./life_cycle.ts";

/** Where the feed runs. */
export interface FeedConfig {
  /** The house's own address on the bidders' network: bids come here, the group is sent from here. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly bidPort: number;
  readonly group: { readonly address: string; readonly port: number; readonly ttl: number };
  /** Per cent of received datagrams to lose, for trials; 0 in earnest. */
  readonly trialLossPercent: number;
}

/** From main to the feed. */
export type FeedRequest =
  | {
    readonly type: "start";
    readonly config: FeedConfig;
    readonly desk: MessagePort;
    /** The line to the relay worker, and where that listens. */
    readonly relay: MessagePort;
    readonly relayPort: number;
  }
  | { readonly type: "stop" };

/** From the feed to main. */
export type FeedNotice =
  | LifeNotice
  | { readonly type: "ready"; readonly bidPort: number }
  /** Each second: what was counted since the start, and who was heard. */
  | {
    readonly type: "counters";
    readonly counters: Readonly<Record<string, number>>;
    readonly heard: readonly HeardMember[];
  };

/** How a member's link stands. */
export interface HeardMember {
  readonly paddle: Paddle;
  /** When it was last heard. */
  readonly at: number;
  readonly path: FeedPath;
  /** Heartbeats that it lost, as it says; null before it knows. */
  readonly lossPermille: number | null;
}
