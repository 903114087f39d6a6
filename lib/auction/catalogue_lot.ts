// Putting a lot into the catalogue. Its public face is one event; its description follows in
// pieces, because every event must fit a datagram.

import { findLot, whyNotAhead } from "./_lot_state.ts";
import { sameData } from "./_same_data.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, reject } from "./decision.ts";
import { splitText } from "./description.ts";
import type { AuctionEvent, PublicLot } from "./event.ts";
import { GROUP_LOTS_MAX, type Lot } from "./lot.ts";
import type { Sale } from "./sale.ts";

/**
 * Whether the very lot is there already: that changes nothing in any state, of the lot or of the
 * sale, so that the items folder can be read again at any time.
 */
export function isCataloguedAlready(sale: Sale, lot: Lot): boolean {
  const present = findLot(sale, lot.id);
  return present !== null && sameData(present.secret.lot, lot);
}

/** Adds a lot, or replaces it while it has not opened. */
export function catalogueLot(
  sale: Sale,
  command: Extract<Command, { readonly type: "CatalogueLot" }>,
): Decision {
  const { at, lot } = command;
  const present = findLot(sale, lot.id);
  const why = present === null ? null : whyNotAhead(present.view);
  if (why !== null) return why;
  if (isGroupFull(sale, lot)) return reject("group_full");
  return accept(
    { type: "LotCatalogued", at, lot: publicLot(lot), secret: { lot } },
    ...describe(lot, "en", at),
    ...describe(lot, "pt", at),
  );
}

function isGroupFull(sale: Sale, { id, closing }: Lot): boolean {
  const group = closing.type === "timed" ? closing.group : null;
  if (group === null) return false;
  let others = 0;
  for (const { lot } of sale.view.lots.values()) {
    if (lot.id !== id && lot.closing.type === "timed" && lot.closing.group === group) others++;
  }
  return others >= GROUP_LOTS_MAX;
}

/** A lot as bidders see it: of the reserve only whether there is one; who brought it is the house's. */
export function publicLot(lot: Lot): PublicLot {
  const { reserve, description: _description, consignor: _consignor, ...face } = lot;
  return { ...face, hasReserve: reserve !== null };
}

function describe(lot: Lot, language: "en" | "pt", at: number): readonly AuctionEvent[] {
  const texts = splitText(lot.description[language] ?? "");
  return texts.map((text, index) => ({
    type: "LotDescribed",
    at,
    lot: lot.id,
    language,
    part: index + 1,
    parts: texts.length,
    text,
  }));
}
