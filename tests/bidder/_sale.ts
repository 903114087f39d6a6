// A small sale for the bidder's tests: Ana holds paddle 12, Ben holds paddle 15.

import type { PublicEvent, Standing } from "../../lib/auction/event.ts";
import type { PublicLot } from "../../lib/auction/event.ts";
import type { LotId } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { FakeLink } from "../support/fake_link.ts";

/** 14:00:00 UTC on the day of the sale. */
export const saleStartMs = Date.UTC(2026, 10, 21, 14, 0, 0);

/** Ana's paddle. */
export const ana = "12";
/** Ben's paddle. */
export const ben = "15";

const titles: Readonly<Record<string, { en: string; pt: string }>> = {
  "7": { en: "Rosewood rocking chair, about 1890", pt: "Cadeira de balanço em jacarandá, c. 1890" },
  "8": { en: "Blue glass vase", pt: "Vaso de vidro azul" },
  "9": { en: "Map of Bahia, engraved 1640", pt: "Mapa da Bahia, gravura de 1640" },
};

/** Lot 7 is by hand, 8 is timed with a reserve, 9 is by hand. */
export function lot(id: LotId, change: Partial<PublicLot> = {}): PublicLot {
  return {
    id,
    format: { type: "english", buyNow: null },
    title: titles[id] ?? {},
    opening: toCents(100_000),
    increments: { type: "fixed", step: toCents(5_000) },
    closing: id === "8"
      ? {
        type: "timed",
        end: { type: "after", durationMs: 120_000 },
        softClose: { type: "none" },
        group: null,
      }
      : { type: "clerked" },
    image: null,
    estimate: null,
    hasReserve: id === "8",
    ...change,
  };
}

/** The house opens its books. */
export function catalogue(...lots: readonly PublicLot[]): PublicEvent[] {
  const at = saleStartMs - 3_600_000;
  return [
    { type: "SaleCreated", at, sale: "5a".repeat(16), name: "Leilão de outono", currency: "BRL" },
    ...lots.map((each): PublicEvent => ({ type: "LotCatalogued", at, lot: each })),
    { type: "PaddleAdmitted", at, paddle: ana },
    { type: "PaddleAdmitted", at, paddle: ben },
  ];
}

/** A lot opens `afterMs` into the sale. */
export function opened(id: LotId, afterMs = 0): PublicEvent {
  const at = saleStartMs + afterMs;
  const endsAt = id === "8" ? at + 120_000 : null;
  return { type: "LotOpened", at, lot: id, ask: toCents(100_000), endsAt };
}

/** The standing with `leader` at `price`. */
export function standing(leader: string, price: number, change: Partial<Standing> = {}): Standing {
  const ask = toCents(price + 5_000);
  return { leader, price: toCents(price), ask, bids: 1, reserveMet: true, ...change };
}

/** A bid that moved the price. */
export function bidAccepted(id: LotId, now: Standing, afterMs = 10_000): PublicEvent {
  return { type: "BidAccepted", at: saleStartMs + afterMs, lot: id, standing: now };
}

/** A link to a house where lots 7, 8 and 9 are in the books; Ana is not joined yet. */
export function anasLink(): FakeLink {
  const link = new FakeLink();
  link.now = saleStartMs;
  link.happen(...catalogue(lot("7"), lot("8"), lot("9")));
  return link;
}

/** Ana joins by multicast. */
export function join(link: FakeLink): void {
  link.self = { paddle: ana, name: "Ana" };
  link.notify({ type: "connection", state: "live", path: "multicast" });
}
