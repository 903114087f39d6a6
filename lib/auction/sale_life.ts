// The sale as a whole: its creation and its end, and who takes part.

import { hasEnded } from "./_lot_state.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, reject } from "./decision.ts";
import type { Paddle } from "./lot.ts";
import { isCents } from "./money.ts";
import type { Sale } from "./sale.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { readonly type: T }>;

/** Creates the sale, once. */
export function createSale(
  sale: Sale,
  command: CommandOf<"CreateSale">,
): Decision {
  if (sale.view.sale !== null) return reject("sale_exists");
  const { at, sale: id, name, currency } = command;
  return accept({ type: "SaleCreated", at, sale: id, name, currency });
}

/** Says what is owed on top of the hammer price, before the first lot opens. */
export function setTerms(sale: Sale, { at, terms }: CommandOf<"SetTerms">): Decision {
  return sale.view.phase === "draft"
    ? accept({ type: "TermsSet", at, terms })
    : reject("sale_open");
}

/** A word of the auctioneer to all. */
export function announce({ at, text }: CommandOf<"Announce">): Decision {
  return accept({ type: "Announced", at, text });
}

/** Sets what a paddle may spend in all; the bids that it placed stand. */
export function setLimit(sale: Sale, command: CommandOf<"SetLimit">): Decision {
  const { at, paddle, limit } = command;
  if (!sale.view.paddles.has(paddle)) return reject("unknown_paddle");
  if (limit !== null && !isCents(limit)) return reject("bad_amount");
  return accept({ type: "LimitSet", at, secret: { paddle, limit } });
}

/** Closes the sale; lots that never opened stay unsold in the catalogue. */
export function closeSale(sale: Sale, at: number): Decision {
  for (const lot of sale.view.lots.values()) {
    if (lot.status !== "catalogued" && !hasEnded(lot)) return reject("lots_open");
  }
  return accept({ type: "SaleClosed", at });
}

/** Lets a paddle take part. Asked again it changes nothing: a suspended paddle stays suspended. */
export function admitPaddle(
  sale: Sale,
  command: { readonly at: number; readonly paddle: Paddle },
): Decision {
  const { at, paddle } = command;
  return sale.view.paddles.has(paddle) ? accept() : accept({ type: "PaddleAdmitted", at, paddle });
}

/** Stops a paddle from bidding. The bids that it placed stand. */
export function suspendPaddle(
  sale: Sale,
  command: { readonly at: number; readonly paddle: Paddle },
): Decision {
  const { at, paddle } = command;
  const state = sale.view.paddles.get(paddle);
  if (state === undefined) return reject("unknown_paddle");
  if (state === "banned") return reject("banned");
  return state === "suspended" ? accept() : accept({ type: "PaddleSuspended", at, paddle });
}

/** Lets a suspended or banned paddle bid again; bids that a ban made void stay void. */
export function reinstatePaddle(
  sale: Sale,
  command: { readonly at: number; readonly paddle: Paddle },
): Decision {
  const { at, paddle } = command;
  const state = sale.view.paddles.get(paddle);
  if (state === undefined) return reject("unknown_paddle");
  return state === "admitted" ? accept() : accept({ type: "PaddleReinstated", at, paddle });
}
