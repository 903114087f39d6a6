// The winner does not pay: the lot goes to the under-bidder, at that bidder's own highest amount.

import { findLot } from "./_lot_state.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, reject } from "./decision.ts";
import { contestOf, rulesOf } from "./format_rules.ts";
import type { Paddle } from "./lot.ts";
import type { Sale } from "./sale.ts";
import type { LotView } from "./view.ts";

/** Awards a sold lot to the best of those who have not defaulted on it and are not banned. */
export function awardLot(
  sale: Sale,
  command: Extract<Command, { readonly type: "AwardLot" }>,
): Decision {
  const { at, lot, defaulter } = command;
  const found = findLot(sale, lot);
  if (found === null) return reject("unknown_lot");
  const { view, secret } = found;
  if (view.status !== "sold") return reject("not_ended");
  if (secret.lot.format.type === "uniform") return reject("wrong_format");
  if (view.winner?.paddle !== defaulter) return reject("not_winner");
  const rules = rulesOf(secret.lot.format);
  const next = rules.underBidder(contestOf(found, at), outOfTheRunning(sale, view, defaulter));
  if (next.type === "nobody") return reject("no_under_bidder");
  const { paddle, price } = next;
  return accept({ type: "LotAwarded", at, lot, paddle, price, defaulter });
}

function outOfTheRunning(sale: Sale, view: LotView, defaulter: Paddle): ReadonlySet<Paddle> {
  const banned = [...sale.view.paddles].filter(([, state]) => state === "banned");
  return new Set([defaulter, ...view.defaulters, ...banned.map(([paddle]) => paddle)]);
}
