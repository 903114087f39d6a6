// The auctioneer asks: the next bid, or the steps from now on, by hand.

import { findLiveLot, type FoundLot } from "./_lot_state.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, isRejected, reject, type Rejected } from "./decision.ts";
import { askFor } from "./english.ts";
import { isCents } from "./money.ts";
import type { Sale } from "./sale.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { readonly type: T }>;

/**
 * Sets what the next bid must reach, until that bid, an undo or a retraction; before the first bid
 * it is the opening price from then on.
 */
export function setAsk(sale: Sale, command: CommandOf<"SetAsk">): Decision {
  const { at, lot, ask } = command;
  const found = findEnglishLot(sale, command);
  if (isRejected(found)) return found;
  const { price } = found.view.standing;
  if (!isCents(ask) || ask === 0 || (price !== null && ask <= price)) return reject("bad_ask");
  return accept({ type: "AskSet", at, lot, ask });
}

/** Sets the table of increments from now on; an ask set by hand is then gone. */
export function setIncrements(sale: Sale, command: CommandOf<"SetIncrements">): Decision {
  const { at, lot, increments } = command;
  const found = findEnglishLot(sale, command);
  if (isRejected(found)) return found;
  const { standing, opening } = found.view;
  const ask = askFor(standing.price, { opening, increments });
  return accept({ type: "IncrementsSet", at, lot, increments, ask });
}

function findEnglishLot(
  sale: Sale,
  { lot, at }: { readonly lot: string; readonly at: number },
): FoundLot | Rejected {
  const found = findLiveLot(sale, lot, at);
  if (isRejected(found)) return found;
  return found.secret.lot.format.type === "english" ? found : reject("wrong_format");
}
