// What somebody saw of a lot when deciding on a command. The house takes every bid that it received
// before a hammer: one that came in that very moment would else be sold without having been seen.

import type { LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { SaleView } from "../auction/view.ts";

/** Who led a lot, at which price. */
export interface SeenStanding {
  readonly lot: LotId;
  readonly leader: Paddle;
  readonly price: Cents;
}

/** A command that was refused before the rules were asked: the lot stands otherwise than was seen. */
export interface StandingMoved {
  readonly type: "rejected";
  readonly reason: "standing_moved";
}

/** Whether the lot has another leader or price by now. One that is not there is for the rules. */
export function hasMoved({ lots }: Pick<SaleView, "lots">, seen: SeenStanding): boolean {
  const lot = lots.get(seen.lot);
  if (lot === undefined) return false;
  return lot.standing.leader !== seen.leader || lot.standing.price !== seen.price;
}
