// What a command would do, in English.

import type { EffectTexts } from "./effect_texts.ts";

/** English, as {@link EffectTexts} asks for it. */
export const englishEffects: EffectTexts = {
  who: (paddle, name) => name === null ? `Paddle ${paddle}` : `Paddle ${paddle} (${name})`,
  saleOpened: "The sale begins.",
  saleClosed: "The sale is closed for good: no lot can be opened any more.",
  lotsUnsold: (count) =>
    count === 1
      ? "1 lot that has not opened stays unsold."
      : `${count} lots that have not opened stay unsold.`,
  lotOpened: (lot, ask) => `Lot ${lot} opens at ${ask}.`,
  bidTaken: (lot) => `A bid that was left for lot ${lot} counts.`,
  leads: (lot, who, price) => `${who} leads lot ${lot} at ${price}.`,
  extended: {
    late_bid: (lot, left) => `Lot ${lot} then has ${left} left.`,
    outage: (lot, left) => `Lot ${lot} then has ${left} left.`,
    group: (lot, left) => `Lot ${lot}, which shares the clock, then has ${left} left.`,
    undo: (lot, left) => `Lot ${lot} goes back to ${left} left.`,
  },
  warned: (lot, call) =>
    call > 1 ? `Lot ${lot} has its fair warning number ${call}.` : `Lot ${lot} has fair warning.`,
  paused: (lot) => `Lot ${lot} takes no bids until it is resumed.`,
  resumed: (lot) => `Lot ${lot} takes bids again.`,
  undone: {
    leading: (who, price) => `${who}'s bid of ${price} is taken back.`,
    driving: (from, to) => `The last bid is taken back: the price goes from ${from} to ${to}.`,
    silent: "The last bid is taken back. It had not changed the price.",
  },
  leadsAgain: (who, price) => `${who} leads again at ${price}.`,
  leadsThen: (who, price) => `${who} then leads at ${price}.`,
  nobodyLeads: "Then nobody leads.",
  nextBid: (ask) => `The next bid is ${ask}.`,
  clockShows: (left) => `The clock then shows ${left}.`,
  sold: (lot, who, price) => `Lot ${lot} is sold to ${lower(who)} for ${price}.`,
  belowReserve: "That is below the reserve.",
  passed: {
    no_bids: (lot) => `Lot ${lot} ends unsold: nobody has bid.`,
    reserve_not_met: (lot) => `Lot ${lot} ends unsold: its reserve is not met.`,
    by_hand: (lot) => `Lot ${lot} ends unsold.`,
  },
  bidWinsNothing: (who, price) => `${who}'s bid of ${price} wins nothing.`,
  withdrawn: (lot) => `Lot ${lot} leaves the sale for good.`,
  bidsWinNothing: (count) =>
    count === 1 ? "Its bid wins nothing." : `Its ${count} bids win nothing.`,
  bidderLeft: (lot, who) => `${who} is out of lot ${lot}.`,
  priceRises: (lot, price) => `The price of lot ${lot} goes up to ${price}.`,
  bidsVoid: (lot, who) => `All bids of ${lower(who)} on lot ${lot} are void.`,
  unitsSold: (who, quantity, price) =>
    quantity === 1
      ? `${who} gets 1 unit for ${price}.`
      : `${who} gets ${quantity} units for ${price} each.`,
  reopened: (lot) => `Lot ${lot} is offered again, with the bids that it had.`,
  losesLot: (lot, who) => `${who} no longer has lot ${lot}.`,
  awarded: (lot, who, price) => `Lot ${lot} goes to ${lower(who)} for ${price}.`,
  moved: (lot, before) =>
    before === null
      ? `Lot ${lot} comes behind all others.`
      : `Lot ${lot} comes directly before lot ${before}.`,
  announced: (text) => `Everyone reads: ${text}`,
  termsSet: "What is owed on top of the hammer price changes.",
  admitted: (who) => `${who} may bid.`,
  suspended: (who) =>
    `${who} is out at once, bids no more and reads nothing more of the sale. The bids that are there stand.`,
  reinstated: (who) => `${who} may come back and bid from now on. Void bids stay void.`,
  banned: (who) =>
    `${who} is out at once and reads nothing more of the sale. What becomes void stays void.`,
  more: (count) =>
    count === 1 ? "And 1 thing more of this kind." : `And ${count} more of this kind.`,
};

/** "Paddle 7" in the middle of a sentence. */
function lower(who: string): string {
  return who.charAt(0).toLowerCase() + who.slice(1);
}
