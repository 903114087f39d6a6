// How the house's secret part of a lot changes with each event: the maxima behind the price, and
// what undo would need. Bidders never fold this.

import { assert } from "@std/assert";
import type { AuctionEvent, BidSecret } from "./event.ts";
import type { Lot, LotId, Paddle } from "./lot.ts";
import { type Cents, toCents } from "./money.ts";
import type { LotSecret, Sale } from "./sale.ts";

/** The secrets of `sale` after `event`: the same map where the event touches none. */
export function evolveSecrets(sale: Sale, event: AuctionEvent): ReadonlyMap<LotId, LotSecret> {
  switch (event.type) {
    case "LotCatalogued":
      return withSecret(sale, event.secret.lot.id, untouched(event.secret.lot));
    case "BidAccepted":
      return withSecret(sale, event.lot, withBid(sale, event.secret, event.at));
    case "BidRecorded":
      // A recorded refusal changes nothing.
      if (event.secret.verdict !== "accepted") return sale.secrets;
      return withSecret(sale, event.secret.lot, withBid(sale, event.secret, event.at));
    case "LotExtended":
      if (event.cause !== "late_bid") return sale.secrets;
      return withSecret(sale, event.lot, withExtension(sale, event.lot, event.endsAt));
    case "BidUndone":
      return withSecret(sale, event.lot, withoutLastBid(secretOf(sale, event.lot)));
    case "LotSold":
    case "LotPassed":
    case "LotWithdrawn":
      // Nothing can be undone after the end, so the chain of bids need not stay in memory.
      return withSecret(sale, event.lot, { ...secretOf(sale, event.lot), before: null });
    default:
      return sale.secrets;
  }
}

function untouched(lot: Lot): LotSecret {
  return { lot, maxima: new Map(), extensions: 0, before: null, lastBid: null };
}

function withBid(sale: Sale, bid: BidSecret, at: number): LotSecret {
  const secret = secretOf(sale, bid.lot);
  const view = sale.view.lots.get(bid.lot);
  assert(view !== undefined, `a lot with secrets has a public face: "${bid.lot}"`);
  const { paddle, kind, amount } = bid;
  return {
    ...secret,
    maxima: new Map(secret.maxima).set(paddle, toCents(amount)),
    lastBid: { lot: bid.lot, paddle, kind, amount },
    before: {
      standing: view.standing,
      max: secret.maxima.get(paddle) ?? null,
      leftMs: view.endsAt === null ? null : view.endsAt - at,
      movedEndMs: 0,
      extensions: secret.extensions,
      lastBid: secret.lastBid,
      before: secret.before,
    },
  };
}

// A late bid's extension follows its bid at once, so it belongs to the last bid of the chain.
function withExtension(sale: Sale, lot: LotId, endsAt: number): LotSecret {
  const secret = secretOf(sale, lot);
  const oldEnd = sale.view.lots.get(lot)?.endsAt ?? null;
  assert(secret.before !== null && oldEnd !== null, "only a bid on a timed lot extends it");
  return {
    ...secret,
    extensions: secret.extensions + 1,
    before: { ...secret.before, movedEndMs: endsAt - oldEnd },
  };
}

function withoutLastBid(secret: LotSecret): LotSecret {
  const { before, lastBid } = secret;
  assert(before !== null && lastBid !== null, "undo follows an accepted bid");
  return {
    ...secret,
    maxima: withMax(secret.maxima, lastBid.paddle, before.max),
    extensions: before.extensions,
    lastBid: before.lastBid,
    before: before.before,
  };
}

function withMax(maxima: ReadonlyMap<Paddle, Cents>, paddle: Paddle, max: Cents | null) {
  const next = new Map(maxima);
  if (max === null) next.delete(paddle);
  else next.set(paddle, max);
  return next;
}

function secretOf(sale: Sale, lot: LotId): LotSecret {
  const secret = sale.secrets.get(lot);
  assert(secret !== undefined, `an event names a lot of the catalogue: "${lot}"`);
  return secret;
}

function withSecret(sale: Sale, lot: LotId, secret: LotSecret): ReadonlyMap<LotId, LotSecret> {
  return new Map(sale.secrets).set(lot, secret);
}
