// What the join worker hears from main and says to it. Its talk with the desk is in
// desk_contract.ts.

import type { LifeNotice } from "./life_cycle.ts";

/** Where joins are taken. */
export interface JoinConfig {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

/** From main to the join worker. */
export type JoinRequest =
  | { readonly type: "start"; readonly config: JoinConfig; readonly desk: MessagePort }
  | { readonly type: "stop" };

/** From the join worker to main. */
export type JoinNotice =
  | LifeNotice
  | { readonly type: "ready"; readonly port: number }
  | { readonly type: "counters"; readonly counters: Readonly<Record<string, number>> };
