// How the house's secret part of a lot changes with each event: the bids behind the price, and
// what undo would need. Bidders never fold this.

import { assert } from "@std/assert";
import { offeredAgain, withBid, withoutLastBid, withoutPaddle } from "./_bid_chain.ts";
import { type FoundLot, foundLot } from "./_lot_state.ts";
import { movedAlong } from "./extension.ts";
import { contestOf } from "./format_rules.ts";
import type { AuctionEvent, BidSecret } from "./event.ts";
import { priceStayedTo } from "./japanese.ts";
import type { Lot, LotId, Paddle } from "./lot.ts";
import type { LotSecret, Sale } from "./sale.ts";

type EventOf<T extends AuctionEvent["type"]> = Extract<AuctionEvent, { readonly type: T }>;

/** The secrets of `sale` after `event`: the same map where the event touches none. */
export function evolveSecrets(sale: Sale, event: AuctionEvent): ReadonlyMap<LotId, LotSecret> {
  if (event.type === "LotCatalogued") {
    const { lot } = event.secret;
    const held = sale.secrets.get(lot.id)?.held ?? [];
    return withSecret(sale, lot.id, { ...untouched(lot), held });
  }
  if (event.type === "BidRecorded") return recorded(sale, event);
  if (!("lot" in event)) return sale.secrets;
  const found = foundLot(sale, event.lot);
  const secret = event.type === "LotExtended"
    ? afterExtension(sale, found, event)
    : evolveSecret(found, event);
  return secret === found.secret ? sale.secrets : withSecret(sale, event.lot, secret);
}

type LotEvent = Exclude<
  Extract<AuctionEvent, { readonly lot: LotId }>,
  { readonly type: "LotCatalogued" | "LotExtended" }
>;

function evolveSecret(found: FoundLot, event: LotEvent): LotSecret {
  const { secret } = found;
  switch (event.type) {
    case "BidAccepted":
      return { ...withBid(found, { bid: event.secret, at: event.at }), asked: null };
    case "LotOpened":
      return secret.held.length === 0 ? secret : { ...secret, held: [] };
    case "AskSet":
      return { ...secret, asked: found.view.standing.leader === null ? null : event.ask };
    case "IncrementsSet":
      return { ...secret, asked: null };
    case "BidderLeft":
      return without(found, event.paddle);
    case "PriceRaised":
      return withLeavers(secret, event.secret.leaving);
    case "BidUndone":
      return withoutLastBid(secret);
    case "BidsRetracted":
      return withoutPaddle(found, event.paddle).secret;
    case "LotReopened":
      return offeredAgain(secret);
    default:
      return secret;
  }
}

// A recorded refusal changes nothing.
function recorded(sale: Sale, { at, secret: bid }: EventOf<"BidRecorded">): Sale["secrets"] {
  if (!["accepted", "held", "released"].includes(bid.verdict)) return sale.secrets;
  const found = foundLot(sale, bid.lot);
  if (bid.verdict === "accepted") {
    return withSecret(sale, bid.lot, withBid(found, { bid: bidOf(bid), at }));
  }
  const others = found.secret.held.filter(({ paddle }) => paddle !== bid.paddle);
  const held = bid.verdict === "held" ? [...others, bidOf(bid)] : others;
  return withSecret(sale, bid.lot, { ...found.secret, held });
}

function bidOf({ lot, paddle, kind, amount, quantity }: BidSecret): BidSecret {
  return { lot, paddle, kind, amount, quantity };
}

function untouched(lot: Lot): LotSecret {
  const none = { extensions: 0, overtakenTo: 0, asked: null, last: null, held: [] };
  return { lot, live: new Map(), ...none };
}

function afterExtension(
  sale: Sale,
  { view, secret }: FoundLot,
  { cause, endsAt }: EventOf<"LotExtended">,
): LotSecret {
  const { last } = secret;
  if (cause === "group") return { ...secret, overtakenTo: last?.order ?? 0 };
  if (cause !== "late_bid") return secret;
  // A late bid's extension follows its bid at once, so it belongs to the last bid of the chain.
  assert(last !== null && view.endsAt !== null, "Only a bid on a timed lot extends it");
  const moved = {
    movedEndMs: endsAt - view.endsAt,
    movedOthers: movedAlong(sale, secret.lot, endsAt),
  };
  return { ...secret, extensions: secret.extensions + 1, last: { ...last, ...moved } };
}

// Who left is out for good, and known by how far they went.
function without(found: FoundLot, paddle: Paddle): LotSecret {
  const { secret } = found;
  const bid = secret.live.get(paddle);
  assert(bid !== undefined, "Only who is in leaves");
  const stayedTo = priceStayedTo(contestOf(found, 0));
  return { ...secret, live: new Map(secret.live).set(paddle, { ...bid, stayedTo }) };
}

function withLeavers(secret: LotSecret, leaving: readonly Paddle[]): LotSecret {
  if (leaving.length === 0) return secret;
  const live = new Map(secret.live);
  for (const [paddle, bid] of secret.live) {
    if (leaving.includes(paddle)) live.set(paddle, { ...bid, leaving: true });
  }
  return { ...secret, live };
}

function withSecret(sale: Sale, lot: LotId, secret: LotSecret): ReadonlyMap<LotId, LotSecret> {
  return new Map(sale.secrets).set(lot, secret);
}
