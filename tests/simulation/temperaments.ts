// How simulated people bid. Each looks at the own screen, which may be old, and wishes for a bid.

import { askAt } from "../../lib/auction/dutch.ts";
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
    const more = person.random.between(0, 9);
    return lot === null ? null : upTo(person, lot, askAt(lot, person.now) + more);
  },
  "proxy": (person) => {
    const lot = pickLot(person, () => true);
    return lot === null ? null : upTo(person, lot, person.worth(lot.lot.id));
  },
  "bargain hunter": (person) => {
    const lot = pickLot(person, () => person.random.chance(60));
    return lot === null ? null : upTo(person, lot, askAt(lot, person.now));
  },
  // Bids that the rules refuse: too little, on lots that are over, in another currency.
  "clumsy": ({ view, random }) => {
    const [lot] = [...view.lots.values()].slice(random.between(0, view.lots.size));
    if (lot === undefined) return null;
    const amount = random.pick([0, 1, lot.standing.ask, lot.standing.ask - 1, 2 ** 53 - 1]);
    const currency = random.chance(20) ? "USD" : view.currency;
    const kind = random.pick(["max", "exact", "buy", "enter", "leave"] as const);
    const quantity = random.pick([0, 1, 1, 2, 2 ** 53 - 1]);
    return { lot: lot.lot.id, kind, amount, quantity, currency };
  },
};

function pickLot(person: Person, wanted: (view: LotView) => boolean): LotView | null {
  const lots = [...person.view.lots.values()].filter((view) =>
    (view.status === "open" || view.status === "fair_warning") &&
    view.standing.leader !== person.paddle &&
    (isClimbing(view) || askAt(view, person.now) <= person.worth(view.lot.id)) && wanted(view)
  );
  const [first, ...others] = lots;
  return first === undefined ? null : person.random.pick([first, ...others]);
}

// A Japanese lot whose price goes up is left when it is worth no more.
function isClimbing({ lot, standing }: LotView): boolean {
  return lot.format.type === "japanese" && standing.price !== null;
}

function upTo(person: Person, view: LotView, most: number): Wish | null {
  const { worth, random } = person;
  const { lot: { id: lot, format }, standing } = view;
  const amount = Math.min(most, worth(lot));
  const ask = askAt(view, person.now);
  switch (format.type) {
    case "english": {
      const { buyNow } = format;
      const takes = buyNow !== null && standing.leader === null && buyNow <= worth(lot);
      if (takes && random.chance(10)) return { lot, kind: "buy", amount: buyNow };
      return { lot, kind: random.chance(20) ? "exact" : "max", amount };
    }
    case "sealed_first":
    case "vickrey":
      return { lot, kind: "max", amount };
    case "dutch":
      return { lot, kind: "buy", amount: ask };
    case "japanese":
      if (!isClimbing(view)) return { lot, kind: "enter", amount: ask };
      return ask > worth(lot) ? { lot, kind: "leave", amount: ask } : null;
    case "uniform":
      return { lot, kind: "max", amount, quantity: random.between(1, format.quantity) };
  }
}
