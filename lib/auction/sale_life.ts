// The sale as a whole: its creation and its end, and who takes part.

import { hasEnded } from "./_lot_state.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, reject } from "./decision.ts";
import type { Paddle } from "./lot.ts";
import type { Sale } from "./sale.ts";

/** Creates the sale, once. */
export function createSale(
  sale: Sale,
  command: Extract<Command, { readonly type: "CreateSale" }>,
): Decision {
  if (sale.view.sale !== null) return reject("sale_exists");
  const { at, sale: id, name, currency } = command;
  return accept({ type: "SaleCreated", at, sale: id, name, currency });
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
  return state === "suspended" ? accept() : accept({ type: "PaddleSuspended", at, paddle });
}

/** Lets a suspended paddle bid again. */
export function reinstatePaddle(
  sale: Sale,
  command: { readonly at: number; readonly paddle: Paddle },
): Decision {
  const { at, paddle } = command;
  const state = sale.view.paddles.get(paddle);
  if (state === undefined) return reject("unknown_paddle");
  return state === "admitted" ? accept() : accept({ type: "PaddleReinstated", at, paddle });
}
