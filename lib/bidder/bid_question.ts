// A bid that is shown once more before it goes out, and waits for the person's yes.
//
// A question holds the very lot and amount that it showed: what a yes sends is what was read, even
// where the lot in the ring is another by then.

import { costOf } from "../auction/uniform.ts";
import { bidWords } from "./bid_text.ts";
import { type CostReader, costText } from "./cost_text.ts";
import type { BidWish } from "./house_link.ts";

/** A bid that waits for the person's yes. */
export interface Question {
  /** "final": what cannot be taken back, and so wants a clear yes. */
  readonly type: "ask" | "unusual" | "lot_changed" | "ask_moved" | "final";
  readonly wish: BidWish;
}

/** The question in words, with what a yes may cost. */
export function questionText(
  { type, wish }: Question,
  reader: CostReader,
): string {
  const { texts, money } = reader;
  const lot = texts.lot(wish.lot);
  const cost = costText(costOf(wish), reader);
  const named = bidWords(wish, money);
  const bid = { ...named, money: cost === null ? named.money : `${named.money} (${cost})` };
  const deed = texts.ask.deed(lot, bid);
  const words = {
    ask: () => texts.ask.plain(deed),
    final: () => texts.ask.final(deed),
    unusual: () => texts.ask.unusual(lot, bid.money),
    lot_changed: () => texts.ask.lotChanged(deed),
    ask_moved: () => texts.ask.nextChanged(deed),
  };
  // "y = yes" stays together where the question needs two rows.
  return words[type]().replaceAll(" = ", "\u00a0=\u00a0");
}
