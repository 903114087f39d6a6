// How simulated people bid. Each looks at the own screen, which may be old, and wishes for a bid.

import type { LotView, SaleView } from "../../lib/auction/view.ts";
import type { Wish } from "./bidder_run.ts";
import type { SeededRandom } from "./seeded_random.ts";

/** What a person sees and is. */
export interface Person {
  readonly paddle: string;
  readonly view: SaleView;
  /** The house's time as this person's program believes it to be. */
  readonly now: number;
  readonly random: SeededRandom;
  /** What a lot is worth to this person, in cents. */
  worth(lot: string): number;
}

/** A way to bid: a wish, or null to sit still. */
export type Temperament = (person: Person) => Wish | null;

const sniperMs = 1_500;

/** By name. */
export const TEMPERAMENTS: {
  readonly [name in "sniper" | "proxy" | "bargain hunter" | "clumsy"]: Temperament;
} = {
  "sniper": (person) => {
    const lot = pickLot(person, (view) =>
      view.status === "fair_warning" ||
      (view.endsAt !== null && view.endsAt - person.now < sniperMs));
    return lot === null ? null : upTo(person, lot, lot.standing.ask + person.random.between(0, 9));
  },
  "proxy": (person) => {
    const lot = pickLot(person, () => true);
    return lot === null ? null : upTo(person, lot, person.worth(lot.lot.id));
  },
  "bargain hunter": (person) => {
    const lot = pickLot(person, () => person.random.chance(60));
    return lot === null ? null : upTo(person, lot, lot.standing.ask);
  },
  // Bids that the rules refuse: too little, on lots that are over, in another currency.
  "clumsy": ({ view, random }) => {
    const [lot] = [...view.lots.values()].slice(random.between(0, view.lots.size));
    if (lot === undefined) return null;
    const amount = random.pick([0, 1, lot.standing.ask, lot.standing.ask - 1, 2 ** 53 - 1]);
    const currency = random.chance(20) ? "USD" : view.currency;
    return { lot: lot.lot.id, kind: random.pick(["max", "exact"]), amount, currency };
  },
};

function pickLot(person: Person, wanted: (view: LotView) => boolean): LotView | null {
  const lots = [...person.view.lots.values()].filter((view) =>
    (view.status === "open" || view.status === "fair_warning") &&
    view.standing.leader !== person.paddle &&
    view.standing.ask <= person.worth(view.lot.id) && wanted(view)
  );
  const [first, ...others] = lots;
  return first === undefined ? null : person.random.pick([first, ...others]);
}

function upTo({ worth, random }: Person, { lot }: LotView, amount: number): Wish {
  const kind = random.chance(20) ? "exact" : "max";
  return { lot: lot.id, kind, amount: Math.min(amount, worth(lot.id)) };
}
