// What there is to say about a lot on the sale floor, by its format: the large number, who has it,
// and the facts beside it.

import { isSealed } from "../auction/lot.ts";
import { isEntering, priceClock } from "../auction/price_clock.ts";
import { unitsOf } from "../auction/uniform.ts";
import type { LotView } from "../auction/view.ts";
import type { FloorScene } from "./floor_scene.ts";

/** One fact: its name, and what it is. `clockTo`: a clock that runs to that moment stands behind it. */
export interface RingFact {
  readonly name: string;
  readonly text: string;
  readonly clockTo?: number;
}

/** The large number and the line below it. */
export interface RingAmount {
  /** Null where bids are secret, or none has come. */
  readonly price: string | null;
  readonly below: string;
}

/** What is read from the other end of the room. */
export function ringAmount(lot: LotView, scene: FloorScene): RingAmount {
  const { texts: { ring }, money, who, nowMs } = scene;
  const { standing, winner, lot: { format } } = lot;
  if (winner !== null) {
    return { price: wonPrice(lot, scene), below: ring.soldTo(winners(lot, scene)) };
  }
  const clock = priceClock(lot, nowMs);
  // The price of a clock that has stopped is nobody's, and of a lot without bids none is asked.
  if (lot.endedAt !== null && (clock !== null || standing.price === null)) {
    return { price: null, below: ring.status[lot.status] };
  }
  if (clock !== null) {
    const below = format.type === "japanese"
      ? ring.inside(standing.bids)
      : ring.format[format.type];
    return { price: money(clock.price), below };
  }
  if (isSealed(format)) return { price: null, below: ring.sealedBids(standing.bids) };
  if (standing.price === null) {
    return { price: askText(lot, scene), below: `${ring.opening} · ${ring.noBids}` };
  }
  const price = money(standing.price);
  if (format.type === "uniform") return { price: ring.each(price), below: ring.format.uniform };
  return { price, below: standing.leader === null ? ring.noBids : who(standing.leader) };
}

/** The facts beside it, most important first. */
export function ringFacts(lot: LotView, scene: FloorScene): readonly RingFact[] {
  const { texts: { ring }, money } = scene;
  const { estimate, format } = lot.lot;
  const range = estimate === null
    ? []
    : [{ name: ring.estimate, text: ring.between(money(estimate.low), money(estimate.high)) }];
  const units = format.type === "uniform"
    ? [{ name: ring.units, text: String(unitsOf(lot.lot)) }]
    : [];
  return [
    ...(lot.endedAt === null ? nextFacts(lot, scene) : []),
    ...(format.type === "dutch" || format.type === "japanese"
      ? []
      : [{ name: ring.bidCount, text: ring.bids(lot.standing.bids) }]),
    ...(isSealed(format) && lot.endedAt !== null
      ? []
      : [{ name: ring.reserveLabel, text: reserveText(lot, scene) }]),
    ...units,
    ...range,
  ];
}

/** How the lot is sold, and what ends it. */
export function saleText({ lot: { format, closing } }: LotView, { texts: { ring } }: FloorScene) {
  const ends = closing.type === "clerked"
    ? [ring.byHand]
    : closing.type === "timed" && closing.group !== null
    ? [ring.sharedClock(closing.group)]
    : [];
  return [ring.format[format.type], ...ends].join(" · ");
}

/** Whether the reserve stands in the way, as far as anybody is told. */
export function reserveText({ lot, standing }: LotView, { texts: { ring } }: FloorScene): string {
  if (!lot.hasReserve) return ring.reserve.none;
  if (isSealed(lot.format)) return ring.reserveHidden;
  return standing.reserveMet ? ring.reserve.met : ring.reserve.notMet;
}

function nextFacts(lot: LotView, scene: FloorScene): readonly RingFact[] {
  const { texts: { ring }, money, nowMs } = scene;
  const { standing, lot: { format } } = lot;
  const clock = priceClock(lot, nowMs);
  if (clock !== null) {
    if (clock.next === null) return [{ name: ring.nextPrice, text: ring.lowestPrice }];
    const next = { name: ring.nextPrice, text: money(clock.next) };
    const isShown = clock.inMs !== null && !isEntering(lot);
    return [isShown ? { ...next, clockTo: nowMs + (clock.inMs ?? 0) } : next];
  }
  const isFirst = standing.price === null;
  const name = isSealed(format) ? ring.least : isFirst ? ring.opening : ring.nextBid;
  const buyNow = format.type === "english" && standing.leader === null ? format.buyNow : null;
  return [
    { name, text: askText(lot, scene) },
    ...(buyNow === null ? [] : [{ name: ring.buyNow, text: money(buyNow) }]),
  ];
}

/** What a bid has to reach. */
function askText(
  { standing, status, opening, lot: { format } }: LotView,
  { texts: { ring }, money }: FloorScene,
): string {
  const ask = money(status === "catalogued" ? opening : standing.ask);
  return format.type === "uniform" ? ring.each(ask) : ask;
}

function wonPrice({ winner, allotments }: LotView, { texts, money }: FloorScene): string | null {
  if (winner === null) return null;
  return allotments.length > 0 ? texts.ring.each(money(winner.price)) : money(winner.price);
}

/** Everyone who won something of the lot. */
export function winners({ winner, allotments }: LotView, { who }: FloorScene): string {
  if (winner === null) return "";
  if (allotments.length === 0) return who(winner.paddle);
  return allotments.map(({ paddle, quantity }) => `${who(paddle)} × ${quantity}`).join(", ");
}
